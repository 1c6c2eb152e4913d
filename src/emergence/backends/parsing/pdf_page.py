"""A page of a PDF as text: lines put together to paragraphs, words broken at a line's end made whole."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median

from .pdf_lines import Line

LONGEST_WORD = 60
SENTENCE_ENDS = (".", "!", "?", ":", ";", "»", "”", '"', "…")
BREAK = re.compile(r"[^\W\d_][-\u2010]$")
COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:[-\u2010][^\W\d_]+)+")
LAST_WORD, FIRST_WORD = re.compile(r"[^\W\d_]*$"), re.compile(r"[^\W\d_]*")


@dataclass(frozen=True, slots=True)
class PageText:
    """`chars` says for every character of the text which of pdfium's it came from, -1 for none. `lines` are (start, size, text)."""

    text: str
    chars: Sequence[int]
    lines: list[tuple[int, float, str]]


def compounds_in(lines: Iterable[Line]) -> set[str]:
    """The words that are written with a hyphen."""
    return {word.replace("\u2010", "-").lower() for line in lines for word in COMPOUND.findall(line.text)}


def composed(lines: list[Line], compounds: set[str]) -> PageText:
    """The lines as text. A word of these compounds that a line's end breaks keeps its hyphen."""
    text: list[str] = []
    chars: list[int] = []
    starts: list[tuple[int, float, str]] = []
    pitch = pitch_of(lines)
    for line, after in zip_longest(lines, lines[1:]):
        starts.append((len(chars), line.first.height, line.text))
        words, glue = ending(line, after, pitch, compounds)
        text.append(words + glue)
        chars += [*line.chars[: len(words)], *[-1] * (len(words) - len(line.chars)), *[-1] * len(glue)]
    return PageText("".join(text), chars, starts)


def ending(line: Line, after: Line | None, pitch: float, compounds: set[str]) -> tuple[str, str]:
    """The words of a line as they stay, and what parts them from the next line."""
    if after is None:
        return line.text, "-" if line.is_broken else ""
    broken = line.is_broken or (bool(BREAK.search(line.text)) and after.text[0].islower() and not is_new(line, after, pitch))
    if not broken:
        return line.text, "\n\n" if is_new(line, after, pitch) else "\n"
    words = line.text if line.is_broken else line.text[:-1]
    before, behind = LAST_WORD.search(words[-LONGEST_WORD:]), FIRST_WORD.match(after.text)
    compound = f"{before[0] if before else ''}-{behind[0] if behind else ''}".lower()
    return words, "" if after.text[0].islower() and compound not in compounds else "-"


def is_new(line: Line, after: Line, pitch: float) -> bool:
    """Whether the next line begins another paragraph: set apart, in another size, in another column after a full stop, or set in."""
    size, next_size = line.last.height, after.first.height
    if abs(size - next_size) > 0.18 * max(size, next_size):
        return True
    step = line.last.bottom - after.first.bottom
    ended = line.text.endswith(SENTENCE_ENDS)
    if step < -0.5 * size or step > 12 * size:
        return ended or not after.text[0].islower()
    inset = after.first.left - line.first.left
    return step > 1.3 * pitch or (ended and 0.8 * size < inset < 6 * size)


def pitch_of(lines: list[Line]) -> float:
    """How far one line stands under another, mostly."""
    steps = [before.last.bottom - after.first.bottom for before, after in pairwise(lines)]
    near = [step for step, line in zip(steps, lines, strict=False) if 0 < step < 3 * line.last.height]
    return median(near) if near else float("inf")
