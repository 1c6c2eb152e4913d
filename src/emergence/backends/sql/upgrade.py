"""Connections for a migration: alone on the database, and all of it or nothing, in both dialects."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from .sqlite import path_of

MIGRATION_LOCK = 0x0E3E46E  # any number, as long as it stays the same
PATIENCE = 120.0


@asynccontextmanager
async def locked_sqlite(url: str) -> AsyncIterator[AsyncConnection]:
    """A connection inside BEGIN EXCLUSIVE; makes the file, and its folder, if there is none."""
    await asyncio.to_thread(Path(path_of(url)).parent.mkdir, parents=True, exist_ok=True)
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool, connect_args={"timeout": PATIENCE})
    async with engine.connect() as connection:
        await connection.exec_driver_sql("BEGIN EXCLUSIVE")
        try:
            yield connection
        except BaseException:
            await connection.exec_driver_sql("ROLLBACK")
            raise
        await connection.exec_driver_sql("COMMIT")


@asynccontextmanager
async def locked_postgres(url: str) -> AsyncIterator[AsyncConnection]:
    """A connection inside a transaction that holds an advisory lock until its end."""
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
        yield connection
