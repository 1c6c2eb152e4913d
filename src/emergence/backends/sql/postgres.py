"""Postgres: a pool for transactions, a pool that can only read, and what its errors mean."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import asyncpg
from sqlalchemy.dialects.postgresql import asyncpg as core
from sqlalchemy.engine import make_url
from sqlalchemy.sql.base import Executable

from ...domain.problems import Conflict, NotFound, StorageFull, Unavailable
from ...ports.store import Store
from .dialect import Row, Run, Statements
from .fulltext import PostgresSearch
from .store import SqlStore

T = TypeVar("T")
CONNECTIONS = 10
LONGEST_STATEMENT = 10.0
LONGEST_CONNECT = 5.0
LOST = (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.InternalClientError, asyncpg.CannotConnectNowError, OSError)
AWAY = (
    *LOST,
    TimeoutError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.TransactionRollbackError,
    asyncpg.LockNotAvailableError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
)


def address_of(url: str) -> dict[str, Any]:
    """What asyncpg needs to know; `?host=/folder` names a unix socket, `?ssl=require` and the like are passed on."""
    parts = make_url(url)
    known = {"user": parts.username, "password": parts.password, "database": parts.database, "host": parts.host, "port": parts.port}
    return {name: value for name, value in {**known, **parts.query}.items() if value is not None}


@asynccontextmanager
async def open_postgres(url: str) -> AsyncIterator[Store]:
    """The store in a Postgres database. Connections are made when they are first needed."""
    async with _pool(url) as writers, _pool(url, default_transaction_read_only="on") as readers:
        yield SqlStore(Postgres(writers, readers), PostgresSearch())


async def version(url: str) -> str | None:
    """The schema's version, None if there is none yet."""
    try:
        connection = await asyncpg.connect(**address_of(url), timeout=LONGEST_CONNECT, command_timeout=LONGEST_STATEMENT)
    except Exception as error:
        raise meaning_of(error) from error
    try:
        found = await connection.fetchval("SELECT version_num FROM alembic_version")
    except asyncpg.UndefinedTableError:
        return None
    finally:
        await connection.close()
    return None if found is None else str(found)


def _pool(url: str, **settings: str) -> "asyncpg.Pool[asyncpg.Record]":
    return asyncpg.create_pool(
        **address_of(url),
        min_size=0,
        max_size=CONNECTIONS,
        timeout=LONGEST_CONNECT,
        command_timeout=LONGEST_STATEMENT,
        server_settings={"application_name": "emergence", "jit": "off", **settings},
        reset=_nothing,
    )


async def _nothing(connection: object) -> None:
    """Nobody here sets anything that would have to be reset: a round trip less."""


class Postgres:
    """Transactions are Postgres's own; a look is one statement."""

    def __init__(self, writers: Any, readers: Any) -> None:
        self._statements = Statements(core.dialect())  # type: ignore[no-untyped-call]
        self._writers, self._readers = writers, readers

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Run]:
        connection, transaction = await self._begun()
        try:
            yield _Sender(connection, self._statements)
        except BaseException:
            await self._roll_back(connection, transaction)
            raise
        await self._commit(connection, transaction)

    async def read(self, statement: Executable, values: Mapping[str, Any], /) -> Sequence[Row]:
        prepared = self._statements[statement]
        arguments = prepared.arguments(values)
        try:
            return prepared.rows(await self._readers.fetch(prepared.sql, *arguments))
        except LOST:
            return prepared.rows(await _told(self._readers.fetch, prepared.sql, *arguments))
        except Exception as error:
            raise meaning_of(error) from error

    async def _begun(self) -> tuple[Any, Any]:
        """A connection in a transaction. Nothing was asked yet, so a connection that turns out to be lost costs another try."""
        try:
            return await self._begun_once()
        except LOST:
            return await _told(self._begun_once)
        except Exception as error:
            raise meaning_of(error) from error

    async def _begun_once(self) -> tuple[Any, Any]:
        connection = await self._writers.acquire(timeout=LONGEST_STATEMENT)
        transaction = connection.transaction()
        try:
            await transaction.start()
        except BaseException:
            await self._writers.release(connection)
            raise
        return connection, transaction

    async def _commit(self, connection: Any, transaction: Any) -> None:
        try:
            await _told(transaction.commit)
        finally:
            await self._writers.release(connection)

    async def _roll_back(self, connection: Any, transaction: Any) -> None:
        try:
            with suppress(asyncpg.PostgresError, *AWAY):
                await transaction.rollback()
        finally:
            await self._writers.release(connection)


class _Sender:
    """Sends statements in a transaction; its failures are problems."""

    __slots__ = ("_connection", "_statements")

    def __init__(self, connection: Any, statements: Statements) -> None:
        self._connection, self._statements = connection, statements

    async def __call__(self, statement: Executable, values: Mapping[str, Any], /) -> Sequence[Row]:
        prepared = self._statements[statement]
        arguments = prepared.arguments(values)
        return prepared.rows(await _told(self._connection.fetch, prepared.sql, *arguments))


async def _told(ask: Callable[..., Awaitable[T]], *about: Any) -> T:
    """The answer, or the problem why there is none."""
    try:
        return await ask(*about)
    except Exception as error:
        raise meaning_of(error) from error


def meaning_of(error: Exception) -> Exception:
    """The problem behind an error of asyncpg; the error itself if the fault is ours."""
    match error:
        case asyncpg.ForeignKeyViolationError():
            return NotFound("What this belongs to is not there.")
        case asyncpg.UniqueViolationError():
            return Conflict("Something with this name is already there.")
        case asyncpg.DiskFullError():
            return StorageFull("The disk is full: nothing new can be kept until there is room.")
    if isinstance(error, AWAY):
        return Unavailable("The database does not answer now; try again in a moment.", retry_after=5)
    return error
