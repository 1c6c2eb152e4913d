"""How documents are cut into passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emergence.domain.documents import Format, Heading, Parsed, Part
from emergence.domain.passages import LONG, Cut, cut

SENTENCE = "Une phrase de quelque quarante caractères. "


def read(text: str, kind: Format = "text", *headings: Heading) -> tuple[Cut, ...]:
    return cut(Parsed(kind, (Part(0, text, 0),), headings))


def bare(text: str) -> str:
    return "".join(text.split())


@given(st.lists(st.text(st.sampled_from("ab.!? \n\t|é日'\u00a0"), max_size=3000), max_size=4))
def test_every_character_is_in_exactly_one_passage_and_where_it_says(texts: list[str]) -> None:
    whole = "".join(texts)
    parts = tuple(Part(n, text, sum(map(len, texts[:n])), n + 1) for n, text in enumerate(texts))
    cuts = cut(Parsed("pdf", parts))
    assert [whole[each.start : each.end] for each in cuts] == [each.text for each in cuts]
    assert bare("".join(each.text for each in cuts)) == bare(whole)
    assert [each.n for each in cuts] == list(range(len(cuts)))
    assert [each for each in cuts if not each.text.strip() or len(each.text) > LONG] == []


def test_a_paragraph_of_some_length_is_a_passage() -> None:
    first, second = (SENTENCE * 12).strip(), (SENTENCE * 15).strip()
    assert [each.text for each in read(f"{first}\n\n{second}")] == [first, second]


def test_short_paragraphs_go_together() -> None:
    assert len(read("\n\n".join([SENTENCE] * 6))) == 1


def test_a_long_paragraph_is_cut_at_sentence_ends_into_like_pieces() -> None:
    lengths = [len(each.text) for each in read(SENTENCE * 40)]
    assert max(lengths) - min(lengths) < 2 * len(SENTENCE)
    assert all(each.text.endswith("caractères.") for each in read(SENTENCE * 40))


def test_a_text_without_sentences_is_cut_between_words() -> None:
    assert {word for each in read("mot " * 1000) for word in each.text.split()} == {"mot"}


def test_no_passage_goes_beyond_its_page() -> None:
    parts = (Part(0, "Page un. ", 0, 1), Part(1, "Page deux.", 9, 2))
    assert [(each.text, each.page) for each in cut(Parsed("pdf", parts))] == [("Page un.", 1), ("Page deux.", 2)]


def test_a_passage_knows_the_headings_above_it() -> None:
    text = f"# Un\n\n{SENTENCE * 12}\n\n## Deux\n\n{SENTENCE * 12}\n\n# Trois\n\n{SENTENCE * 12}"
    headings = [Heading(text.index(title), level, title[level + 1 :]) for level, title in [(1, "# Un"), (2, "## Deux"), (1, "# Trois")]]
    assert [each.heading for each in read(text, "markdown", *headings)] == ["Un", "Un › Deux", "Trois"]


def test_what_is_under_another_heading_is_another_passage() -> None:
    text = f"{SENTENCE * 4}\n# Deux\n{SENTENCE * 4}"
    assert [each.heading for each in read(text, "markdown", Heading(text.index("# Deux"), 1, "Deux"))] == ["", "Deux"]


def test_a_table_is_cut_between_rows_and_found_by_its_header() -> None:
    rows = [f"{n} | Lyon | {n * 7}" for n in range(300)]
    cuts = read("\n".join(["N | Ville | Habitants", *rows]), "xlsx")
    assert [row for each in cuts for row in each.text.splitlines()] == ["N | Ville | Habitants", *rows]
    assert {each.indexed.splitlines()[0] for each in cuts} == {"N | Ville | Habitants"}


def test_every_passage_is_found_by_the_title() -> None:
    cuts = read(f"Le sport en France\n\n{SENTENCE * 12}\n\n{SENTENCE * 12}")
    assert [each.indexed.count("Le sport en France") for each in cuts] == [1, 1]
    assert [each.text.count("Le sport en France") for each in cuts] == [1, 0]


@pytest.mark.parametrize("text", ["", " \n\n\t ", "\x0c"])
def test_an_empty_text_has_no_passages(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    "text", ["x" * 2_000_000, ("Un mot. " * 80 + "\n\n") * 4700, "\n" * 1_000_000 + "a", "a\n\n" * 500_000, "a b " * 750_000]
)
def test_a_large_text_is_cut_whole(text: str) -> None:
    assert sum(len(bare(each.text)) for each in read(text)) == len(bare(text))
