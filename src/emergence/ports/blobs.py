"""Files as they were given, by id."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol


class Blobs(Protocol):
    """Keeps bytes. An id is ours, never a name that somebody chose. A full disk raises StorageFull and leaves nothing behind."""

    async def put(self, blob_id: str, content: AsyncIterator[bytes]) -> None:
        """Keep a blob, whole or not at all; there already, it is replaced."""

    def file(self, blob_id: str) -> AbstractAsyncContextManager[Path]:
        """The blob as a file while inside. Raises NotFound."""

    async def drop(self, blob_id: str) -> None:
        """Forget a blob; one that is not there is forgotten already."""

    async def ids(self, before: datetime | None = None) -> list[str]:
        """All that is there, or only what has been since before then: what is newer may be on its way to whom it belongs to."""
