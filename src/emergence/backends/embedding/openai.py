"""The embeddings of OpenAI, and of every server that speaks its interface."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Literal

from ...domain.problems import Unavailable
from ...ports.embedding import Embedder, Vector
from ..llm.keys import is_openai
from ..llm.lazy import Lazy
from ..llm.openai import make
from .wording import unit, worded

if TYPE_CHECKING:
    from openai import AsyncOpenAI

TOGETHER, LONGEST = 128, 8000  # texts a request, characters a text: what every model of theirs reads
PATIENCE = 60.0


class OpenAIEmbeddings:
    """One client. How many dimensions there are its first answer tells."""

    def __init__(self, model: str, key: str, base_url: str) -> None:
        self.label, self.dimensions = f"openai:{model}", 0
        self._model, self._unset = model, is_openai(base_url) and not key
        self._client: Lazy[AsyncOpenAI] = Lazy(lambda: make(key, base_url), lambda client: client.close())

    @classmethod
    @asynccontextmanager
    async def open(cls, model: str, key: str, base_url: str) -> AsyncIterator[Embedder]:
        opened = cls(model, key, base_url)
        try:
            yield opened
        finally:
            await opened._client.close()

    async def embed(self, texts: Sequence[str], kind: Literal["passage", "question"] = "passage") -> list[Vector]:
        if self._unset:
            raise Unavailable(f"EMBED_MODEL_NAME=openai:{self._model} needs OPENAI_API_KEY or OPENAI_BASE_URL.", "embedding_unavailable")
        asked = [text[:LONGEST] if text.strip() else "-" for text in worded(self._model, texts, kind)]
        found: list[Vector] = []
        for at in range(0, len(asked), TOGETHER):
            found += await self._ask(asked[at : at + TOGETHER])
        return found

    async def _ask(self, texts: list[str]) -> list[Vector]:
        import httpx2
        from openai import OpenAIError

        client = (await self._client.get()).with_options(max_retries=2)
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await client.embeddings.create(model=self._model, input=texts, encoding_format="float")
            vectors = [unit(each.embedding) for each in sorted(answer.data, key=lambda each: each.index)]
        except (OpenAIError, httpx2.HTTPError, TimeoutError, TypeError, ValueError, AttributeError) as error:
            raise Unavailable(f"The embeddings of {self.label} do not answer ({type(error).__name__}).", "embedding_unavailable") from None
        self.dimensions = self.dimensions or len(vectors[0]) if vectors else self.dimensions
        if [len(vector) for vector in vectors] != [self.dimensions] * len(texts):
            raise Unavailable(f"The embeddings of {self.label} are not one vector a text, all alike.", "embedding_unavailable")
        return vectors
