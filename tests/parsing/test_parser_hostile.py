"""Files that mean harm: bombs, entities, disguises, names that climb."""

import random
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from forged import docx, pdf, said, xlsx, zipped

from emergence.backends.parsing import open_parser
from emergence.backends.parsing.limits import ReadingLimits
from emergence.domain.problems import Invalid

pytestmark = pytest.mark.asyncio(loop_scope="module")

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCX, PDF = docx(said("mot")), pdf([(72, 700, 12, "mot")])
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><text>mot</text></svg>'
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200)


def text_of(parsed):
    return "".join(part.text for part in parsed.parts)


async def code_of(read, data, name):
    with pytest.raises(Invalid) as caught:
        await read(data, name)
    return caught.value.code


class Canary(BaseHTTPRequestHandler):
    """Counts who comes."""

    hits = 0

    def do_GET(self) -> None:
        Canary.hits += 1
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def canary() -> Iterator[str]:
    Canary.hits = 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/canary.dtd"
    server.shutdown()
    server.server_close()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text("do not read this", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(zipped({**dict.fromkeys(map(str, range(2_001)), "x")}), id="too-many-entries"),
        pytest.param(docx(said(" " * 30_000_000)), id="too-tightly-packed"),
        pytest.param(docx(said("mot") * 500_000), id="a-million-paragraphs"),
        pytest.param(zipped({f"{n}": random.Random(n).randbytes(1_000) * 12_000 for n in range(9)}), id="too-much-together"),
    ],
)
async def test_a_bomb_is_refused_before_it_is_unpacked(read, data):
    assert await code_of(read, data, "x.docx") == "document_limit"


async def test_more_text_than_a_document_may_have_is_refused(read):
    assert await code_of(read, b"un mot de plus, " * 320_000, "x.txt") == "document_limit"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param("x" + " " * 1_000_000 + "x", "x.txt", id="blanks"),
        pytest.param("# " + " \t" * 500_000 + "x", "x.md", id="blanks-in-a-heading"),
        pytest.param("---\ntitle: " + " " * 500_000 + "x\n---\nx", "x.md", id="blanks-in-a-title"),
        pytest.param("public\n" * 150_000, "x.java", id="words-before-a-name"),
        pytest.param("public " * 150_000, "x.java", id="words-before-no-name"),
        pytest.param("<body>x" + "<b> </b>" * 100_000 + "x", "x.html", id="blanks-in-a-page"),
        pytest.param("<li>x" * 100_000, "x.html", id="many-items"),
        pytest.param("<table><tr><td>" * 20_000 + "x", "x.html", id="tables-in-tables"),
        pytest.param('"' * 1_000_001, "x.csv", id="quotes"),
    ],
)
async def test_no_pattern_is_slow_on_what_was_made_to_slow_it(data, name, put):
    async with open_parser(ReadingLimits(processor_seconds=4)) as parser:
        assert (await parser.parse(put(data.encode(), name), name)).parts


async def test_entities_are_never_expanded(read):
    bomb = docx(said("&l9;"), prolog=f'<!DOCTYPE w [<!ENTITY l0 "lol">{LAUGHS}]>')
    assert await code_of(read, bomb, "x.docx") == "document_corrupt"


@pytest.mark.parametrize("make", [lambda prolog: docx(said("&x;"), prolog=prolog), lambda prolog: xlsx({"S": ""}, ["&x;"], prolog=prolog)])
async def test_an_external_entity_reads_no_file_and_calls_nobody(read, canary, secret, make):
    asking = make(f'<!DOCTYPE r SYSTEM "{canary}" [<!ENTITY x SYSTEM "{canary}">]>')
    stealing = make(f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>')
    assert [await code_of(read, document, "x") for document in (asking, stealing)] == ["document_corrupt"] * 2
    assert Canary.hits == 0


async def test_an_entity_in_a_drawing_stays_a_word(read, canary, secret):
    drawing = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y SYSTEM "{canary}">]><svg><text>&x;&y;</text></svg>'
    assert text_of(await read(drawing.encode(), "x.svg")) == drawing
    assert Canary.hits == 0


async def test_names_that_climb_are_only_names(read, tmp_path):
    names = {"../../evil.txt": "x", "/tmp/evil.txt": "x", "word/../../../evil": "x", "C:\\evil.txt": "x"}
    assert text_of(await read(docx(said("mot"), names), "x.docx")) == "mot"
    assert not list(tmp_path.parent.rglob("*evil*"))


async def test_a_member_that_points_outside_is_not_found(read):
    outside = {"word/_rels/document.xml.rels": docx_relation("../../../../etc/passwd"), "word/footnotes.xml": "<broken"}
    assert text_of(await read(docx(said("mot"), outside), "x.docx")) == "mot"


def docx_relation(target: str) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{names}"><Relationship Id="a" Type="{kind}" Target="{target}"/></Relationships>'


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(b"<!doctype html><p>mot</p>", "x.pdf", id="html-as-pdf"),
        pytest.param(SVG, "x.pdf", id="svg-as-pdf"),
        pytest.param(DOCX, "x.pdf", id="docx-as-pdf"),
        pytest.param(b"\x7fELF" + bytes(500), "x.pdf", id="elf-as-pdf"),
        pytest.param(PDF, "x.docx", id="pdf-as-docx"),
        pytest.param(DOCX, "x.xlsx", id="docx-as-xlsx"),
        pytest.param(zipped({"a.txt": "mot"}), "x.docx", id="zip-as-docx"),
        pytest.param(zipped({"inner.zip": zipped({"a": "mot"})}), "x.zip", id="nested-zip"),
        pytest.param(b"{\\rtf1 mot}", "x.rtf", id="rtf"),
        pytest.param(PNG, "x.txt", id="png-as-text"),
        pytest.param(random.Random(1).randbytes(5_000), "x.md", id="noise"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "x.doc", id="old-word"),
    ],
)
async def test_what_a_file_is_its_content_decides(read, data, name):
    assert await code_of(read, data, name) == "document_type"


async def test_an_office_file_with_a_password_says_so(read):
    sealed = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    assert await code_of(read, sealed, "x.xlsx") == "document_password"


@pytest.mark.parametrize("data", [DOCX[:200], docx("<w:p>")[:-60], docx("<w:p>"), docx("</w:body>")])
async def test_a_broken_office_file_says_so(read, data):
    assert await code_of(read, data, "x.docx") == "document_corrupt"


@pytest.mark.parametrize("name", ["x.txt", "x.csv", "x.md", "x.py", "x.html", "x.docx", "x.pdf", "x"])
async def test_nothing_but_blanks_is_nothing(read, name):
    assert await code_of(read, b" \r\n\t\n", name) == "document_empty"
