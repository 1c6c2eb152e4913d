"""The words of a query, and where they are in a text. In Python, so that both dialects find and show alike."""

import re
from unicodedata import category, normalize

from ...domain.text import utf16_length

ACCENTS = "[\u0300-\u036f]*"
WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 24
LONGEST_WORD = 500
AROUND = 60
LENGTH = 160
Marks = tuple[tuple[int, int], ...]


class Folds(dict[int, str]):
    """Every character as one without accent and case, so that places in a folded text are places in the text."""

    def __missing__(self, code: int) -> str:
        plain = [part for part in normalize("NFD", chr(code)) if not "\u0300" <= part <= "\u036f"]
        folded = plain[0].lower() if len(plain) == 1 else ""
        self[code] = shown = folded if len(folded) == 1 else chr(code)
        return shown


FOLDS = Folds()


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query, folded, each once."""
    accents_apart = "".join(part for part in normalize("NFC", query).translate(FOLDS) if not "\u0300" <= part <= "\u036f")
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in WORD.findall(accents_apart)))[:MOST_WORDS]


def excerpt(text: str, words: tuple[str, ...]) -> tuple[str, Marks]:
    """About a line of the text around the first hit, and where the words are in it, in UTF-16 code units."""
    begins_with = re.compile("|".join(_spelled(word) for word in sorted(words, key=len, reverse=True)))
    first = begins_with.search(text.translate(FOLDS))
    start = _cut(text, max(0, first.start() - AROUND)) if first and first.start() > AROUND else 0
    end = min(len(text), start + LENGTH)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shown = before + _one_line(text[start:end]) + after
    marks = (hit.span() for hit in begins_with.finditer(shown.translate(FOLDS)))
    return shown, tuple((utf16_length(shown[:start]), utf16_length(shown[:end])) for start, end in marks)


def _spelled(word: str) -> str:
    return r"(?<![^\W_])" + "".join(re.escape(letter) + ACCENTS for letter in word)


def _cut(text: str, start: int) -> int:
    """The beginning of a word near here."""
    space = text.find(" ", start, start + AROUND // 2)
    return space + 1 if space >= 0 else start


def _one_line(text: str) -> str:
    return "".join(" " if category(character) == "Cc" else character for character in text)
