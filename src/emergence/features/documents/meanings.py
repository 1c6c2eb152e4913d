"""Passages by what they mean: one model's vectors, a space for each owner."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ...ports.documents import Indexed
from ...ports.embedding import Embedder, Vector
from ...ports.vectors import Vectors

KIND = "documents"


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the embedder and the index of vectors do for documents. Everything here may raise Unavailable."""

    embedder: Embedder
    vectors: Vectors

    def space(self, owner: str) -> str:
        """The name of an owner's space."""
        return f"{KIND} {owner} {self.embedder.label}"

    async def learn(self, indexed: Sequence[Indexed], owner: str) -> None:
        """Embed these and keep their vectors."""
        found = await self.embedder.embed([said(each) for each in indexed])
        await self.vectors.put(self.space(owner), dict(zip((each.passage.id for each in indexed), found, strict=True)))

    async def forget(self, ids: Collection[str], owner: str) -> None:
        """Forget the vectors of these."""
        await self.vectors.drop(self.space(owner), ids)

    async def question(self, text: str) -> Vector:
        """What somebody asks, as a vector."""
        (vector,) = await self.embedder.embed([text], "question")
        return vector

    async def spaces(self) -> list[tuple[str, str, str]]:
        """All spaces of documents: their name, owner and label."""
        named = [(space, *space.split(" ", 2)) for space in await self.vectors.spaces()]
        return [(space, owner, label) for space, kind, owner, label in named if kind == KIND]

    async def ids(self, owner: str) -> list[str]:
        """The passages that have a vector."""
        return list(await self.vectors.ids(self.space(owner)))


def said(each: Indexed) -> str:
    """A passage as it is embedded: what it stands under, then its words."""
    return f"{each.context}\n\n{each.passage.text}" if each.context else each.passage.text


def model_changed(label: str, others: Sequence[str]) -> str:
    """What is said when passages were embedded by other models than today's."""
    names = ", ".join(others)
    return f"Documents were embedded by {names}, but EMBED_MODEL_NAME means {label} now: run `python -m emergence reindex`."
