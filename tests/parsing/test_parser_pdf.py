"""What is read of PDF, how its pages look, and where its words stand."""

import struct
from datetime import UTC, datetime

import pytest
from forged import LOCKED, pdf

from emergence.domain.problems import Invalid, NotFound

pytestmark = pytest.mark.asyncio(loop_scope="module")

BROKEN = [(72, 700, 12, "Un long voyage com-"), (72, 686, 12, "mence par un pas."), (72, 640, 12, "Puis un autre.")]


def text_of(parsed):
    return "".join(part.text for part in parsed.parts)


def lines(*words):
    return [(72, 700 - 14 * n, 12, line) for n, line in enumerate(words)]


async def test_a_page_is_a_part_with_its_number(read):
    parsed = await read(pdf(lines("Première page"), lines("Deuxième page")), "x.pdf")
    assert [(part.page, part.text) for part in parsed.parts] == [(1, "Première page\n\n"), (2, "Deuxième page")]
    assert (parsed.format, parsed.pages) == ("pdf", 2)


async def test_progress_is_told_page_after_page(parser, put):
    told = []
    await parser.parse(put(pdf(*[lines("mot")] * 3), "x.pdf"), "x.pdf", lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


async def test_a_word_broken_at_the_end_of_a_line_is_made_whole(read):
    assert text_of(await read(pdf(BROKEN), "x.pdf")) == "Un long voyage commence par un pas.\n\nPuis un autre."


async def test_a_compound_that_the_pages_around_know_keeps_its_hyphen(read):
    pages = lines("Voici un porte-", "avions, dit-il."), lines("Un porte-avions passe.")
    assert text_of(await read(pdf(*pages), "x.pdf")) == "Voici un porte-avions, dit-il.\n\nUn porte-avions passe."


async def test_accents_drawn_over_their_letters_are_put_into_them(read):
    page = "BT /F1 12 Tf 72 700 Td [(Un r´)444(esum´)444(e, l´un)] TJ ET".encode("cp1252")
    assert text_of(await read(pdf(page), "x.pdf")) == "Un résumé, l´un"


async def test_what_stands_on_one_row_is_one_line(read):
    page = [(72, 700, 12, "Vis"), (300, 700, 12, "2 EUR"), (72, 686, 12, "Clou"), (300, 686, 12, "1 EUR")]
    assert text_of(await read(pdf(page), "x.pdf")) == "Vis | 2 EUR\nClou | 1 EUR"


async def test_what_every_page_repeats_is_read_once(read):
    pages = [[(72, 760, 9, "Rapport annuel"), *lines(f"Le mot {word}"), (300, 30, 9, f"page {n}")] for n, word in enumerate("abcde", 1)]
    text = text_of(await read(pdf(*pages), "x.pdf"))
    assert (text.count("Rapport annuel"), text.count("page"), text.count("Le mot")) == (1, 1, 5)


async def test_larger_letters_make_a_heading(read):
    page = [
        (72, 740, 24, "Le titre"),
        *lines("Du texte courant,", "et encore du texte."),
        (72, 600, 16, "Une section"),
        (72, 580, 12, "fin"),
    ]
    parsed = await read(pdf(page), "x.pdf")
    assert [(heading.level, heading.text) for heading in parsed.headings] == [(1, "Le titre"), (2, "Une section")]
    assert all(text_of(parsed)[heading.start :].startswith(heading.text) for heading in parsed.headings)


async def test_a_pdf_says_who_wrote_it_and_when(read):
    info = "/Title (Un titre) /Author (Ada) /CreationDate (D:20240301120000+02'00')"
    parsed = await read(pdf(lines("mot"), info=info), "x.pdf")
    assert (parsed.title, parsed.author, parsed.written_at) == ("Un titre", "Ada", datetime(2024, 3, 1, 10, tzinfo=UTC))


async def test_words_are_found_where_they_stand(parser, put):
    file = put(pdf(lines("Une ligne"), lines("Deux mots")), "x.pdf")
    (box,) = await parser.boxes(file, 2, 5, 9)
    assert box.left == pytest.approx((72 + 31) / 612, abs=0.02)
    assert (box.top + box.height) * 792 == pytest.approx(792 - 700 + 3, abs=4)
    assert box.width * 612 == pytest.approx(28, abs=6)


async def test_words_over_two_lines_are_a_box_a_line(parser, put):
    first, second = await parser.boxes(put(pdf(BROKEN), "x.pdf"), 1, 15, 23)
    assert second.top > first.top
    assert second.left == pytest.approx(72 / 612, abs=0.01)


async def test_words_are_found_on_a_page_that_is_turned(parser, put):
    (box,) = await parser.boxes(put(pdf(lines("Un mot"), rotate=90), "x.pdf"), 1, 0, 6)
    assert box.height > box.width
    assert box.left == pytest.approx(700 / 792, abs=0.02)


async def test_words_after_a_line_left_out_are_found(parser, put):
    pages = [[(72, 760, 9, "Rapport annuel"), *lines(f"Le mot {word}")] for word in "abcd"]
    (box,) = await parser.boxes(put(pdf(*pages), "x.pdf"), 3, 0, 8)
    assert box.top * 792 == pytest.approx(792 - 700 - 9, abs=4)


async def test_a_page_is_a_picture_as_wide_as_asked(parser, put):
    picture = await parser.picture(put(pdf(lines("mot")), "x.pdf"), 1, 306)
    assert picture.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", picture[16:24]) == (306, 396)


async def test_there_is_no_picture_of_a_page_that_is_not_there(parser, put):
    with pytest.raises(NotFound):
        await parser.picture(put(pdf(lines("mot")), "x.pdf"), 2, 300)
    with pytest.raises(NotFound):
        await parser.boxes(put(pdf(lines("mot")), "x.pdf"), 0, 0, 1)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(pdf(lines("secret"), trailer=LOCKED), "document_password", id="password"),
        pytest.param(pdf(b"0 0 600 700 re f"), "document_no_text", id="scan"),
        pytest.param(pdf(lines("mot"))[:300], "document_corrupt", id="truncated"),
        pytest.param(b"%PDF-1.7 and nothing of a kind", "document_corrupt", id="only-a-name"),
        pytest.param(b"", "document_empty", id="empty"),
        pytest.param(pdf(*[b""] * 50_000), "document_limit", id="50000-pages"),
    ],
)
async def test_a_pdf_that_cannot_be_read_says_why(read, data, code):
    with pytest.raises(Invalid) as caught:
        await read(data, "x.pdf")
    assert caught.value.code == code
