"""Limits counted in this process, by the library `limits`."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from limits import RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage, MovingWindowSupport, Storage
from limits.aio.strategies import MovingWindowRateLimiter

from ...domain.problems import Unavailable
from ...ports.limits import Rate


@asynccontextmanager
async def memory_limits() -> AsyncIterator["Counting"]:
    """While inside, counts are kept."""
    yield Counting(MemoryStorage())


class Counting:
    """Moving windows on a storage of the library."""

    def __init__(self, storage: Storage) -> None:
        assert isinstance(storage, MovingWindowSupport)
        self._storage, self._windows = storage, MovingWindowRateLimiter(storage)

    async def take(self, rate: Rate, key: str) -> float:
        return 0 if await self._windows.hit(item(rate), rate.name, key) else await self._until(rate, key)

    async def wait(self, rate: Rate, key: str) -> float:
        return 0 if await self._windows.test(item(rate), rate.name, key) else await self._until(rate, key)

    async def clear(self, rate: Rate, key: str) -> None:
        await self._windows.clear(item(rate), rate.name, key)

    async def ping(self) -> None:
        if not await self._storage.check():
            raise Unavailable("What limits rates does not answer; each instance counts alone.", "limits_unavailable")

    async def _until(self, rate: Rate, key: str) -> float:
        window = await self._windows.get_window_stats(item(rate), rate.name, key)
        return max(1.0, window.reset_time - time.time())


def item(rate: Rate) -> RateLimitItemPerSecond:
    """The rate as the library names it."""
    return RateLimitItemPerSecond(rate.times, rate.seconds, namespace="emergence")
