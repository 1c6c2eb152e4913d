"""How candidates are scored, and which terms they are fetched by."""

import math
from dataclasses import replace

import pytest

from emergence.domain.retrieval import (
    Candidate,
    Likeness,
    Question,
    Reason,
    Scored,
    Statistics,
    Weights,
    chosen_terms,
    joined,
    question,
    ranked,
    rarity,
)

CORPUS = Statistics(texts=10, mean=4, frequencies={"lyon": 2, "ville": 8})
QUESTION = Question(Likeness(["lyon", "ville"], CORPUS), Likeness(["lyon"], CORPUS))
LYON = Candidate("1", "guide", 0, "Lyon est une ville", "lyon ville", "lyon ille", 0.5)


def scores(*candidates: Candidate) -> dict[str, float]:
    return {found.candidate.id: found.score for found in ranked(QUESTION, candidates, Weights())}


def test_a_text_of_mean_length_that_has_every_word_once_is_wholly_like_the_question() -> None:
    assert Likeness(["lyon", "ville"], CORPUS).of("lyon ville un deux") == pytest.approx(1)


def test_a_rare_word_says_more_than_a_frequent_one() -> None:
    both = Likeness(["lyon", "ville"], CORPUS)
    assert both.of("lyon un deux trois") > both.of("ville un deux trois") > 0


def test_a_word_that_is_in_no_text_keeps_the_others_small() -> None:
    known, unknown = Likeness(["lyon"], CORPUS), Likeness(["lyon", "atlantide"], CORPUS)
    assert unknown.of("lyon") < known.of("lyon") / 2


def test_a_word_again_says_less_than_the_first_time() -> None:
    one = Likeness(["lyon"], CORPUS)
    assert one.of("lyon x x x") < one.of("lyon lyon x x") < 2 * one.of("lyon x x x")


def test_words_that_are_beside_each_other_say_more() -> None:
    phrase = Likeness(["lyon", "ville"], CORPUS, beside=0.2)
    assert phrase.of("lyon ville x x") == phrase.of("x ville lyon x") == pytest.approx(phrase.of("lyon x ville x") + 0.2)


def test_a_question_asks_for_phrases_by_its_stems_only() -> None:
    asked = question(["lyon", "ville"], ["lyon", "ville"], {"stem": CORPUS, "gram": CORPUS})
    assert asked.stem.of("lyon ville") > asked.gram.of("lyon ville") == asked.gram.of("ville lyon")


def test_a_longer_text_needs_more() -> None:
    assert QUESTION.stem.of("lyon") > QUESTION.stem.of("lyon" + " x" * 20)


@pytest.mark.parametrize("likeness", [Likeness([], CORPUS), Likeness(["lyon"], Statistics(0, 0, {}))])
def test_without_words_or_texts_nothing_is_like_anything(likeness: Likeness) -> None:
    assert likeness.of("") == 0


def test_a_word_in_all_texts_still_counts_a_little() -> None:
    assert 0 < rarity(10, 10) < rarity(9, 10)
    assert math.isfinite(rarity(11, 10))


def test_the_score_is_the_weighted_sum_of_its_reasons() -> None:
    (found,) = ranked(QUESTION, [LYON], Weights(cosine=0.4, gram=0.25))
    reason = found.reason
    assert found.score == pytest.approx(0.4 * 0.5 + 0.6 * (0.75 * reason.stem + 0.25 * reason.gram))
    assert reason == Reason(0.5, QUESTION.stem.of("lyon ville"), QUESTION.gram.of("lyon ille"))


def test_without_a_vector_the_words_count_alone() -> None:
    (found,) = ranked(QUESTION, [replace(LYON, cosine=None)], Weights())
    assert found.score == pytest.approx((found.reason.stem + found.reason.gram) / 2)


def test_the_best_come_first_and_the_earlier_of_equals() -> None:
    found = scores(
        replace(LYON, id="late", n=7, text="a"), replace(LYON, id="early", n=2, text="b"), replace(LYON, id="best", cosine=0.9, text="c")
    )
    assert list(found) == ["best", "early", "late"]


def test_of_those_that_say_the_same_the_best_is_kept() -> None:
    assert list(scores(LYON, replace(LYON, id="copy", text="LYON  est une\nville", cosine=0.6))) == ["copy"]


def test_candidates_are_fetched_by_the_rarest_words() -> None:
    frequencies = {"rare": 3, "known": 50, "frequent": 900}
    assert chosen_terms(["frequent", "rare", "known", "absent", "rare"], frequencies, postings=100) == ["rare", "known"]


def test_one_word_is_chosen_however_frequent() -> None:
    assert chosen_terms(["frequent"], {"frequent": 900}, postings=100) == ["frequent"]


def test_nothing_is_fetched_by_words_that_are_nowhere() -> None:
    assert chosen_terms(["absent"], {}) == []


def scored(n: int, score: float, start: int = 0) -> Scored:
    """The n-th passage of ten characters; all follow each other without a break unless told."""
    start = start or 10 * n
    return Scored(replace(LYON, id=str(n), n=n, start=start, end=start + 9), score, Reason(score, 0, 0))


def together(*found: Scored) -> list[list[str]]:
    return [[each.candidate.id for each in hit.passages] for hit in joined(found)]


def test_pieces_that_say_nearly_as_much_are_one_hit_in_reading_order() -> None:
    assert together(scored(4, 0.9), scored(3, 0.8), scored(7, 0.75), scored(5, 0.74)) == [["3", "4", "5"], ["7"]]


def test_a_neighbour_that_says_less_stands_alone() -> None:
    assert together(scored(1, 0.9), scored(2, 0.3)) == [["1"], ["2"]]


def test_another_paragraph_stands_alone() -> None:
    assert together(scored(1, 0.9), scored(2, 0.9, start=21)) == [["1"], ["2"]]


def test_everything_found_is_in_exactly_one_hit() -> None:
    found = [scored(n, 1 - n / 100) for n in (0, 1, 2, 3, 5, 8)]
    assert sorted((each for hit in joined(found) for each in hit.passages), key=lambda each: each.candidate.n) == found
