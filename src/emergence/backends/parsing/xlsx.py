"""Workbooks: a sheet is a page under its name, a row a line; formulas as their last value, dates and times as such."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from re import compile as pattern

from lxml import etree
from lxml.etree import _Element as Element

from .archive import DOCTYPE, Package, number, refuse_xml
from .faults import refuse
from .manuscript import Manuscript
from .properties import note_properties

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DATES, TIMES, PERCENTS = {*range(14, 18), *range(27, 32), *range(50, 59)}, {*range(18, 22), *range(45, 48)}, {9, 10}
WIDEST = 500
SPOKEN = pattern(r'"[^"]*"|\\.|\[[^\]]*\]|_.')


class Workbook:
    """What the sheets refer to: texts and styles."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.root = package.required(main)
        self.targets = package.related(main)
        parts = dict(self.targets.values())
        texts = package.bytes_of(parts.get("sharedStrings", ""))
        self._texts = [text_of(item) for item in streamed(texts, f"{S}si")] if texts else []
        self._styles = styles_of(package.xml(parts.get("styles", "")))
        properties = self.root.find(f"{S}workbookPr")
        self._since = (
            datetime(1904, 1, 1) if properties is not None and properties.get("date1904") in {"1", "true"} else datetime(1899, 12, 30)
        )

    def shown(self, cell: Element) -> str:
        """A cell as a reader sees it, more or less."""
        kind, written = cell.get("t", "n"), cell.findtext(f"{S}v") or ""
        match kind:
            case "s":
                at = number(written, -1)
                return self._texts[at] if 0 <= at < len(self._texts) else ""
            case "inlineStr":
                return text_of(cell)
            case "b":
                return "TRUE" if written == "1" else "FALSE"
            case "n":
                style = number(cell.get("s"))
                return self._number(written, self._styles[style] if style < len(self._styles) else "")
        return written.replace("T00:00:00", "") if kind == "d" else written

    def _number(self, written: str, style: str) -> str:
        try:
            value = float(written)
            if style == "percent":
                return f"{value * 100:.10g}%"
            if style and 0 <= value < 2_958_466:
                return dated(self._since, value, style)
            return f"{value:.15g}" if len(written) > 15 and abs(value) < 1e15 else written
        except ValueError:
            return written


def read_xlsx(data: bytes, to: Manuscript) -> None:
    package = Package(data)
    note_properties(package, to)
    book = Workbook(package, package.main or refuse("document_corrupt"))
    sheets = [(sheet.get("name", ""), book.targets.get(sheet.get(f"{R}id", ""), ("", ""))) for sheet in book.root.iter(f"{S}sheet")]
    worksheets = [(name, member) for name, (kind, member) in sheets if kind == "worksheet"]
    to.expect_pages(len(worksheets))
    to.takes_title_of_heading = False
    for page, (name, member) in enumerate(worksheets, 1):
        to.page(page)
        read_sheet(book, name, package.bytes_of(member), to)
        to.progress(page, len(worksheets))


def read_sheet(book: Workbook, name: str, data: bytes | None, to: Manuscript) -> None:
    named = False
    for row in streamed(data, f"{S}row") if data else ():
        cells = list(placed(book, row))
        if any(cells) and not named:
            to.heading(name, 1)
            named = True
        to.row(cells)


def placed(book: Workbook, row: Element) -> Iterator[str]:
    """The cells of a row, empty ones where columns are left out. What a sheet says of its size is not believed."""
    at = 0
    for cell in row.iterchildren(f"{S}c"):
        column = column_of(cell.get("r", ""))
        while at < column - 1 < WIDEST:
            at += 1
            yield ""
        at += 1
        yield book.shown(cell)


@cache
def letters_of(letters: str) -> int:
    worth = 0
    for letter in letters:
        worth = worth * 26 + ord(letter) - ord("A") + 1
    return worth


def column_of(reference: str) -> int:
    letters = reference.rstrip("0123456789")
    return letters_of(letters) if letters.isascii() and letters.isupper() and len(letters) <= 3 else 0


def streamed(data: bytes, tag: str) -> Iterator[Element]:
    """The elements of this name, one after another, none kept."""
    if DOCTYPE.search(data[:100_000]):
        refuse("document_corrupt")
    try:
        for _, element in etree.iterparse(BytesIO(data), tag=tag, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False):
            yield element
            element.clear()
            while (before := element.getprevious()) is not None and (above := element.getparent()) is not None:
                above.remove(before)
    except etree.XMLSyntaxError as error:
        refuse_xml(error)


def text_of(item: Element) -> str:
    """The text of runs, without readings set above it."""
    return "".join(text.text or "" for text in item.iter(f"{S}t") if not any(True for _ in text.iterancestors(f"{S}rPh")))


def styles_of(root: Element | None) -> list[str]:
    """For each style of cells: `date`, `time`, `moment`, `percent` or nothing."""
    if root is None:
        return []
    own = {number(format.get("numFmtId")): format.get("formatCode", "") for format in root.iter(f"{S}numFmt")}
    cells = root.find(f"{S}cellXfs")
    return [] if cells is None else [styled(number(style.get("numFmtId")), own) for style in cells.iterchildren(f"{S}xf")]


def styled(id: int, own: dict[int, str]) -> str:
    if id not in own:
        return "date" if id in DATES else "time" if id in TIMES else "moment" if id == 22 else "percent" if id in PERCENTS else ""
    code = SPOKEN.sub("", own[id]).lower().split(";")[0]
    day, hour = bool(set(code) & set("dy")), bool(set(code) & set("hs"))
    if "general" in code:
        return ""
    return (
        "moment"
        if day and hour
        else "date"
        if day or code.strip() in {"mmm", "mmmm"}
        else "time"
        if hour
        else "percent"
        if "%" in code
        else ""
    )


def dated(since: datetime, days: float, style: str) -> str:
    at = since + timedelta(seconds=round(days * 86_400))
    clock = f"{at:%H:%M}" if at.second == 0 else f"{at:%H:%M:%S}"
    if style == "time" and days < 1:
        return clock
    return f"{at:%Y-%m-%d}" if style == "date" and days == int(days) else f"{at:%Y-%m-%d} {clock}"
