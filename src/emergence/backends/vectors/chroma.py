"""Chroma in this process: a collection a space, and vectors of our own making. What Chroma cannot read it begins anew: it is an index."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ...domain.problems import Unavailable
from ...ports.embedding import Vector
from ...ports.vectors import Vectors
from ..loading import LOADING

if TYPE_CHECKING:
    import numpy as np
    from chromadb import Collection as Chroma
    from chromadb.api.client import Client

T = TypeVar("T")
log = logging.getLogger(__name__)
AT_ONCE = 100  # its writes hold the interpreter: more would be felt
WIDTH = 200  # how many candidates its graph keeps while it looks for the nearest
FILE = "chroma.sqlite3"


class ChromaVectors:
    """All calls are made in one thread, which opens the folder when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._index = Index(folder)
        self._thread = ThreadPoolExecutor(1, "chroma", load)

    @classmethod
    @asynccontextmanager
    async def open(cls, folder: Path) -> AsyncIterator[Vectors]:
        vectors = cls(folder)
        try:
            yield vectors
        finally:
            await vectors._call(vectors._index.close)
            vectors._thread.shutdown()

    async def put(self, space: str, vectors: Mapping[str, Vector]) -> None:
        for some in portions(vectors.items()):
            await self._call(self._index.put, space, dict(some))

    async def drop(self, space: str, ids: Collection[str]) -> None:
        for some in portions(ids):
            await self._call(self._index.drop, space, list(some))

    async def clear(self, space: str) -> None:
        await self._call(self._index.clear, space)

    async def near(self, space: str, vector: Vector, limit: int) -> list[tuple[str, float]]:
        return await self._call(self._index.near, space, vector, limit)

    async def cosines(self, space: str, vector: Vector, ids: Collection[str]) -> dict[str, float]:
        return await self._call(self._index.cosines, space, vector, list(dict.fromkeys(ids)))

    async def ids(self, space: str) -> Sequence[str]:
        return await self._call(self._index.ids, space)

    async def spaces(self) -> Sequence[str]:
        return await self._call(self._index.spaces)

    async def _call(self, ask: Callable[..., T], *about: Any) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, ask, *about)
        except Exception as error:  # Chroma's own, its Rust part's, the disk's
            log.warning("the vectors do not answer: %s", type(error).__name__)
            raise Unavailable("The index of vectors does not answer; `python -m emergence reindex` makes it anew.", "vectors") from error


def load() -> None:
    """Import it, in its thread."""
    with LOADING:
        import chromadb  # noqa: F401


class Index:
    """The folder, as Chroma's one thread sees it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._client: Client | None = None
        self._known: dict[str, Chroma] = {}

    def put(self, space: str, vectors: Mapping[str, Vector]) -> None:
        self._made(space).upsert(ids=list(vectors), embeddings=rows(vectors.values()))

    def drop(self, space: str, ids: list[str]) -> None:
        if found := self._there(space):
            found.delete(ids=ids)

    def clear(self, space: str) -> None:
        from chromadb.errors import NotFoundError

        client = self._open()
        self._known.pop(space, None)
        with suppress(NotFoundError):
            client.delete_collection(named(space))

    def near(self, space: str, vector: Vector, limit: int) -> list[tuple[str, float]]:
        found = self._there(space)
        if not found or limit < 1:
            return []
        answer = found.query(query_embeddings=rows([vector]), n_results=limit, include=["distances"])
        return [(key, 1 - distance) for key, distance in zip(answer["ids"][0], (answer["distances"] or [[]])[0], strict=True)]

    def cosines(self, space: str, vector: Vector, ids: list[str]) -> dict[str, float]:
        found = self._there(space)
        if not found or not ids:
            return {}
        answer = found.get(ids=ids, include=["embeddings"])
        if not answer["ids"]:
            return {}
        return dict(zip(answer["ids"], cosines(answer["embeddings"], vector), strict=True))

    def ids(self, space: str) -> list[str]:
        found = self._there(space)
        return found.get(include=[])["ids"] if found else []

    def spaces(self) -> list[str]:
        return sorted(str(found.metadata["space"]) for found in self._open().list_collections() if found.metadata)

    def close(self) -> None:
        """Let go of the folder."""
        client, self._client = self._client, None
        self._known.clear()
        if client:
            client.close()

    def _there(self, space: str) -> "Chroma | None":
        from chromadb.errors import NotFoundError

        client = self._open()
        with suppress(NotFoundError):
            if space not in self._known:
                self._known[space] = client.get_collection(named(space), embedding_function=None)
        return self._known.get(space)

    def _made(self, space: str) -> "Chroma":
        if found := self._there(space):
            return found
        settings: Any = {"hnsw": {"space": "cosine", "ef_search": WIDTH}}
        client = self._open()
        made = client.create_collection(named(space), configuration=settings, metadata={"space": space}, embedding_function=None)
        return self._known.setdefault(space, made)

    def _open(self) -> "Client":
        if self._client and not (self._folder / FILE).exists():
            log.warning("the folder of the vectors is gone; an empty one takes its place")
            self.close()
        if not self._client:
            self._client = opened(self._folder)
        return self._client


def opened(folder: Path) -> "Client":
    """A client of this folder. One that cannot be read is put aside, for an empty one."""
    from chromadb.api.shared_system_client import SharedSystemClient

    try:
        return client_of(folder)
    except Exception as error:
        log.warning("the vectors cannot be read (%s) and begin anew; the old ones are put aside", type(error).__name__)
        SharedSystemClient.clear_system_cache()  # it keeps what failed, by path
        put_aside(folder)
        return client_of(folder)


def client_of(folder: Path) -> "Client":
    """Chroma's client, tried: it opens files only when it is asked something."""
    import chromadb
    from chromadb.config import Settings

    folder.parent.mkdir(parents=True, exist_ok=True)
    made: Any = chromadb.PersistentClient(folder, Settings(anonymized_telemetry=False))
    client: Client = made
    client.list_collections()
    return client


def put_aside(folder: Path) -> None:
    """Keep one copy of what could not be read, beside it."""
    aside = folder.with_name(f"{folder.name}.unreadable")
    if aside.is_dir():
        shutil.rmtree(aside)
    folder.replace(aside)


def named(space: str) -> str:
    """A name that Chroma allows."""
    return f"space-{sha256(space.encode()).hexdigest()[:40]}"


def rows(vectors: Iterable[Vector]) -> "np.ndarray":
    """Vectors as Chroma wants them."""
    import numpy as np

    return np.stack([np.frombuffer(vector, np.float32) for vector in vectors])


def cosines(found: Any, vector: Vector) -> list[float]:
    """Those of each row with this vector. All have length one as the port says, but what was kept may have been rounded."""
    import numpy as np

    kept = np.asarray(found, np.float32)
    lengths = np.linalg.norm(kept, axis=1)
    similar: list[float] = (kept @ np.frombuffer(vector, np.float32) / np.where(lengths, lengths, 1)).tolist()
    return similar


def portions(items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """A few at a time."""
    rest = iter(items)
    while some := tuple(islice(rest, AT_ONCE)):
        yield some
