"""Which passwords are good enough: long, and more than common words and digits."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from ...domain.problems import Invalid

SHORTEST = 12
MOST_BYTES = 1024
LETTERS_OF_ONES_OWN = 4
DIFFERENT = 5
COMMON = Path(__file__).with_name("common_words.txt")
LOOKALIKES = str.maketrans("@4310$5!7", "aaeiossit")


def written(password: str) -> str:
    """A password as it is compared, however the keyboard composed it."""
    return unicodedata.normalize("NFKC", password)


def accept(password: str, email: str) -> str:
    """The password as it is compared. Raises Invalid if it is too short, too long or too common."""
    password = written(password)
    if len(password) < SHORTEST:
        raise Invalid(f"A password needs {SHORTEST} characters or more.", "password_too_short")
    if len(password.encode()) > MOST_BYTES:
        raise Invalid(f"A password takes at most {MOST_BYTES} bytes.", "password_too_long")
    if is_common(password, email):
        raise Invalid("This password is easily guessed: take a few words that nobody would expect together.", "password_common")
    return password


def is_common(password: str, email: str) -> bool:
    """Whether little is left of it without common words, names of this place, and what is not a letter."""
    lowered = password.casefold()
    if len(set(lowered)) < DIFFERENT:
        return True
    context = [part for part in re.split(r"[^a-z]+", email.partition("@")[0]) if len(part) >= 4]
    return any(len(rest(text, context)) < LETTERS_OF_ONES_OWN for text in (lowered, lowered.translate(LOOKALIKES)))


def rest(text: str, context: list[str]) -> str:
    """What no common word explains; digits and punctuation do not count."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if says_something(sign))
    for word in sorted([*context, *common_words()], key=len, reverse=True):
        plain = plain.replace(word, "")
    return plain


def says_something(sign: str) -> bool:
    """Whether it is a letter, or a sign beyond ASCII that is not an accent."""
    return sign.isalpha() or (not sign.isascii() and not unicodedata.combining(sign))


@cache
def common_words() -> tuple[str, ...]:
    """Words and runs of keys that guessers try first."""
    return tuple(COMMON.read_text(encoding="utf-8").split())
