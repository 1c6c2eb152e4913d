"""What is read of text, Markdown, code, tables as text and web pages, however they are encoded."""

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")

LISTED = "name;city\nAlizée;Évian\n"


def text_of(parsed):
    return "".join(part.text for part in parsed.parts)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
async def test_text_is_read_in_the_encoding_it_is_in(read, encoding):
    words = "L’été à Évian coûte 15,50 € par nuit, et l’hôtel est fermé en hiver."
    assert text_of(await read(words.encode(encoding), "été.txt")) == words


async def test_japanese_is_read_in_shift_jis(read):
    parsed = await read("名前,住所\n佐藤太郎,東京\n".encode("cp932"), "noms.csv")
    assert text_of(parsed) == "名前 | 住所\n佐藤太郎 | 東京"


async def test_a_few_broken_bytes_break_nothing_else(read):
    assert "more good text" in text_of(await read(b"good text \xff\xfe\xfa more good text", "x.txt"))


async def test_text_is_composed_and_has_nothing_invisible(read):
    hidden = "cha\u0302teau\u200b de\u202e Chenonceau\ufeff\x07 \U000e0041👩\u200d🔬\r\nfin"
    assert text_of(await read(hidden.encode(), "x.txt")) == "château de Chenonceau 👩\u200d🔬\nfin"


async def test_long_text_is_cut_at_the_end_of_a_paragraph(read):
    parsed = await read(("Un paragraphe de quelques mots, sans plus.\n\n" * 2_000).encode(), "x.txt")
    assert all(len(part.text) <= 20_000 and part.page is None for part in parsed.parts)
    assert all(part.text.endswith("plus.\n\n") for part in parsed.parts[:-1])
    assert len(parsed.parts) == 5


@pytest.mark.parametrize(
    ("words", "language"),
    [("Le chat est sur la table et il dort dans la cuisine.", "fr"), ("The cat is on the table and it sleeps.", "en"), ("12 34 56", None)],
)
async def test_french_and_english_are_told_apart(read, words, language):
    assert (await read(words.encode(), "x.txt")).language == language


async def test_markdown_stays_as_it_is_with_its_headings_found(read):
    source = "# Titre\n\nDu *texte*.\n\n```\n# pas un titre\n```\n\nSous-titre\n----------\n\nfin"
    parsed = await read(source.encode(), "x.md")
    assert text_of(parsed) == source
    assert [(heading.level, heading.text) for heading in parsed.headings] == [(1, "Titre"), (2, "Sous-titre")]
    assert all(source[heading.start :].lstrip("# ").startswith(heading.text) for heading in parsed.headings)


async def test_code_is_told_by_its_name_or_first_line_and_keeps_its_definitions(read):
    source = "import os\n\nclass Ship:\n    def sail(self): ...\n\nasync def main(): ...\n"
    parsed = await read(source.encode(), "ship.py")
    assert (parsed.format, [heading.text for heading in parsed.headings]) == ("code", ["class Ship", "async def main()"])
    assert (await read(b"#!/bin/sh\necho hello\n", "hello")).format == "code"


async def test_rows_of_a_table_are_read_whatever_parts_their_cells(read):
    assert text_of(await read(LISTED.encode("utf-8-sig"), "x.csv")) == "name | city\nAlizée | Évian"
    assert text_of(await read(LISTED.replace(";", "\t").encode(), "x.tsv")) == "name | city\nAlizée | Évian"


async def test_a_line_end_inside_quotes_does_not_end_a_row(read):
    assert text_of(await read(b'id,note\n1,"one\ntwo, ""three"""\n', "x.csv")) == 'id | note\n1 | one two, "three"'


async def test_a_web_page_is_what_a_reader_sees(read):
    page = """<!doctype html><html lang="fr"><head><title>Prix</title><meta name="author" content="Ada"><style>p{}</style></head><body>
    <h1>Nos   prix</h1><p>Une <b>vis</b><br>et un clou</p><p style="display: none">bourrage</p><script>var x</script>
    <div hidden>non</div><ul><li>un</li><li>deux</li></ul><table><tr><th>Quoi</th><th>Prix</th></tr>
    <tr><td>Vis</td><td>2 €</td></tr></table><!-- rien --></body>"""
    parsed = await read(page.encode(), "prix.html")
    assert text_of(parsed) == "Nos prix\n\nUne vis\net un clou\n\n- un\n- deux\n\nQuoi | Prix\nVis | 2 €"
    assert (parsed.format, parsed.title, parsed.author, parsed.language) == ("html", "Prix", "Ada", "fr")


async def test_a_web_page_is_read_in_the_encoding_it_declares(read):
    page = '<html><head><meta charset="windows-1252"></head><body><p>15,50 € en été</p></body></html>'
    assert text_of(await read(page.encode("cp1252"), "x.txt")) == "15,50 € en été"


@pytest.mark.parametrize("depth", [5_000, 20_000])
async def test_a_web_page_may_be_deep(read, depth):
    assert text_of(await read(b"<html><body>" + b"<div>" * depth + b"needle" + b"</div>" * depth, "x.html")) == "needle"
