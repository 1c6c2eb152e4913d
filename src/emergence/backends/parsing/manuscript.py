"""What is read of a file, sent off while it is read: parts of its text, then its headings and what it says about itself."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol

from ...domain.documents import Format
from .characters import clean, one_line
from .faults import refuse
from .language import language_of

PART = 20_000
CHUNK = 60_000
TITLE = 300
HEADINGS = 20_000
PICTURED = {"pdf", "pptx"}
ENDS = ("\n\n", "\n", ". ", " ")


class Say(Protocol):
    """Sends a line to the server."""

    def __call__(self, *words: object) -> None: ...


class Manuscript:
    """Paragraphs are parted by a blank line, rows by a line end. A format with pages says where each begins."""

    def __init__(self, say: Say, most: int, most_pages: int) -> None:
        self._say = say
        self._most = most
        self._most_pages = most_pages
        self._format: Format = "text"
        self._length = 0
        self._part: list[str] = []
        self._part_length = 0
        self._page: int | None = None
        self._sample = ""
        self._run = ""
        self._headings: list[tuple[int, int, str]] = []
        self.pages: int | None = None
        self.takes_title_of_heading = True
        self.title = ""
        self.author = ""
        self.language: str | None = None
        self.written_at: datetime | None = None

    def of(self, format: Format) -> None:
        self._format = format
        self._say("format", format)

    def expect_pages(self, pages: int) -> None:
        """Say how many pages there are. Raises Unreadable if they are too many."""
        if pages > self._most_pages:
            refuse("document_limit")
        self.pages = pages

    def progress(self, done: int, total: int) -> None:
        self._say("progress", done, total)

    def page(self, number: int) -> None:
        """From here on it is this page, slide or sheet."""
        if self._part_length:
            self._put("\n\n")
        self._send()
        self._page, self._run = number, ""

    def heading(self, text: str, level: int) -> None:
        line = one_line(text)
        if line:
            self.note_heading(self._add(line), level, line)

    def note_heading(self, start: int, level: int, text: str) -> None:
        """Say that a heading begins at this place of the whole text."""
        if len(self._headings) < HEADINGS:
            self._headings.append((start, level, text[:TITLE]))

    def paragraph(self, text: str) -> None:
        """Lines that belong together. Blank lines inside are kept as they are."""
        cleaned = clean(text).strip("\n")
        if cleaned.strip():
            self._add(cleaned)

    def row(self, cells: Iterable[str]) -> None:
        """A row of a table; it stands under the row before."""
        lines = [one_line(cell) for cell in cells]
        while lines and not lines[-1]:
            lines.pop()
        if lines:
            self._under("row", " | ".join(lines))

    def item(self, text: str) -> None:
        """An item of a list; it stands under the item before."""
        cleaned = clean(text).strip("\n")
        if cleaned.strip():
            self._under("item", cleaned)

    def end_of_table(self) -> None:
        self._run = ""

    def _under(self, kind: str, text: str) -> None:
        self._add(text, "\n" if self._run == kind else "\n\n")
        self._run = kind

    def verbatim(self, text: str) -> int:
        """Cleaned text as it stands. Answers where it begins."""
        return self._add(text)

    def whole(self, text: str) -> int:
        """All the text of a page, cleaned, in one part. Answers where it begins."""
        start = self._length
        if text:
            self._put(text)
        return start

    def finish(self) -> None:
        """Send what is left. Raises Unreadable if there was no text."""
        if not self._sample.strip():
            refuse("document_no_text" if self._format in PICTURED else "document_empty")
        self._send()
        first = next((text for _, level, text in self._headings if level == 1 and self.takes_title_of_heading), "")
        said = {
            "pages": self.pages,
            "title": one_line(self.title)[:TITLE] or first or None,
            "author": one_line(self.author)[:TITLE] or None,
            "language": self.language or language_of(self._sample),
            "written_at": self.written_at.isoformat() if self.written_at else None,
        }
        for at in range(0, len(self._headings), 500):
            self._say("headings", self._headings[at : at + 500])
        self._say("end", said)

    def _add(self, text: str, glue: str = "\n\n") -> int:
        if self._part_length:
            self._put(glue)
        start, self._run = self._length, ""
        for piece in pieces(text, PART):
            if self._part_length + len(piece) > PART and self._part_length > PART // 2:
                self._send()
            self._put(piece)
        return start

    def _put(self, text: str) -> None:
        self._length += len(text)
        if self._length > self._most:
            refuse("document_limit")
        self._part.append(text)
        self._part_length += len(text)
        if len(self._sample) < PART:
            self._sample += text[:PART]

    def _send(self) -> None:
        if not self._part:
            return
        text = "".join(self._part)
        self._say("part", self._page)
        for at in range(0, len(text), CHUNK):
            self._say("text", text[at : at + CHUNK])
        self._part, self._part_length = [], 0


def pieces(text: str, size: int) -> Iterator[str]:
    """The text in slices of at most this size, cut at the end of a paragraph, else of a line, a sentence, a word."""
    start = 0
    while len(text) - start > size:
        ends = ((text.rfind(mark, start + size // 2, start + size), mark) for mark in ENDS)
        end = next((at + len(mark) for at, mark in ends if at >= 0), start + size)
        yield text[start:end]
        start = end
    yield text[start:]
