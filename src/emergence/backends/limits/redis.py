"""Limits counted in Redis for all instances; while it is down or hangs, in this process alone at half the rate."""

import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, TypeVar

from limits.aio.storage import MemoryStorage, RedisStorage
from limits.errors import StorageError

from ...ports.limits import Rate
from .memory import Counting

T = TypeVar("T")
SECONDS = 0.5
BREAK_SECONDS = 5.0
log = logging.getLogger(__name__)


@asynccontextmanager
async def redis_limits(url: str) -> AsyncIterator["Together"]:
    """While inside, counts are kept at this URL."""
    from redis.asyncio import ConnectionPool
    from redis.asyncio.retry import Retry
    from redis.backoff import NoBackoff

    patience: Any = {"socket_timeout": SECONDS, "socket_connect_timeout": SECONDS, "retry": Retry(NoBackoff(), 0)}
    pool: Any = ConnectionPool.from_url(url, **patience)
    try:
        yield Together(Counting(RedisStorage(f"async+{url}", implementation="redispy", wrap_exceptions=True, connection_pool=pool)))
    finally:
        await pool.disconnect()


class Together:
    """Asks all, or for some seconds after a failure nobody but this process."""

    def __init__(self, together: Counting) -> None:
        self._together, self._alone, self._broken_until = together, Counting(MemoryStorage()), 0.0

    async def take(self, rate: Rate, key: str) -> float:
        return await self._either(lambda: self._together.take(rate, key), lambda: self._alone.take(halved(rate), key))

    async def wait(self, rate: Rate, key: str) -> float:
        return await self._either(lambda: self._together.wait(rate, key), lambda: self._alone.wait(halved(rate), key))

    async def clear(self, rate: Rate, key: str) -> None:
        await self._either(lambda: self._together.clear(rate, key), lambda: self._alone.clear(halved(rate), key))

    async def ping(self) -> None:
        await self._together.ping()

    async def _either(self, together: Callable[[], Awaitable[T]], alone: Callable[[], Awaitable[T]]) -> T:
        if time.monotonic() < self._broken_until:
            return await alone()
        try:
            return await together()
        except StorageError:
            self._broken_until = time.monotonic() + BREAK_SECONDS
            log.warning("Redis does not answer: rates are limited by this instance alone")
            return await alone()


def halved(rate: Rate) -> Rate:
    """What one instance of several may allow by itself."""
    return replace(rate, times=max(1, rate.times // 2))
