"""Presentations: a slide is a page, its title a heading, its tables rows; then the speaker's notes."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from .archive import Package, local
from .faults import refuse
from .manuscript import Manuscript
from .properties import note_properties

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TITLES = {"title", "ctrTitle"}
FURNITURE = {"sldNum", "dt", "ftr", "hdr"}


def read_pptx(data: bytes, to: Manuscript) -> None:
    package = Package(data)
    note_properties(package, to)
    main = package.main or refuse("document_corrupt")
    targets = package.related(main)
    slides = [targets[id][1] for entry in package.required(main).iter(f"{P}sldId") if (id := entry.get(f"{R}id", "")) in targets]
    to.expect_pages(len(slides))
    for number, name in enumerate(slides, 1):
        to.page(number)
        read_slide(package, name, to)
        to.progress(number, len(slides))


def read_slide(package: Package, name: str, to: Manuscript) -> None:
    shapes = list(shapes_of(package.required(name)))
    for shape in sorted(shapes, key=lambda shape: placeholder(shape) not in TITLES):
        read_shape(shape, to)
    related = dict(package.related(name).values())
    drawing = package.xml(related.get("diagramData", ""))
    if drawing is not None:
        to.paragraph("\n".join(filter(None, map(text_of, drawing.iter(f"{A}p")))))
    notes = package.xml(related.get("notesSlide", ""))
    spoken = [] if notes is None else [shape for shape in shapes_of(notes) if placeholder(shape) == "body"]
    for shape in spoken:
        read_shape(shape, to)


def shapes_of(slide: Element) -> Iterator[Element]:
    """The shapes of a slide that hold text, in groups as well; of alternatives the first."""
    for element in slide.iter(f"{P}sp", f"{P}graphicFrame"):
        if not any(local(above) == "Fallback" for above in element.iterancestors()):
            yield element


def read_shape(shape: Element, to: Manuscript) -> None:
    kind = placeholder(shape)
    if kind in FURNITURE:
        return
    for row in shape.iter(f"{A}tr"):
        to.row(" ".join(map(text_of, cell.iter(f"{A}p"))) for cell in row.iter(f"{A}tc"))
    to.end_of_table()
    body = shape.find(f"{P}txBody")
    if body is None:
        return
    lines = [bulleted(paragraph) for paragraph in body.iter(f"{A}p")]
    if kind in TITLES:
        to.heading(" ".join(lines), 1)
    else:
        to.paragraph("\n".join(line for line in lines if line.strip()))


def bulleted(paragraph: Element) -> str:
    """A paragraph, set in as deep as its list is."""
    properties = paragraph.find(f"{A}pPr")
    depth = "" if properties is None else properties.get("lvl", "")
    return "  " * (int(depth) if depth in set("12345678") else 0) + text_of(paragraph)


def placeholder(shape: Element) -> str:
    held = next(shape.iter(f"{P}ph"), None)
    return "" if held is None else held.get("type", "body")


def text_of(paragraph: Element) -> str:
    signs = {f"{A}t": None, f"{A}br": "\n", f"{A}tab": "\t"}
    return "".join(
        (element.text or "") if signs[element.tag] is None else str(signs[element.tag]) for element in paragraph.iter(*signs)
    ).strip()
