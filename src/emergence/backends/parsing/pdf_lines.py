"""The lines that stand on a page of a PDF: their words, where each character came from, and where they stand."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import pi

from pypdfium2 import PdfTextPage, raw  # type: ignore[import-untyped]

from .characters import UNSEEN

BROKEN = "\x02"
PIECE = re.compile("[^\r\n\x02]+\x02?")
FOLDED = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb50-\ufdfb\ufe70-\ufefc]")
ODD = re.compile(f"{UNSEEN.pattern}|{FOLDED.pattern}|[\t\xa0]")
ACCENTS = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "¨": "\u0308", "˜": "\u0303", "ˇ": "\u030c", "˘": "\u0306"}
LOOSE_ACCENT = re.compile("[´`ˆ¨˜ˇ˘](?=[A-Za-zı])")
BLANK = re.compile(" ")
WIDE_GAP = 1.5


@dataclass(frozen=True, slots=True)
class Span:
    """Where a character stands, in the page's own measure: upwards and to the right."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 0.01)

    def is_beside(self, other: "Span") -> bool:
        """Whether both stand on one row."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > 0.5 * min(self.height, other.height)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of words. `chars` are the places of its characters in pdfium's text; `is_broken`: a word goes on in the next line."""

    text: str
    chars: Sequence[int]
    first: Span
    last: Span
    is_broken: bool = False


def lines_of(page: PdfTextPage) -> list[Line]:
    """The lines in the order in which they are read, those of one row joined."""
    rows: list[Line] = []
    for line in raw_lines(page):
        gap = line.first.left - rows[-1].last.right if rows else 0.0
        if rows and not rows[-1].is_broken and rows[-1].last.is_beside(line.first) and gap > -0.3 * line.first.height:
            rows[-1] = joined(rows[-1], line, gap)
        else:
            rows.append(line)
    return rows


def joined(before: Line, after: Line, gap: float) -> Line:
    """Two pieces of one row. A wide gap is one between the cells of a table."""
    size = max(before.last.height, after.first.height)
    glue = " | " if gap > WIDE_GAP * size else " " if gap > 0.12 * size else ""
    chars = [*before.chars, *[-1] * len(glue), *after.chars]
    return replace(before, text=before.text + glue + after.text, chars=chars, last=after.last, is_broken=after.is_broken)


def raw_lines(page: PdfTextPage) -> Iterator[Line]:
    code_of, handle = raw.FPDFText_GetUnicode, page.raw
    text = "".join([chr(code_of(handle, index)) for index in range(raw.FPDFText_CountChars(handle))])
    turns = quarter_turns(page, text)
    text = accented(page, text, turns)
    for piece in PIECE.finditer(text):
        for start, end in cells_of(page, text, piece.span(), turns):
            words, chars = tidied(text[start:end].rstrip(BROKEN), start)
            left = len(words) - len(words.lstrip())
            words, chars = words.strip(), chars[left : left + len(words.strip())]
            if words:
                is_broken = text[end - 1] == BROKEN
                yield Line(words, chars, span_of(page, chars[0], turns), span_of(page, chars[-1], turns), is_broken)


def accented(page: PdfTextPage, text: str, turns: int) -> str:
    """The text with accents that were drawn over their letters put into them; NUL is left where an accent was."""
    letters = list(text)
    for found in LOOSE_ACCENT.finditer(text):
        at = found.start()
        letter = unicodedata.normalize("NFC", text[at + 1].replace("ı", "i") + ACCENTS[found[0]])
        above, below = span_of(page, at, turns), span_of(page, at + 1, turns)
        if len(letter) == 1 and below.left < (above.left + above.right) / 2 < below.right:
            letters[at : at + 2] = "\0", letter
    return "".join(letters)


def cells_of(page: PdfTextPage, text: str, piece: tuple[int, int], turns: int) -> Iterator[tuple[int, int]]:
    """Where pieces begin and end that a wide gap parts. Pdfium puts a blank into every gap, however wide."""
    start, end = piece
    for blank in BLANK.finditer(text, start + 1, end - 1):
        at = blank.start()
        if raw.FPDFText_IsGenerated(page.raw, at) == 1:
            before, after = span_of(page, at - 1, turns), span_of(page, at + 1, turns)
            if after.left - before.right > WIDE_GAP * before.height:
                yield start, at
                start = at + 1
    yield start, end


def quarter_turns(page: PdfTextPage, text: str) -> int:
    """How often the writing is turned to the left by a right angle, judged by a few of its characters."""
    some = range(0, len(text), max(len(text) // 9, 1))
    turns = Counter(round(max(raw.FPDFText_GetCharAngle(page.raw, at), 0.0) / (pi / 2)) % 4 for at in some)
    return turns.most_common(1)[0][0] if turns else 0


def tidied(text: str, start: int) -> tuple[str, Sequence[int]]:
    """The text composed, ligatures opened, without what cannot be seen; and for each character where it came from."""
    if not ODD.search(text) and unicodedata.is_normalized("NFC", text):
        return text, range(start, start + len(text))
    letters: list[tuple[str, int]] = []
    for at, character in enumerate(whole_characters(text), start):
        if not character or UNSEEN.match(character):
            continue
        if letters and (unicodedata.combining(character) or "\u1160" <= character <= "\u11ff"):
            base, came_from = letters[-1]
            letters[-1] = (unicodedata.normalize("NFC", base + character), came_from)
        elif FOLDED.match(character):
            letters.append((unicodedata.normalize("NFKC", character), at))
        else:
            letters.append((" " if character in "\t\xa0" else unicodedata.normalize("NFC", character), at))
    return "".join(letter for letter, _ in letters), [at for letter, at in letters for _ in letter]


def whole_characters(text: str) -> list[str]:
    """The characters one by one; of a pair of surrogates the first place holds the character, the second nothing."""
    characters = list(text)
    for at in range(len(characters) - 1):
        if "\ud800" <= characters[at] <= "\udbff" and "\udc00" <= characters[at + 1] <= "\udfff":
            pair = characters[at] + characters[at + 1]
            characters[at], characters[at + 1] = pair.encode("utf-16", "surrogatepass").decode("utf-16"), ""
    return characters


def span_of(page: PdfTextPage, index: int, turns: int = 0) -> Span:
    """Where a character stands, the page turned so that its writing is level."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(page.raw, index, box)
    corners = [level(box.left, box.bottom, turns), level(box.right, box.top, turns)]
    (a, b), (c, d) = corners
    return Span(min(a, c), min(b, d), max(a, c), max(b, d))


def level(x: float, y: float, turns: int) -> tuple[float, float]:
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turns]
