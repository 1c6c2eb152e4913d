"""What is read of Word, PowerPoint and Excel."""

from datetime import UTC, datetime

import pytest
from forged import WORD, core, docx, pptx, relations, said, shape, table, xlsx, zipped

pytestmark = pytest.mark.asyncio(loop_scope="module")

STYLES = f"""<w:styles xmlns:w="{WORD}">
<w:style w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:styleId="Own"><w:name w:val="Chapitre"/><w:basedOn w:val="H"/></w:style></w:styles>"""
LISTS = f"""<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>
<w:num w:numId="10"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
DAYS = """<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="9"/></cellXfs>
<numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>"""


def listed(text, depth=0):
    return said(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="10"/></w:numPr>')


def text_of(parsed):
    return "".join(part.text for part in parsed.parts)


async def test_word_keeps_headings_of_its_styles_and_those_that_rest_on_them(read):
    body = said("Bilan", '<w:pStyle w:val="H"/>') + said("Tout va bien.") + said("Suite", '<w:pStyle w:val="Own"/>')
    parsed = await read(docx(body, {"word/styles.xml": STYLES}), "bilan.docx")
    assert (parsed.format, parsed.title, text_of(parsed)) == ("docx", "Bilan", "Bilan\n\nTout va bien.\n\nSuite")
    assert [(heading.start, heading.level, heading.text) for heading in parsed.headings] == [(0, 1, "Bilan"), (22, 1, "Suite")]


async def test_word_is_read_in_the_strict_standard_as_well(read):
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{said("mot")}</w:body></w:document>'
    package = {"_rels/.rels": relations(("officeDocument", "word/document.xml")), "word/document.xml": body}
    assert text_of(await read(zipped(package), "x.docx")) == "mot"


async def test_word_shows_the_numbers_of_its_lists(read):
    body = listed("Lire") + listed("un peu", 1) + listed("beaucoup", 1) + listed("Écrire")
    parsed = await read(docx(body, {"word/numbering.xml": LISTS}), "x.docx")
    assert text_of(parsed) == "1. Lire\n  1.a) un peu\n  1.b) beaucoup\n2. Écrire"


async def test_a_table_of_word_is_rows(read):
    parsed = await read(docx(said("Prix") + table(["Article", "Prix"], ["Vis", "2 €"], ["", "3 €"])), "x.docx")
    assert text_of(parsed) == "Prix\n\nArticle | Prix\nVis | 2 €\n | 3 €"


async def test_tables_in_tables_and_what_hangs_on_them_are_read_once(read):
    box = f"<w:p><w:r><w:pict><w:txbxContent>{said('cadre')}</w:txbxContent></w:pict></w:r></w:p>"
    inner = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
    body = inner.format(said("un") + inner.format(said("deux") + inner.format(said("trois") + box)))
    assert text_of(await read(docx(body), "x.docx")) == "un\n\ndeux\n\ntrois\n\ncadre"


async def test_word_reads_text_boxes_and_notes_but_nothing_deleted_or_hidden(read):
    box = f"<w:p><w:r><w:pict><w:txbxContent>{said('Dans un cadre')}</w:txbxContent></w:pict></w:r></w:p>"
    gone = "<w:p><w:del><w:r><w:delText>effacé</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r></w:p>"
    noted = '<w:p><w:r><w:t>Voir</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="2">{said("la note")}</w:footnote></w:footnotes>'
    parsed = await read(docx(box + gone + noted, {"word/footnotes.xml": notes}), "x.docx")
    assert text_of(parsed) == "Dans un cadre\n\nVoir[2]\n\n[2] la note"


async def test_an_office_file_says_who_wrote_it_and_when(read):
    parsed = await read(docx(said("x"), {"docProps/core.xml": core("Le titre", "Ada", "2024-03-01T10:00:00Z")}), "x.docx")
    assert (parsed.title, parsed.author, parsed.written_at) == ("Le titre", "Ada", datetime(2024, 3, 1, 10, tzinfo=UTC))


async def test_a_slide_is_a_page_with_its_title_tables_and_notes(read):
    cells = "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>" for cell in "ab")
    drawn = f"<p:graphicFrame><a:tbl><a:tr>{cells}</a:tr></a:tbl></p:graphicFrame>"
    parsed = await read(pptx(shape("un\ndeux") + shape("Le titre", "title") + drawn, shape("fin"), notes="à dire"), "x.pptx")
    assert [(part.page, part.text) for part in parsed.parts] == [(1, "Le titre\n\nun\ndeux\n\na | b\n\nà dire\n\n"), (2, "fin")]
    assert (parsed.pages, parsed.title, parsed.headings[0].text) == (2, "Le titre", "Le titre")


async def test_a_sheet_is_a_page_of_rows_with_dates_to_read(read):
    first = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>45352</v></c><c r="D1" s="2"><v>45352.5</v></c></row>'
    second = '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" s="3"><v>0.25</v></c><c r="C2" t="b"><v>1</v></c></row>'
    parsed = await read(xlsx({"Ventes": first + second, "Vide": ""}, ["Nom"], DAYS), "x.xlsx")
    assert text_of(parsed) == "Ventes\n\nNom |  | 2024-03-01 | 2024-03-01 12:00\n2 | 25% | TRUE\n\n"
    assert (parsed.pages, parsed.parts[0].page, parsed.headings[0].text) == (2, 1, "Ventes")


async def test_a_long_sheet_is_several_parts_of_one_page(read):
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{"mot " * 20}{n}</t></is></c></row>' for n in range(1, 1001))
    parsed = await read(xlsx({"Tout": rows}), "x.xlsx")
    assert {part.page for part in parsed.parts} == {1}
    assert all(len(part.text) <= 20_000 for part in parsed.parts)
    assert [part.start for part in parsed.parts] == [sum(len(part.text) for part in parsed.parts[:n]) for n in range(len(parsed.parts))]
