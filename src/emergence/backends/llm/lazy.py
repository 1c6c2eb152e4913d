"""A vendor's client, made on first use: the import takes up to a second, so it happens in a thread, once."""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """Something that is made when it is first needed, and let go of if it ever was."""

    def __init__(self, make: Callable[[], T], close: Callable[[T], Awaitable[None]]) -> None:
        self._make, self._close = make, close
        self._made: T | None = None
        self._making = asyncio.Lock()

    async def get(self) -> T:
        if self._made is None:
            async with self._making:
                if self._made is None:
                    self._made = await asyncio.to_thread(self._make)
                    gc.freeze()  # the library stays: collections need not look at it again
        return self._made

    async def close(self) -> None:
        made, self._made = self._made, None
        if made is not None:
            await self._close(made)
