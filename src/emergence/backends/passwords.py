"""Passwords kept with argon2id, at the floor that OWASP sets: 19 MiB, two passes. A few at a time, in threads."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING

from ..domain.problems import Unavailable

if TYPE_CHECKING:
    from argon2 import PasswordHasher

AT_ONCE = 2
WAITING = 64


class Argon2Passwords:
    """Two at once, sixty-four waiting; whoever comes then is told to come back."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._here = 0

    async def hash(self, password: str) -> str:
        async with self._turn():
            return await asyncio.to_thread(hashed, password)

    async def verify(self, password_hash: str | None, password: str) -> bool:
        async with self._turn():
            return await asyncio.to_thread(is_it, password_hash, password)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._here >= AT_ONCE + WAITING:
            raise Unavailable("Too many people are signing in at this moment; try again in a few seconds.", "busy", retry_after=3)
        self._here += 1
        try:
            async with self._turns:
                yield
        finally:
            self._here -= 1


@cache
def hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def nobodys() -> str:
    return hasher().hash("nobody has this password")


def hashed(password: str) -> str:
    return hasher().hash(password)


def is_it(password_hash: str | None, password: str) -> bool:
    from argon2.exceptions import Argon2Error, InvalidHashError

    nobody = nobodys()
    try:
        return hasher().verify(password_hash or nobody, password) and password_hash is not None
    except (Argon2Error, InvalidHashError):
        return False
