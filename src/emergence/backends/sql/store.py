"""The store: the same transactions and looks over either family of database."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.sql.base import Executable

from ...ports.accounts import ApiKeys, Factors, LiveSessions, Outsides, Sessions, Tickets, Users
from ...ports.audit import Trail
from ...ports.chat import Messages, Threads
from ...ports.documents import Attached, Documents, Passages
from ...ports.jobs import Jobs
from ...ports.store import Reading, Transaction
from ...ports.usage import Spends
from .accounts import SqlOutsides, SqlTickets, SqlUsers
from .attached import SqlAttached
from .audit import SqlTrail
from .chat import SqlMessages
from .dialect import Row, Run
from .documents import SqlDocuments
from .factors import SqlApiKeys, SqlFactors
from .fulltext import Search
from .jobs import SqlJobs
from .passages import SqlPassages
from .schema import users
from .sessions import SqlLiveSessions, SqlSessions
from .threads import SqlThreads
from .usage import SqlSpends

SOMETHING = sa.select(users.c.id).limit(1)


class Family(Protocol):
    """A database that takes statements. Its errors are problems already."""

    def begin(self) -> AbstractAsyncContextManager[Run]: ...

    async def read(self, statement: Executable, values: Mapping[str, Any], /) -> Sequence[Row]: ...


class Work:
    """What can be said in a transaction or a look, through one way of sending statements."""

    __slots__ = (
        *("api_keys", "attached", "documents", "factors", "jobs", "live_sessions", "messages", "outsides", "passages", "sessions"),
        *("spends", "threads", "tickets", "trail", "users"),
    )

    def __init__(self, run: Run, search: Search) -> None:
        self.users: Users = SqlUsers(run)
        self.sessions: Sessions = SqlSessions(run)
        self.live_sessions: LiveSessions = SqlLiveSessions(run)
        self.tickets: Tickets = SqlTickets(run)
        self.factors: Factors = SqlFactors(run)
        self.api_keys: ApiKeys = SqlApiKeys(run)
        self.outsides: Outsides = SqlOutsides(run)
        self.trail: Trail = SqlTrail(run)
        self.threads: Threads = SqlThreads(run, search)
        self.messages: Messages = SqlMessages(run)
        self.documents: Documents = SqlDocuments(run)
        self.passages: Passages = SqlPassages(run, search.lanes)
        self.attached: Attached = SqlAttached(run)
        self.jobs: Jobs = SqlJobs(run)
        self.spends: Spends = SqlSpends(run)


class SqlStore:
    """Transactions on a family's writer, looks on its readers."""

    def __init__(self, family: Family, search: Search) -> None:
        self._family, self._search = family, search
        self._look = Work(family.read, search)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        async with self._family.begin() as run:
            yield Work(run, self._search)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Reading]:
        yield self._look

    async def ping(self) -> None:
        await self._family.read(SOMETHING, {})
