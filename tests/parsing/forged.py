"""Small documents made by hand, good ones and hostile ones."""

import random
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

Words = tuple[float, float, float, str]
"""x, y, size and text of a line on a page of a PDF, 612 by 792 points."""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
LOCKED = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'1f' * 32}> /U <{'2e' * 32}> >> /ID [<{'3d' * 16}> <{'3d' * 16}>]"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    each = "".join(f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1))
    return f'<Relationships xmlns="{PACKAGE}">{each}</Relationships>'


def core(title: str, author: str, created: str) -> str:
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    said = f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dcterms:created>{created}</dcterms:created>"
    return f"<coreProperties {names}>{said}</coreProperties>"


def docx(body: str, more: Mapping[str, str] | None = None, prolog: str = "") -> bytes:
    related = relations(("styles", "styles.xml"), ("numbering", "numbering.xml"), ("footnotes", "footnotes.xml"))
    document = f'{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    members = {"_rels/.rels": relations(("officeDocument", "word/document.xml")), "word/_rels/document.xml.rels": related}
    return zipped({**members, "word/document.xml": document, **(more or {})})


def said(text: str, properties: str = "") -> str:
    """A paragraph of Word."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: Sequence[str]) -> str:
    each = ("".join(f"<w:tc>{said(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{cells}</w:tr>' for cells in each)}</w:tbl>"


def crowded(paragraphs: int) -> bytes:
    """A document of Word that is honest, and very long: more memory and time than bytes."""
    dice = random.Random(7)
    return docx("".join(f"<w:p><w:r><w:t>{dice.getrandbits(40):x}</w:t></w:r></w:p>" for _ in range(paragraphs)))


def xlsx(sheets: Mapping[str, str], texts: Sequence[str] = (), styles: str = "", prolog: str = "") -> bytes:
    """`sheets` are the rows of each, as XML."""
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
    targets = [("worksheet", f"worksheets/{n}.xml") for n in range(1, len(sheets) + 1)]
    members = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(*targets, ("sharedStrings", "texts.xml"), ("styles", "styles.xml")),
        "xl/texts.xml": f'{prolog}<sst xmlns="{SHEET}">{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>',
    }
    for n, rows in enumerate(sheets.values(), 1):
        size = '<dimension ref="A1:XFD1048576"/>'
        members[f"xl/worksheets/{n}.xml"] = f'<worksheet xmlns="{SHEET}">{size}<sheetData>{rows}</sheetData></worksheet>'
    return zipped(members)


def shape(text: str, kind: str = "body") -> str:
    lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    return f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody>{lines}</p:txBody></p:sp>'


def pptx(*slides: str, notes: str = "") -> bytes:
    """Each slide as the XML of its shapes; `notes` are those of the first."""
    names = f'xmlns:p="{SLIDE}" xmlns:a="{DRAWING}" xmlns:r="{OFFICE}"'
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in range(1, len(slides) + 1))
    members = {
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {names}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(*(("slide", f"slides/{n}.xml") for n in range(1, len(slides) + 1))),
        "ppt/slides/_rels/1.xml.rels": relations(("notesSlide", "../notes/1.xml")),
        "ppt/notes/1.xml": f"<p:notes {names}><p:cSld><p:spTree>{shape(notes)}</p:spTree></p:cSld></p:notes>",
    }
    for n, shapes in enumerate(slides, 1):
        members[f"ppt/slides/{n}.xml"] = f"<p:sld {names}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
    return zipped(members)


def drawn(words: Sequence[Words]) -> bytes:
    """What draws these lines on a page."""
    lines = (f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, size, text in words)
    return "\n".join(lines).encode("cp1252")


def pdf(*pages: Sequence[Words] | bytes, info: str = "", trailer: str = "", rotate: int = 0) -> bytes:
    """A PDF of these pages: lines, or what draws them."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode("cp1252"),
    ]
    for n, page in enumerate(pages):
        drawing = page if isinstance(page, bytes) else drawn(page)
        place = f"/MediaBox [0 0 612 792] /Rotate {rotate} /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {place} /Contents {6 + 2 * n} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing))
    return bound(objects, trailer)


def bound(objects: Sequence[bytes], trailer: str) -> bytes:
    """The objects with their table."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out) + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}{end}".encode()
