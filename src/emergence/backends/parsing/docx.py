"""Word documents: headings by outline level, lists with their numbers, tables as rows, text boxes and notes where they belong."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from .archive import Package, local, number
from .faults import refuse
from .manuscript import Manuscript
from .numbering import Numbering, W, value
from .properties import note_properties

SKIPPED = {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "tblGrid", "sectPr", "Fallback", "delInstrText"}
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph of this style is: `level` of a heading from 1, the list it belongs to."""

    level: int | None = None
    list_id: str = ""
    depth: int = 0


class Word:
    """A document being read out."""

    def __init__(self, package: Package, to: Manuscript) -> None:
        self._to = to
        main = package.main or refuse("document_corrupt")
        parts = dict(package.related(main).values())
        self._root = package.required(main)
        self._styles = styles_of(package.xml(parts.get("styles", "")))
        self._numbering = Numbering.read(package.xml(parts.get("numbering", "")))
        self._notes = {kind: notes_of(package.xml(parts.get(kind, ""))) for kind in NOTES.values()}

    def read(self) -> None:
        body = next(self._root.iter(f"{W}body"), None)
        if body is None:
            refuse("document_corrupt")
        for element in body:
            self._block(element, 0)

    def _block(self, element: Element, depth: int) -> None:
        if depth > DEEPEST:
            refuse("document_limit")
        match local(element):
            case "p":
                self._paragraph(element, depth)
            case "tbl":
                self._table(element, depth)
            case name if name not in SKIPPED:
                for child in element:
                    self._block(child, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> None:
        text = "".join(words_of(paragraph))
        style = style_of(paragraph, self._styles)
        if text.strip():
            label = self._numbering.label(style.list_id, style.depth) if style.list_id else ""
            if style.level:
                self._to.heading(label + text, style.level)
            elif label:
                self._to.item("  " * style.depth + label + text.strip(" "))
            else:
                self._to.paragraph(text)
        self._beside(paragraph, depth)

    def _beside(self, element: Element, depth: int) -> None:
        """The text boxes and the notes that hang on it."""
        for box in boxes_of(element):
            for inner in box:
                self._block(inner, depth + 1)
        for name, kind in NOTES.items():
            for reference in element.iter(W + name):
                mark = reference.get(f"{W}id", "")
                note = self._notes[kind].pop(mark, "")
                self._to.paragraph(note and f"[{mark}] {note}")

    def _table(self, table: Element, depth: int) -> None:
        for row in rows_of(table):
            self._to.row(cell_text(cell) for cell in row)
            for inner in (inner for cell in row for inner in directly(cell, "tbl")):
                self._to.end_of_table()
                self._block(inner, depth + 1)
        self._to.end_of_table()
        self._beside(table, depth)


def words_of(element: Element) -> Iterator[str]:
    """The text that is seen of a paragraph, without its text boxes."""
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in SIGNS:
            yield SIGNS[name]
        elif name in NOTES:
            yield f"[{child.get(f'{W}id', '')}]"
        elif name not in SKIPPED and name not in {"txbxContent", "tbl"} and not is_hidden(child):
            yield from words_of(child)


def is_hidden(run: Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and value(hidden) not in {"0", "false", "off"}


def boxes_of(paragraph: Element) -> Iterator[Element]:
    """The text boxes of a paragraph or a table, once each, not those inside other boxes or tables."""
    for box in paragraph.iter(f"{W}txbxContent"):
        between = {local(above) for above in within(box, paragraph)}
        if not between & {"Fallback", "txbxContent", "tbl", "del"}:
            yield box


def within(inner: Element, outer: Element) -> Iterator[Element]:
    above = inner.getparent()
    while above is not None and above is not outer:
        yield above
        above = above.getparent()


def rows_of(table: Element) -> Iterator[list[Element]]:
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl"), None) is table:
            yield [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr"), None) is row]


def cell_text(cell: Element) -> str:
    """A cell on one line, without the tables inside it."""
    return " ".join("".join(words_of(paragraph)) for paragraph in directly(cell, "p"))


def directly(cell: Element, name: str) -> Iterator[Element]:
    """What a cell holds itself, not a cell or a text box inside it."""
    for element in cell.iter(W + name):
        if next(element.iterancestors(f"{W}tc", f"{W}txbxContent"), None) is cell:
            yield element


def style_of(paragraph: Element, styles: dict[str, Style]) -> Style:
    own = paragraph.find(f"{W}pPr")
    if own is None:
        return styles.get("", Style())
    return described(own, styles.get(value(own.find(f"{W}pStyle")) or "", Style()))


def described(properties: Element, under: Style) -> Style:
    """What these properties of a paragraph say, above what they rest on."""
    outline, listed = value(properties.find(f"{W}outlineLvl")), properties.find(f"{W}numPr")
    level = under.level if outline is None else (number(outline, 9) + 1 if number(outline, 9) < 9 else None)
    if listed is None:
        return Style(level, under.list_id, under.depth)
    list_id, depth = value(listed.find(f"{W}numId")), value(listed.find(f"{W}ilvl"))
    return Style(level, under.list_id if list_id is None else list_id.removeprefix("0"), min(number(depth, under.depth), 8))


def styles_of(root: Element | None) -> dict[str, Style]:
    """The styles by id, each with what it inherits."""
    elements = {} if root is None else {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    known: dict[str, Style] = {}
    for name in elements:
        chain = [name]
        while (above := value(elements[chain[-1]].find(f"{W}basedOn"))) in elements and above not in chain and above not in known:
            chain.append(above or "")
        for one in reversed(chain):
            known[one] = styled(elements[one], known.get(value(elements[one].find(f"{W}basedOn")) or "", Style()))
    return known


def styled(style: Element, under: Style) -> Style:
    properties, name = style.find(f"{W}pPr"), (value(style.find(f"{W}name")) or "").lower()
    named = number(name.removeprefix("heading ").strip()) if name.startswith("heading ") else 0
    level = 1 if name == "title" else named or under.level
    plain = Style(level, under.list_id, under.depth)
    return plain if properties is None else described(properties, plain)


def notes_of(root: Element | None) -> dict[str, str]:
    notes = [] if root is None else [note for note in root if local(note) in {"footnote", "endnote"}]
    return {note.get(f"{W}id", ""): " ".join("".join(words_of(p)) for p in note.iter(f"{W}p")).strip() for note in notes}


def read_docx(data: bytes, to: Manuscript) -> None:
    package = Package(data)
    note_properties(package, to)
    Word(package, to).read()
