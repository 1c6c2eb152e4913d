"""SQLite: one writing line with group commit, four reading lines, and what its errors mean."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path
from typing import Any

from sqlalchemy.dialects.sqlite import aiosqlite
from sqlalchemy.engine import make_url
from sqlalchemy.sql.base import Executable

from ...domain.problems import Conflict, NotFound, StorageFull, Unavailable
from ...ports.store import Store
from .dialect import Row, Run, Statements
from .fulltext import SqliteSearch
from .group import Turn, Uncommitted, Writer
from .line import Line
from .store import SqlStore

READERS = 4
UNIQUE = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
OUR_FAULT = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_RANGE)
PRAGMAS = ("busy_timeout=5000", "foreign_keys=ON", "journal_mode=WAL", "cache_size=-8000", "temp_store=MEMORY")


def path_of(url: str) -> str:
    """The file that a sqlite URL names."""
    path = make_url(url).database
    if not path or path == ":memory:":
        raise ValueError("a SQLite store needs a file: sqlite+aiosqlite:///path/to/file.db")
    return path


@asynccontextmanager
async def open_sqlite(url: str, *, synchronous: str) -> AsyncIterator[Store]:
    """The store in a SQLite file. `synchronous`: full survives a power cut, normal only a crash of the process."""
    if synchronous not in ("full", "normal"):
        raise ValueError(f"synchronous is full or normal, not {synchronous!r}")
    path = path_of(url)
    async with AsyncExitStack() as stack:
        writer = await _open(stack, path, f"synchronous={synchronous}", "journal_size_limit=67108864")
        readers = [await _open(stack, path, "query_only=ON") for _ in range(READERS)]
        yield SqlStore(Sqlite(writer, readers), SqliteSearch())


async def version(url: str) -> str | None:
    """The schema's version, None if there is none yet."""
    return await asyncio.to_thread(_version, path_of(url))


def _version(path: str) -> str | None:
    if not Path(path).exists():
        return None
    with closing(sqlite3.connect(path)) as connection:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return row[0] if row else None


async def _open(stack: AsyncExitStack, path: str, *pragmas: str) -> Line:
    try:
        return await stack.enter_async_context(Line(path, (*PRAGMAS, *pragmas)))
    except sqlite3.Error as error:
        raise meaning_of(error) from error


class Sqlite:
    """Reads on whichever line is free, writes in turn."""

    def __init__(self, writer: Line, readers: Sequence[Line]) -> None:
        self._statements = Statements(aiosqlite.dialect(paramstyle="qmark"))
        self._readers = readers
        self._writer = Writer(writer, self._statements)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Run]:
        try:
            async with self._writer.begin() as turn:
                yield _Explained(turn)
        except Uncommitted as failure:
            raise meaning_of(failure.args[0]) from failure.args[0]

    async def read(self, statement: Executable, values: Mapping[str, Any], /) -> Sequence[Row]:
        prepared = self._statements[statement]
        reader = min(self._readers, key=_under_way)
        try:
            return prepared.rows(await reader.fetch(prepared.sql, prepared.arguments(values)))
        except sqlite3.Error as error:
            raise meaning_of(error) from error


class _Explained:
    """A turn whose failures are problems."""

    __slots__ = ("_turn",)

    def __init__(self, turn: Turn) -> None:
        self._turn = turn

    async def __call__(self, statement: Executable, values: Mapping[str, Any], /) -> Sequence[Row]:
        try:
            return await self._turn(statement, values)
        except sqlite3.Error as error:
            raise meaning_of(error) from error


def _under_way(line: Line) -> int:
    return line.under_way


def meaning_of(error: BaseException) -> BaseException:
    """The problem behind an error of SQLite; the error itself if the fault is ours."""
    code = getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_BUSY
    if not isinstance(error, sqlite3.DatabaseError) or isinstance(error, sqlite3.ProgrammingError):
        return error
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return NotFound("What this belongs to is not there.")
    if code in UNIQUE:
        return Conflict("Something with this name is already there.")
    if code & 0xFF == sqlite3.SQLITE_FULL:
        return StorageFull("The disk is full: nothing new can be kept until there is room.")
    if code & 0xFF in OUR_FAULT:
        return error
    return Unavailable("The database does not answer now; try again in a moment.", retry_after=5)
