"""Texts become vectors, so that what means the same lies close together."""

from array import array
from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias

Vector: TypeAlias = "array[float]"
"""Single-precision floats ('f') of length one: the dot product of two is their cosine."""


class Embedder(Protocol):
    """A model. `label` names it with what its vectors depend on: those of different labels are never compared.

    `dimensions` is 0 until the first vector, where only the model knows.
    """

    label: str
    dimensions: int

    async def embed(self, texts: Sequence[str], kind: Literal["passage", "question"] = "passage") -> list[Vector]:
        """A vector for each text, off the event loop; what is longer than the model reads is cut. Raises Unavailable."""
