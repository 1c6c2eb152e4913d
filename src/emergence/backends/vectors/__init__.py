"""The index of vectors, opened by URL."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path

from ...ports.vectors import Vectors


def open_vectors(url: str) -> AbstractAsyncContextManager[Vectors]:
    """The index at this URL, opened on first use. Raises ValueError for a scheme that is not known."""
    scheme, _, rest = url.partition(":")
    match scheme:
        case "chroma":
            from .chroma import ChromaVectors

            return ChromaVectors.open(Path(rest))
    raise ValueError(f"no vectors for {scheme!r}; known: chroma")
