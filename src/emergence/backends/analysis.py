"""Words as they are found: folded, stemmed in French and then in English, so that nobody has to know a text's language."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ..ports.analysis import Terms
from .stop_words import STOP_WORDS

if TYPE_CHECKING:
    from Stemmer import Stemmer  # type: ignore[import-not-found]

GRAM, LONGEST = 4, 64
EDGE = "ǀ"  # where a word begins and ends: a letter, though it is in no text, so that every index takes it for a part of the term
REMEMBERED, FOLDED_ALIKE = 50_000, 0x3000
APART = {ord("’"): "'", ord("ʼ"): "'", ord("œ"): "oe", ord("æ"): "ae", ord("ø"): "o", ord("ł"): "l", ord("đ"): "d", ord("ı"): "i"}
# An elided article or pronoun before a word, and what English leaves of a verb behind it, are no words.
WORD = re.compile(r"(?:\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)')?([^\W_]+)(?:'(?:s|t|d|m|ll|re|ve)\b)?")
# Scripts without spaces between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese.
UNSPACED = re.compile("([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)")


class Folding(dict[int, str]):
    """What is left of a character without its accents; nothing of one that only marks another or is invisible."""

    def __missing__(self, code: int) -> str:
        plain = "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if unicodedata.category(c) not in {"Mn", "Mc", "Me", "Cf"})
        folded = unicodedata.normalize("NFC", plain).casefold()
        if code < FOLDED_ALIKE:
            self[code] = folded
        return folded


FOLDING = Folding(APART)


class Words:
    """Both lanes' terms. A stem is remembered: a person's texts repeat their words."""

    def __init__(self) -> None:
        self._stem = lru_cache(REMEMBERED)(Stems())

    def terms(self, text: str) -> Terms:
        words = [word for word in words_of(text) if word not in STOP_WORDS]
        return Terms(tuple(self._stem(word) for word in words), tuple(gram for word in words for gram in grams(word)))


class Stems:
    """The French stemmer, then the English one."""

    def __init__(self) -> None:
        self._ready: tuple[Stemmer, Stemmer] | None = None

    def __call__(self, word: str) -> str:
        if self._ready is None:
            from Stemmer import Stemmer

            self._ready = Stemmer("french", 0), Stemmer("english", 0)
        french, english = self._ready
        stem: str = english.stemWord(french.stemWord(word))
        return stem


def words_of(text: str) -> list[str]:
    """The words in their order, folded. Where a script has no spaces, two characters that are beside each other are a word."""
    folded = fold(text)
    words = [word[:LONGEST] for word in WORD.findall(folded)]
    return words if folded.isascii() or not UNSPACED.search(folded) else [part for word in words for part in apart(word)]


def fold(text: str) -> str:
    """The text without case and accents."""
    return text.casefold() if text.isascii() else text.casefold().translate(FOLDING)


def apart(word: str) -> Iterator[str]:
    """The words in what was written without spaces."""
    for n, run in enumerate(UNSPACED.split(word)):
        if n % 2 and len(run) > 1:
            yield from (run[at : at + 2] for at in range(len(run) - 1))
        elif run:
            yield run


def grams(word: str) -> Iterator[str]:
    """Four characters at each place of a word, its edges among them; and the word whole."""
    edged = f"{EDGE}{word}{EDGE}"
    yield from (edged[at : at + GRAM] for at in range(len(edged) - GRAM + 1))
    if len(edged) != GRAM:
        yield edged
