"""What a file is called, as far as that can be shown and kept. It is never a path."""

import re
from unicodedata import category, normalize

LONGEST = 255
UNNAMED = "document"
FOLDERS = re.compile(r"[/\\]")
DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""They can make a name read backwards: `exe.pdf`."""


def tidy_name(given: str) -> str:
    """The last part of the name on one line, without what cannot be seen, at most 255 characters; its ending is kept."""
    last = FOLDERS.split(normalize("NFC", given))[-1]
    shown = " ".join("".join(sign for sign in last if _is_shown(sign)).split()).strip(". ")
    if len(shown) <= LONGEST:
        return shown or UNNAMED
    stem, dot, ending = shown.rpartition(".")
    kept = f".{ending}" if dot and len(ending) <= 16 else ""
    return (stem if kept else shown)[: LONGEST - len(kept)].rstrip() + kept


def storable(text: str) -> str:
    """Text that every store can keep; it stays as long as it was, so that places in it stay what they are."""
    if "\x00" not in text and text.isascii():
        return text
    return "".join("\ufffd" if sign == "\x00" or "\ud800" <= sign <= "\udfff" else sign for sign in text)


def _is_shown(sign: str) -> bool:
    return sign not in DIRECTIONS and category(sign) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
