"""Keeping a secret where it can be read back, but not by who only holds a copy of the database."""

from typing import Protocol


class Seals(Protocol):
    """Sealed texts are opened with the key of this installation, or the one before it."""

    def seal(self, text: str) -> str:
        """The text, sealed."""

    def open(self, sealed: str) -> str:
        """What was sealed. Raises Unavailable if neither key opens it."""
