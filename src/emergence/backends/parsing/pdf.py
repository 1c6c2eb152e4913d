"""PDF by pdfium: the text of each page in the order of reading, headings by the size of their letters, what the file says about itself."""

import re
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from pypdfium2 import PdfDocument, PdfiumError, raw  # type: ignore[import-untyped]

from .faults import refuse
from .manuscript import Manuscript
from .pdf_lines import Line, lines_of
from .pdf_page import PageText, composed, compounds_in
from .pdf_running import NEIGHBOURS, without_running

DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:([+-])(\d\d)'?(\d\d)?)?")
PRODUCER = re.compile(r"^Microsoft (?:Word|PowerPoint|Excel) - ")
NOTHING = re.compile(r"^\(?(?:anonymous|untitled|unspecified|unknown)\)?$|^\S+\.[a-z]{2,4}$", re.IGNORECASE)
LEADERS = re.compile(r"(?:\.\s?){4}")
BULLETS = tuple("•◦▪‣●○■-–*")
LARGER = 1.15
LONGEST_HEADING = 150
FEW = 0.3
LEVELS = 6
Sized = tuple[int, float, str]


class PdfPages:
    """The pages of a document as text."""

    def __init__(self, document: PdfDocument) -> None:
        self.document = document
        self.failed = 0
        self._lines = lru_cache(maxsize=8)(self._read)
        self._compounds = lru_cache(maxsize=8)(lambda index: compounds_in(self._lines(index)))

    def text(self, index: int) -> PageText:
        around = {apart: list(self._lines(index + apart)) for apart in NEIGHBOURS if 0 <= index + apart < len(self.document)}
        lines = list(self._lines(index))
        known = set[str]().union(*(self._compounds(index + apart) for apart in (0, *around)))
        return composed(without_running(lines, around), known)

    def _read(self, index: int) -> tuple[Line, ...]:
        try:
            with closing(self.document[index]) as page, closing(page.get_textpage()) as text:
                return tuple(lines_of(text))
        except PdfiumError:
            self.failed += 1
            return ()


def read_pdf(data: bytes, to: Manuscript) -> None:
    with closing(opened(data)) as document:
        to.expect_pages(len(document))
        note_info(document.get_metadata_dict(), to)
        for start, level, text in headings_among(read_pages(document, to)):
            to.note_heading(start, level, text)


def read_pages(document: PdfDocument, to: Manuscript) -> list[Sized]:
    """Read page after page. Answers the lines with their places in the whole text and their sizes."""
    pages, lines, total = PdfPages(document), list[Sized](), len(document)
    for index in range(total):
        page = pages.text(index)
        to.page(index + 1)
        start = to.whole(page.text)
        lines += [(start + at, size, text) for at, size, text in page.lines]
        to.progress(index + 1, total)
    if pages.failed and not lines:
        refuse("document_corrupt")
    return lines


def opened(data: bytes) -> PdfDocument:
    """The document, if no password or an empty one opens it."""
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        locked = getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        refuse("document_password" if locked else "document_corrupt")
    return document if len(document) else refuse("document_corrupt")


def headings_among(lines: list[Sized]) -> list[tuple[int, int, str]]:
    """Lines in larger letters than most; those of one size that follow each other are one heading."""
    weights = Counter[float]()
    for _, size, text in lines:
        weights[rounded(size)] += len(text)
    usual = weights.most_common(1)[0][0] if weights else 0.0
    found: list[tuple[int, float, str]] = []
    end = -1
    for start, size, text in lines:
        if rounded(size) < LARGER * usual or not any(map(str.isalpha, text)) or text.startswith(BULLETS) or LEADERS.search(text):
            continue
        if found and start - end <= 2 and rounded(size) == found[-1][1]:
            found[-1] = (found[-1][0], found[-1][1], f"{found[-1][2]} {text}")
        else:
            found.append((start, rounded(size), text))
        end = start + len(text)
    large = [heading for heading in found if len(heading[2]) <= LONGEST_HEADING]
    if len(large) > max(3, FEW * len(lines)):
        return []
    sizes = sorted({size for _, size, _ in large}, reverse=True)
    return [(start, min(sizes.index(size) + 1, LEVELS), text.replace(" | ", " ")) for start, size, text in large]


def rounded(size: float) -> float:
    return round(size * 2) / 2


def note_info(info: dict[str, str], to: Manuscript) -> None:
    to.title, to.author = (NOTHING.sub("", PRODUCER.sub("", info.get(name, "").strip())) for name in ("Title", "Author"))
    to.written_at = pdf_moment(info.get("CreationDate", "")) or pdf_moment(info.get("ModDate", ""))


def pdf_moment(text: str) -> datetime | None:
    """A date as PDF writes it, such as D:20240131120000+01'00'."""
    found = DATE.match(text.strip())
    if not found:
        return None
    year, month, day, hour, minute, second, sign, hours, minutes = found.groups()
    ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        zone = timezone(ahead) if sign else UTC
        return datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=zone)
    except ValueError:
        return None
