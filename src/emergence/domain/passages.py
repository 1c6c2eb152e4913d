"""A document's text is cut into passages: where its structure allows, each of a length that one reads and one vector holds."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .documents import PASSAGE_LENGTH, Heading, Parsed, Part

SHORT, LONG = PASSAGE_LENGTH // 2, PASSAGE_LENGTH * 5 // 4
PATH_LENGTH, HEADER_LENGTH = 200, 300
CELL = " | "
BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*|\f\s*")
ENDS = (re.compile(r"(?<=[.!?…])[\"'»”’)\]]*\s+|(?<=[。！？])"), re.compile(r"(?<=[;:,])\s+|\n\s*|(?<=[、，])"), re.compile(r"\s+"))
ROW_ENDS = (re.compile(r"\n\s*"), re.compile(r"\s+"))

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage before it has an id. `context` is what it is found by beside its words: the title, the headings, a table's first row."""

    n: int
    text: str
    start: int
    end: int
    page: int | None
    heading: str = ""
    context: str = ""

    @property
    def indexed(self) -> str:
        """What is analysed and embedded."""
        return f"{self.context}\n\n{self.text}" if self.context else self.text


def cut(parsed: Parsed) -> tuple[Cut, ...]:
    """All passages in reading order. Every character that is not blank is in exactly one; none goes beyond a part."""
    by_line = parsed.format in {"code", "csv", "xlsx"}
    pieces = [(part, piece) for part in parsed.parts for piece in Cutting(part, parsed.headings, by_line).pieces()]
    outline, title = Outline(parsed.headings), title_of(parsed)
    return tuple(passage(n, part, piece, (title, outline.above(part.start + piece[0]))) for n, (part, piece) in enumerate(pieces))


def passage(n: int, part: Part, piece: tuple[int, int, str], above: tuple[str, str]) -> Cut:
    """The passage that this piece of a part is, under this title and these headings."""
    (start, end, header), (title, heading) = piece, above
    text = part.text[start:end]
    context = "\n".join(line for line in (title, heading, header) if line and not text.startswith(line))
    return Cut(n, text, part.start + start, part.start + end, part.page, heading, context)


def title_of(parsed: Parsed) -> str:
    """What the file calls itself, or its first line where that stands alone, as titles do."""
    if parsed.title or parsed.headings or not parsed.parts:
        return " ".join((parsed.title or "").split())[:PATH_LENGTH]
    line, gap, rest = parsed.parts[0].text.lstrip()[: PATH_LENGTH * 2].partition("\n\n")
    return line if gap and rest.strip() and "\n" not in line and len(line) <= PATH_LENGTH else ""


class Outline:
    """The headings of a document, as the path that leads to each."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        self._starts = [heading.start for heading in headings]
        self._paths = list(paths(headings))

    def above(self, start: int) -> str:
        """The headings that a place is under, the widest first. One that begins there is above it as well."""
        n = bisect_right(self._starts, start)
        return self._paths[n - 1] if n else ""


def paths(headings: Sequence[Heading]) -> Iterator[str]:
    """The path to each heading."""
    open_ones: list[Heading] = []
    for heading in headings:
        open_ones = [*(above for above in open_ones if above.level < heading.level), heading]
        yield " › ".join(" ".join(above.text.split())[:PATH_LENGTH] for above in open_ones if above.text.strip())


class Cutting:
    """One part being cut."""

    def __init__(self, part: Part, headings: Sequence[Heading], by_line: bool) -> None:
        self._text, self._by_line = part.text, by_line
        end = part.start + len(part.text)
        self._headed = sorted({heading.start - part.start for heading in headings if part.start <= heading.start < end})

    def pieces(self) -> Iterator[tuple[int, int, str]]:
        """Where each passage begins and ends, with the header of the table it is inside of."""
        waiting: tuple[int, int, str] | None = None
        for start, end, header in self._units():
            if waiting and not self._joins(waiting, start, end):
                yield waiting
                waiting = None
            waiting = (waiting[0], end, waiting[2]) if waiting else (start, end, header)
        if waiting:
            yield waiting

    def _joins(self, waiting: tuple[int, int, str], start: int, end: int) -> bool:
        """Whether a short passage goes on with the next paragraph: under the same heading, unless it is little but a heading."""
        length = waiting[1] - waiting[0]
        if end - waiting[0] > LONG or length >= SHORT:
            return False
        headed = bisect_right(self._headed, start) > bisect_right(self._headed, waiting[0])
        return not headed or length < SHORT // 4

    def _units(self) -> Iterator[tuple[int, int, str]]:
        """Paragraphs, long ones in pieces."""
        for start, end in self._paragraphs():
            if end - start <= LONG:
                yield start, end, ""
                continue
            table = CELL in self._text[start : start + LONG]
            header = self._text[start:end].partition("\n")[0][:HEADER_LENGTH] if table else ""
            for piece_start, piece_end in divided(self._text, (start, end), ROW_ENDS if table or self._by_line else ENDS):
                yield piece_start, piece_end, header if piece_start > start else ""

    def _paragraphs(self) -> Iterator[Span]:
        """What lies between blank lines and beginnings of headings."""
        starts = sorted({0, *self._headed, *(found.end() for found in BLANK_LINES.finditer(self._text))})
        for start, end in zip(starts, [*starts[1:], len(self._text)], strict=True):
            if span := trimmed(self._text, start, end):
                yield span


def divided(text: str, span: Span, ends: Sequence[re.Pattern[str]]) -> Iterator[Span]:
    """A long span in pieces of about the same length."""
    start, end = span
    while (rest := end - start) > LONG:
        aim = start + rest // -(-rest // PASSAGE_LENGTH)
        at = best_end(text, aim, ends)
        if piece := trimmed(text, start, at):
            yield piece
        start = at
    if piece := trimmed(text, start, end):
        yield piece


def best_end(text: str, aim: int, ends: Sequence[re.Pattern[str]]) -> int:
    """The place near this one where a cut hurts least."""
    first, last = aim - PASSAGE_LENGTH // 4, aim + PASSAGE_LENGTH // 4
    for end in ends:
        places = [found.end() for found in end.finditer(text, first, last)]
        if places:
            return min(places, key=lambda place: abs(place - aim))
    return aim


def trimmed(text: str, start: int, end: int) -> Span | None:
    """A span without the blanks at its ends, if anything is left."""
    inside = text[start:end]
    bare = inside.lstrip()
    begins = start + len(inside) - len(bare)
    return (begins, begins + len(bare.rstrip())) if bare.strip() else None
