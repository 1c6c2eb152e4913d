"""The truth. Leaving `begin()` commits, an exception undoes everything; `read()` never waits for a writer."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from .accounts import ApiKeys, Factors, LiveSessions, Outsides, Sessions, Tickets, Users
from .audit import Trail
from .chat import Messages, Threads
from .documents import Attached, Documents, Passages
from .jobs import Jobs
from .usage import Spends


class Reading(Protocol):
    """A look at what is committed. Calling what writes fails: the type for writing is `Transaction`."""

    users: Users
    sessions: Sessions
    live_sessions: LiveSessions
    tickets: Tickets
    factors: Factors
    api_keys: ApiKeys
    outsides: Outsides
    trail: Trail
    threads: Threads
    messages: Messages
    documents: Documents
    passages: Passages
    attached: Attached
    jobs: Jobs
    spends: Spends


class Transaction(Protocol):
    """All of it or nothing. Never held across a model call, an embedding or a parse."""

    users: Users
    sessions: Sessions
    live_sessions: LiveSessions
    tickets: Tickets
    factors: Factors
    api_keys: ApiKeys
    outsides: Outsides
    trail: Trail
    threads: Threads
    messages: Messages
    documents: Documents
    passages: Passages
    attached: Attached
    jobs: Jobs
    spends: Spends


class Store(Protocol):
    """The truth, in SQL. Failures of the database are Unavailable, a full disk is StorageFull."""

    def begin(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction. When the block has been left without an exception, its writes survive a power cut."""

    def read(self) -> AbstractAsyncContextManager[Reading]:
        """A look; never waits for a writer, never writes. Each call in it sees what is committed when it is made."""

    async def ping(self) -> None:
        """Answers if the database does, else raises Unavailable."""
