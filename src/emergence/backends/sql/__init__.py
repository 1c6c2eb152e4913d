"""The truth in SQL: one implementation, two dialects, chosen by the URL."""

from contextlib import AbstractAsyncContextManager

from ...ports.store import Store


def open_store(url: str, *, synchronous: str = "full") -> AbstractAsyncContextManager[Store]:
    """The store at this URL, whose schema is at head (see `migrate`). `synchronous` is SQLite's: full or normal."""
    match url.partition(":")[0]:
        case "sqlite+aiosqlite":
            from .sqlite import open_sqlite

            return open_sqlite(url, synchronous=synchronous)
        case "postgresql+asyncpg":
            from .postgres import open_postgres

            return open_postgres(url)
        case scheme:
            raise ValueError(f"no store for {scheme!r}; known: sqlite+aiosqlite, postgresql+asyncpg")
