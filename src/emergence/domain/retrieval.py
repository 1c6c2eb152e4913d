"""What is found and why: candidates of three lanes, scored by value. Documents and memory share it; stores only fetch.

A vector tells what is meant, stems which words are used, grams how they are written: each lane says how much of the question is there.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .documents import Lane

K1, B = 0.9, 0.75
BESIDE = 0.2
POSTINGS = 5_000  # texts to look at for one question and lane: more is slower and finds nothing better
CLOSE = 0.8  # of the best's score


@dataclass(frozen=True, slots=True)
class Weights:
    """How much the cosine counts beside the words (a), and grams beside stems (c): `a·cos + (1-a)·((1-c)·stem + c·gram)`."""

    cosine: float = 0.4
    gram: float = 0.5


@dataclass(frozen=True, slots=True)
class Statistics:
    """One lane of a corpus: its texts, their mean length in terms, and how many texts each term of the question is in."""

    texts: int
    mean: float
    frequencies: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may be found. Its terms are between spaces; `cosine` is None where there is no vector.

    `group` and `n` say where it stands: the n-th of its document or thread; `start` and `end`, which of its characters it is.
    """

    id: str
    group: str
    n: int
    text: str
    stems: str
    grams: str
    cosine: float | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a text was found: its value in each lane, between 0 and about 1."""

    cosine: float
    stem: float
    gram: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score, and why."""

    candidate: Candidate
    score: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Hit:
    """Neighbours that were found together, in reading order; `best` is the one that says most."""

    best: Scored
    passages: tuple[Scored, ...]


class Likeness:
    """BM25 of one lane for one question, as a share of what a text could reach that repeats all of its words.

    `beside` is what it adds that words are beside each other in the text as they are in the question: all of it if all are.
    """

    def __init__(self, terms: Sequence[str], corpus: Statistics, beside: float = 0.0) -> None:
        self._weights = {term: rarity(corpus.frequencies.get(term, 0), corpus.texts) for term in terms}
        self._mass = sum(self._weights.values())
        self._mean = corpus.mean or 1.0
        pairs = {pair(*two): sum(map(self._weights.__getitem__, two)) for two in pairwise(terms)} if beside else {}
        self._pairs = {two: beside * weight / sum(pairs.values()) for two, weight in pairs.items()}

    def of(self, terms: str) -> float:
        """How much of the question is in a text of these terms."""
        if not self._mass:
            return 0.0
        there = terms.split(" ") if terms else []
        room = K1 * (1 - B + B * len(there) / self._mean)
        found = Counter(filter(self._weights.__contains__, there))
        words = sum(self._weights[term] * times * (K1 + 1) / (times + room) for term, times in found.items())
        return words / self._mass + (self._beside(there) if len(found) > 1 and self._pairs else 0.0)

    def _beside(self, there: Sequence[str]) -> float:
        known = [n for n, term in enumerate(there) if term in self._weights]
        beside = {pair(there[n], there[m]) for n, m in pairwise(known) if m == n + 1}
        return sum(self._pairs.get(two, 0.0) for two in beside)


def pair(one: str, other: str) -> tuple[str, str]:
    """Two words that are beside each other, in whichever order."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for, in the lanes of words."""

    stem: Likeness
    gram: Likeness


def question(stems: Sequence[str], grams: Sequence[str], corpus: Mapping[Lane, Statistics]) -> Question:
    """What is asked for in these terms, of this corpus."""
    return Question(Likeness(stems, corpus["stem"], BESIDE), Likeness(grams, corpus["gram"]))


def rarity(frequency: int, texts: int) -> float:
    """The weight of a term that is in so many of these texts (its idf). One that is in none weighs most."""
    return math.log(1 + (max(texts, frequency) - frequency + 0.5) / (frequency + 0.5))


def ranked(question: Question, candidates: Iterable[Candidate], weights: Weights) -> list[Scored]:
    """The candidates, the best first; of those that say the same, the best."""
    scored = [valued(question, candidate, weights) for candidate in candidates]
    scored.sort(key=lambda found: (-found.score, found.candidate.group, found.candidate.n, found.candidate.id))
    return list(distinct(scored))


def distinct(found: Sequence[Scored]) -> Iterator[Scored]:
    """Each text once, whatever its case and its blanks. Only those that share all stems are compared."""
    alike = Counter(each.candidate.stems for each in found)
    seen: set[str] = set()
    for each in found:
        text = " ".join(each.candidate.text.casefold().split()) if alike[each.candidate.stems] > 1 else each.candidate.id
        if text not in seen:
            yield each
        seen.add(text)


def valued(question: Question, candidate: Candidate, weights: Weights) -> Scored:
    """One candidate's score. Without a vector the words alone count."""
    stem, gram = question.stem.of(candidate.stems), question.gram.of(candidate.grams)
    words = (1 - weights.gram) * stem + weights.gram * gram
    if candidate.cosine is None:
        return Scored(candidate, words, Reason(0.0, stem, gram))
    cosine = candidate.cosine
    return Scored(candidate, weights.cosine * cosine + (1 - weights.cosine) * words, Reason(cosine, stem, gram))


def joined(found: Sequence[Scored]) -> list[Hit]:
    """What was found, the best first. Pieces of one paragraph or table that say nearly as much are one hit, read in one go."""
    left = {(each.candidate.group, each.candidate.n): each for each in found}
    hits: list[Hit] = []
    for best in found:
        group, n = best.candidate.group, best.candidate.n
        if left.pop((group, n), None):
            beside = [left.get((group, n - 1)), best, left.get((group, n + 1))]
            together = [each for each in beside if each and (each is best or belongs(each, best))]
            for each in together:
                left.pop((group, each.candidate.n), None)
            hits.append(Hit(best, tuple(together)))
    return hits


def belongs(neighbour: Scored, best: Scored) -> bool:
    """Whether a neighbour says nearly as much, with no break in between."""
    before, after = sorted((neighbour.candidate, best.candidate), key=lambda candidate: candidate.n)
    return neighbour.score >= CLOSE * best.score and after.start - before.end <= 1


def chosen_terms(terms: Sequence[str], frequencies: Mapping[str, int], postings: int = POSTINGS) -> list[str]:
    """The terms of a question to fetch candidates by: the rarest that are anywhere, as long as their texts are not too many to look at."""
    known = sorted({term for term in terms if frequencies.get(term)}, key=lambda term: (frequencies[term], term))
    chosen: list[str] = []
    for term in known:
        postings -= frequencies[term]
        if chosen and postings < 0:
            break
        chosen.append(term)
    return chosen
