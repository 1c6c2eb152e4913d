"""Texts become terms: what two texts have in common although they are not written alike."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Terms:
    """A text's terms in their order, repeated as they are: stems of its words without stop words, and the 4-grams within its words."""

    stems: tuple[str, ...]
    grams: tuple[str, ...]


class Analyzer(Protocol):
    """Knows French and English, without being told which one a text is in. Pure: needs no thread of its own for a passage."""

    def terms(self, text: str) -> Terms:
        """The terms of a text. They hold letters and digits only, folded: no accents, no case."""
