"""One writer for SQLite. Transactions take turns on it, and those that wait at the same time share one COMMIT and its fsync.

The first of a group begins it; each later one runs inside a savepoint, so a failing one undoes only itself. Control
statements travel with the next piece of work instead of taking a hop of their own. Nothing here awaits in order to undo,
so a cancelled task cannot leave anything half done: its statement runs to its end, then the undo that was sent behind it.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

from sqlalchemy.sql.base import Executable

from .dialect import Row, Statements
from .line import Line

MOST_MEMBERS = 64
LONGEST_GROUP = 0.005
LONGEST_WAIT = 5.0
KEEP = ("RELEASE member",)
UNDO = ("ROLLBACK TO member", "RELEASE member")
Control = tuple[str, ...]


@dataclass(slots=True)
class Group:
    """Transactions that will be committed together. `before` is what has to be sent ahead of the next work."""

    began: float = 0.0
    before: Control = ("BEGIN IMMEDIATE",)
    members: list[asyncio.Future[None]] = field(default_factory=list)

    def is_full(self) -> bool:
        return len(self.members) >= MOST_MEMBERS or monotonic() - self.began > LONGEST_GROUP


class Turn:
    """One transaction's time on the writer."""

    __slots__ = ("_line", "_statements", "before", "group")

    def __init__(self, line: Line, statements: Statements, group: Group) -> None:
        self._line, self._statements, self.group = line, statements, group
        self.before: Control | None = (*group.before, "SAVEPOINT member") if group.members else group.before

    @property
    def was_used(self) -> bool:
        return self.before is None

    async def __call__(self, statement: Executable, values: Mapping[str, Any], /) -> Sequence[Row]:
        prepared = self._statements[statement]
        arguments = prepared.arguments(values)
        control, self.before = self.before, None
        begins = control is not None and not self.group.members
        return prepared.rows(await self._line.send(partial(_work, begins, control or (), prepared.sql, arguments)))


class Writer:
    """Gives turns, first come first served, and commits a group when nobody waits or it is full."""

    def __init__(self, line: Line, statements: Statements) -> None:
        self._line, self._statements = line, statements
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._taken = False
        self._group = Group()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Turn]:
        """A transaction: left without an exception, it is on the disk."""
        await self._my_turn()
        turn = Turn(self._line, self._statements, self._group)
        try:
            yield turn
        except BaseException:
            self._undo(turn)
            self._next()
            raise
        on_disk = self._keep(turn)
        self._next()
        if on_disk:
            await on_disk

    async def _my_turn(self) -> None:
        if not self._taken:
            self._taken = True
            return
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await mine
        except BaseException as left:
            if mine.done() and not mine.cancelled():
                self._next()
            if isinstance(left, TimeoutError):
                raise Uncommitted(sqlite3.OperationalError("too many writers are waiting")) from left
            raise

    def _keep(self, turn: Turn) -> asyncio.Future[None] | None:
        if not turn.was_used:
            return None
        group = self._group
        if group.members:
            group.before = KEEP
        else:
            group.began, group.before = monotonic(), ()
        on_disk: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        group.members.append(on_disk)
        return on_disk

    def _undo(self, turn: Turn) -> None:
        if turn.was_used and self._group.members:
            self._group.before = UNDO
        elif turn.was_used:
            self._line.post(_rollback)
            self._group = Group()

    def _next(self) -> None:
        next_one = self._first_waiting()
        if self._group.members and (next_one is None or self._group.is_full()):
            self._commit()
        if next_one:
            next_one.set_result(None)
        else:
            self._taken = False

    def _first_waiting(self) -> asyncio.Future[None] | None:
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                return waiting
        return None

    def _commit(self) -> None:
        group, self._group = self._group, Group()
        self._line.send(partial(_commit, group.before)).add_done_callback(partial(_tell, group.members))


def _tell(members: Sequence[asyncio.Future[None]], committed: asyncio.Future[None]) -> None:
    error = committed.exception()
    for member in members:
        if not member.done():
            member.set_exception(Uncommitted(error)) if error else member.set_result(None)


class Uncommitted(Exception):
    """A transaction could not begin, or its group not commit; `args[0]` is why. Every member raises one of its own."""


def _work(begins: bool, control: Control, sql: str, arguments: Sequence[Any], connection: sqlite3.Connection) -> Sequence[Row]:
    if not begins:
        _check_alive(connection)
    for statement in control:
        connection.execute(statement)
    return connection.execute(sql, arguments).fetchall()


def _commit(control: Control, connection: sqlite3.Connection) -> None:
    _check_alive(connection)
    try:
        for statement in (*control, "COMMIT"):
            connection.execute(statement)
    except sqlite3.Error:
        _rollback(connection)
        raise


def _check_alive(connection: sqlite3.Connection) -> None:
    """SQLite undoes a whole transaction by itself when a disk is full or broken: nothing may then go on as if it were there."""
    if not connection.in_transaction:
        raise sqlite3.OperationalError("an earlier failure undid the transaction")


def _rollback(connection: sqlite3.Connection) -> None:
    with suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")
