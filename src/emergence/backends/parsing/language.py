"""Whether a text is French or English, by the small words that each cannot do without."""

import re

WORD = re.compile(r"[^\W\d_]+")
FRENCH_WORDS = "le la les des une est dans que qui pour pas sur avec au aux ce cette par plus sont vous nous il elle du et où être"
ENGLISH_WORDS = "the of and to is that it for was with as be by this are from at which or have not you we an has were their in"
FRENCH, ENGLISH = frozenset(FRENCH_WORDS.split()), frozenset(ENGLISH_WORDS.split())
ENOUGH = 3


def language_of(text: str) -> str | None:
    """`fr`, `en`, or None where neither is plain."""
    words = WORD.findall(text.lower())
    french = sum(word in FRENCH for word in words)
    english = sum(word in ENGLISH for word in words)
    if max(french, english) < max(ENOUGH, len(words) // 10) or french == english:
        return None
    return "fr" if french > english else "en"
