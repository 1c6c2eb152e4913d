"""A SQLite connection with a thread of its own. Whatever is asked of it, however many statements, takes one hop there and back."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

import aiosqlite

from .dialect import Row

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]


class Line(aiosqlite.Connection):
    """aiosqlite's connection and thread; but a piece of work is sent whole instead of cursor by cursor."""

    def __init__(self, path: str, pragmas: Sequence[str]) -> None:
        super().__init__(partial(_connect, path, pragmas), iter_chunk_size=64)
        self._thread.daemon = True
        self.under_way = 0

    async def __aenter__(self) -> "Line":
        await self
        return self

    def send(self, work: Work[T]) -> asyncio.Future[T]:
        """Have the work done after all that was sent before, whether or not anybody still waits for its answer."""
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._tx.put_nowait((answer, partial(work, self._conn)))
        return answer

    def post(self, work: Work[Any]) -> None:
        """Have the work done; nobody waits, so it must not fail."""
        self._tx.put_nowait((None, partial(work, self._conn)))

    async def fetch(self, sql: str, arguments: Sequence[Any]) -> Sequence[Row]:
        """All rows of one statement."""
        self.under_way += 1
        try:
            return await self.send(partial(_fetch, sql, arguments))
        finally:
            self.under_way -= 1


def _fetch(sql: str, arguments: Sequence[Any], connection: sqlite3.Connection) -> Sequence[Row]:
    return connection.execute(sql, arguments).fetchall()


def _connect(path: str, pragmas: Sequence[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=256)
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection
