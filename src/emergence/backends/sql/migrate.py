"""Brings the schema to head: under a lock, in one transaction, and without importing alembic when there is nothing to do."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.problems import Conflict

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection

HEAD = "0005"
SCRIPTS = Path(__file__).resolve().parents[4] / "alembic"


async def migrate(url: str) -> None:
    """Make the database at this URL fit this program. Raises Conflict if it is already ahead of it."""
    if await _version(url) == HEAD:
        return
    async with _locked(url) as connection:
        await connection.run_sync(_upgrade)


async def _version(url: str) -> str | None:
    if url.startswith("sqlite"):
        from .sqlite import version
    else:
        from .postgres import version
    return await version(url)


def _locked(url: str) -> "AbstractAsyncContextManager[AsyncConnection]":
    if url.startswith("sqlite"):
        from .upgrade import locked_sqlite

        return locked_sqlite(url)
    from .upgrade import locked_postgres

    return locked_postgres(url)


def _upgrade(connection: "Connection") -> None:
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from alembic import command

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in known:
        raise Conflict(f"The database has schema {found}, which this program (schema {HEAD}) is too old for: update it.", "schema_newer")
    command.upgrade(config, "head")
