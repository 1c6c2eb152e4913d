"""An index of vectors: derived from the truth, and rebuilt from it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from .embedding import Vector


class Vectors(Protocol):
    """Vectors by id in spaces. A space is one owner's, of one kind, made by one model: `documents`, an owner, a label.

    What fails raises Unavailable: a search then goes without. Writing twice changes nothing.
    """

    async def put(self, space: str, vectors: Mapping[str, Vector]) -> None:
        """Keep these, in place of those of the same ids. A space that is not there is made."""

    async def drop(self, space: str, ids: Collection[str]) -> None:
        """Forget these; those that are not there are forgotten already."""

    async def clear(self, space: str) -> None:
        """Forget a whole space."""

    async def near(self, space: str, vector: Vector, limit: int) -> list[tuple[str, float]]:
        """The nearest ids with their cosine, the nearest first; nothing in a space that is not there."""

    async def cosines(self, space: str, vector: Vector, ids: Collection[str]) -> dict[str, float]:
        """The cosine of each of these that is there."""

    async def ids(self, space: str) -> Sequence[str]:
        """All that is there."""

    async def spaces(self) -> Sequence[str]:
        """All spaces."""
