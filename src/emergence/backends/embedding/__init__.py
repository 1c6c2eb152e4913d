"""The model that turns texts into vectors, opened by name."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from ...ports.embedding import Embedder

DEFAULT = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class Place:
    """Where models are kept, and how OpenAI or the server in its place is reached."""

    models: Path
    openai_key: str = ""
    openai_base_url: str = ""


def open_embedder(name: str, place: Place) -> AbstractAsyncContextManager[Embedder]:
    """The model of this name, loaded on first use: `all-MiniLM-L6-v2`, `openai:MODEL`, or any other that sentence-transformers knows.

    Raises ValueError for a name without a model.
    """
    provider, colon, model = name.strip().partition(":")
    if not provider or (colon and (provider not in {"openai", "sentence-transformers"} or not model)):
        raise ValueError(f"no embeddings for {name!r}; known: {DEFAULT}, openai:MODEL, sentence-transformers:MODEL")
    match provider:
        case "all-MiniLM-L6-v2" | "sentence-transformers/all-MiniLM-L6-v2":
            from .minilm import MiniLm

            return MiniLm.open(place.models)
        case "openai":
            from .openai import OpenAIEmbeddings

            return OpenAIEmbeddings.open(model, place.openai_key, place.openai_base_url)
    from .transformers import Transformers

    return Transformers.open(model or provider)
