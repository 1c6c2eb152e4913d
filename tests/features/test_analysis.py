"""What an analyzer makes of words: what is alike in two texts although it is written differently."""

import pytest

from emergence.backends.analysis import Words


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Étudiant", "etudiant"),
        ("chevaux", "CHEVAUX"),
        ("les citoyennes", "citoyenne"),
        ("running", "run"),
        ("l'hôtel", "hotels"),
        ("qu’œuvres", "oeuvre"),
        ("Kuechly’s", "Kuechly"),
        ("Straße", "strasse"),
        ("e\u0301cole", "école"),
        ("soft\u00adhyphen", "softhyphen"),
        ("①", "1"),
    ],
)
def test_words_are_alike_although_written_differently(words: Words, one: str, other: str) -> None:
    assert words.terms(one).stems == words.terms(other).stems != ()


@pytest.mark.parametrize("text", ["", " \n", "…?!", "est-ce que c'est", "it isn't", "'\"*"])
def test_what_says_nothing_has_no_terms(words: Words, text: str) -> None:
    assert words.terms(text).stems == ()


def test_terms_come_in_their_order_and_as_often_as_they_are_there(words: Words) -> None:
    assert words.terms("Lyon, Toulon et Lyon").stems == ("lyon", "toulon", "lyon")


def test_grams_know_where_a_word_begins_and_ends_and_end_with_the_word(words: Words) -> None:
    assert words.terms("Lyonnais").grams == ("ǀlyo", "lyon", "yonn", "onna", "nnai", "nais", "aisǀ", "ǀlyonnaisǀ")


@pytest.mark.parametrize(("text", "grams"), [("7", ("ǀ7ǀ",)), ("42", ("ǀ42ǀ",)), ("gps", ("ǀgps", "gpsǀ", "ǀgpsǀ"))])
def test_a_short_word_is_a_gram(words: Words, text: str, grams: tuple[str, ...]) -> None:
    assert words.terms(text).grams == grams


def test_words_that_run_together_share_grams_with_each(words: Words) -> None:
    together, apart = set(words.terms("règlessimples").grams), set(words.terms("simples").grams)
    assert apart - together == {"ǀsim", "ǀsimplesǀ"}


@pytest.mark.parametrize("text", ["日本語のテキスト", "ภาษาไทย", "한국어 문장", "किताब पढ़ना", "العَرَبِيَّة", "Привет мир", "Ελληνικά"])
def test_every_script_has_terms(words: Words, text: str) -> None:
    terms = words.terms(text)
    assert terms.stems
    assert terms.grams


def test_a_word_is_found_in_a_sentence_without_spaces(words: Words) -> None:
    assert set(words.terms("日本語").stems) <= set(words.terms("これは日本語です").stems)


def test_terms_are_letters_and_digits_only(words: Words) -> None:
    terms = words.terms('NEAR("a*" -b) x:y ^z {c} d\'e\u0300 f_g h\x00i 日本 ½ ² किताब İstanbul \U0001f600 a\u200db')
    assert [term for term in terms.stems + terms.grams if not term.isalnum()] == []


def test_one_endless_word_is_cut(words: Words) -> None:
    assert len(words.terms("x" * 100_000).grams) < 100
