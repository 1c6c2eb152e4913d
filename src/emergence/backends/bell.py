"""What wakes the workers, opened by URL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from ..ports.jobs import Bell


def open_bell(url: str) -> AbstractAsyncContextManager[Bell]:
    """The bell at this URL. Raises ValueError for a scheme that is not known."""
    match url.partition(":")[0]:
        case "local":
            return LocalBell.open()
        case scheme:
            raise ValueError(f"no queue for {scheme!r}; known: local")


class LocalBell:
    """A bell in the process."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    @classmethod
    @asynccontextmanager
    async def open(cls) -> AsyncIterator[Bell]:
        yield cls()

    async def ring(self) -> None:
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        self._rung.clear()
