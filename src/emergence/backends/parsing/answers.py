"""What a fork answers, line by line, checked: it has read what nobody vouches for, and may be what a file made of it."""

import json
import os
import signal
import sys
from base64 import b64decode
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from ...domain.documents import Box, Format, Heading, Parsed, Part
from ...domain.problems import Invalid, NotFound, Problem, Unavailable
from ...ports.parsing import Progress
from .limits import ReadingLimits

REASONS = {
    "document_type": "This is not a file that is read here: PDF, Word, PowerPoint, Excel, CSV, Markdown, HTML, plain text or source code.",
    "document_empty": "There is nothing in this file.",
    "document_no_text": "There is no text in this file, only pictures; recognise its text first (OCR).",
    "document_password": "This file is protected by a password; save it without one.",
    "document_corrupt": "This file is damaged, or is not what it says it is.",
    "document_limit": "Reading this file takes more time, memory or room than it may; split it.",
}
ALL_USED = frozenset({signal.SIGXCPU, signal.SIGALRM})
CRASHES = frozenset({signal.SIGSEGV, signal.SIGABRT, signal.SIGTRAP, signal.SIGILL, signal.SIGBUS, signal.SIGFPE})
IMAGE = 64 * 1024 * 1024


def problem(code: str) -> Problem:
    if code == "page_not_found":
        return NotFound("This document has no such page.")
    known = code if code in REASONS else "document_corrupt"
    return Invalid(REASONS[known], known)


def interrupted() -> Unavailable:
    return Unavailable("Reading this file was interrupted; it can be tried again.", "parser_gone", retry_after=3)


@dataclass(slots=True)
class Answers:
    """What has been answered so far. `why` is where in our code an unexpected failure was, without a word of the file."""

    limits: ReadingLimits
    progress: Progress | None = None
    begun: bool = False
    ended: bool = False
    why: str = ""
    image: bytearray = field(default_factory=bytearray)
    boxes: tuple[Box, ...] = ()
    _format: str = ""
    _pages: list[int | None] = field(default_factory=list)
    _texts: list[list[str]] = field(default_factory=list)
    _headings: list[Heading] = field(default_factory=list)
    _said: dict[str, Any] = field(default_factory=dict)
    _length: int = 0
    _done: tuple[int, int] = (0, 0)
    _garbled: bool = False

    def take(self, line: bytes) -> None:
        """One line. Raises the Problem that it tells of."""
        if not line.strip():
            return
        try:
            kind, *words = json.loads(line)
            self._noted(kind, words)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            self._garbled = True
            return
        if kind == "progress" and self.progress:
            self.progress(*self._done)

    def _noted(self, kind: str, words: list[Any]) -> None:
        match kind:
            case "begun":
                self.begun = True
            case "progress":
                self._done = int(words[0]), int(words[1])
            case "part" | "text" | "headings" | "format":
                self._read(kind, words[0])
            case "image":
                self.image += b64decode(words[0], validate=True)
                self._bound(len(self.image), IMAGE)
            case "boxes":
                self.boxes = tuple(Box(*map(float, box)) for box in words[0])
            case "fault":
                self.why = str(words[1])[:100]
                raise problem(str(words[0]))
            case "gone" | "end":
                self._finish(kind, words)

    def _read(self, kind: str, said: Any) -> None:
        match kind:
            case "format":
                self._format = str(said)
            case "part":
                self._pages.append(None if said is None else int(said))
                self._texts.append([])
                self._bound(len(self._pages), self.limits.pages + self.limits.characters // 5_000)
            case "text":
                self._length += len(said)
                self._bound(self._length, self.limits.characters)
                self._texts[-1].append(sound(said))
            case _:
                self._headings += [Heading(int(start), int(level), sound(text)) for start, level, text in said]

    def _finish(self, kind: str, words: list[Any]) -> None:
        if kind == "gone":
            raise end_of(int(words[0]), int(words[1]), self.limits.memory)
        if self._garbled:
            raise problem("document_corrupt")
        self._said, self.ended = dict(words[0]), True

    def _bound(self, reached: int, most: int) -> None:
        if reached > most:
            raise problem("document_limit")

    def parsed(self) -> Parsed:
        """All of it, when it has ended."""
        parts, start = list[Part](), 0
        for n, (page, chunks) in enumerate(zip(self._pages, self._texts, strict=True)):
            parts.append(Part(n, "".join(chunks), start, page))
            start += len(parts[-1].text)
        at = self._said.get("written_at")
        return Parsed(
            format=cast(Format, self._format),
            parts=tuple(parts),
            headings=tuple(self._headings),
            pages=self._said.get("pages"),
            title=self._said.get("title"),
            author=self._said.get("author"),
            language=self._said.get("language"),
            written_at=datetime.fromisoformat(at) if at else None,
        )


def sound(text: str) -> str:
    """A text that can be kept. Raises ValueError."""
    text.encode()
    if "\0" in text:
        raise ValueError("a text cannot contain NUL")
    return text


def end_of(status: int, peak: int, memory: int) -> Problem:
    """Why a fork ended without an answer: it used up what it may, a library fell over the file, or somebody killed it."""
    if not os.WIFSIGNALED(status):
        return interrupted()
    sent = os.WTERMSIG(status)
    used = peak if sys.platform == "darwin" else peak * 1024
    if sent in ALL_USED or (sent in CRASHES and used > memory // 2):
        return problem("document_limit")
    return problem("document_corrupt") if sent in CRASHES else interrupted()
