"""Any other model, by sentence-transformers: an extra that brings torch, and downloads the model if it is not on this machine."""

import asyncio
from array import array
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import Any, Literal

from ...domain.problems import Unavailable
from ...ports.embedding import Embedder, Vector
from .wording import worded

TOGETHER = 8
MISSING = "EMBED_MODEL_NAME={} needs sentence-transformers: .venv/bin/uv pip install 'emergence[torch] @ .'"


class Transformers:
    """Loaded on first use, in the one thread that runs it. Its label tells the model; the dimensions are known once it is loaded."""

    def __init__(self, model: str) -> None:
        self.label, self.dimensions = model, 0
        self._model: Any = None
        self._thread = ThreadPoolExecutor(1, "embed")

    @classmethod
    @asynccontextmanager
    async def open(cls, model: str) -> AsyncIterator[Embedder]:
        if find_spec("sentence_transformers") is None:
            raise ValueError(MISSING.format(model))
        opened = cls(model)
        try:
            yield opened
        finally:
            opened._thread.shutdown(cancel_futures=True)

    async def embed(self, texts: Sequence[str], kind: Literal["passage", "question"] = "passage") -> list[Vector]:
        asked, found = worded(self.label, texts, kind), list[Vector]()
        for at in range(0, len(asked), TOGETHER):
            found += await asyncio.get_running_loop().run_in_executor(self._thread, self._read, asked[at : at + TOGETHER])
        return found

    def _read(self, texts: list[str]) -> list[Vector]:
        try:
            if self._model is None:
                from sentence_transformers import SentenceTransformer  # type: ignore[import-not-found]

                self._model = SentenceTransformer(self.label)
            vectors = self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        except Exception as error:
            sentence = f"The embedding model {self.label} does not work ({type(error).__name__})."
            raise Unavailable(sentence, "embedding_unavailable") from error
        self.dimensions = vectors.shape[1]
        return [array("f", vector.astype("f4").tobytes()) for vector in vectors]
