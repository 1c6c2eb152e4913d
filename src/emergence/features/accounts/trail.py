"""The audit trail: who did what to what, from where. Written in the transaction of what it tells of, read by admins."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from ...domain.accounts import User
from ...domain.audit import Entry, Outcome
from ...domain.chat import Page
from ...domain.jobs import Job
from ...domain.problems import Forbidden, Problem, Unauthenticated
from ...ports.clock import Clock
from ...ports.store import Store, Transaction
from .where import Where

SWEEP_EVERY = timedelta(days=1)
PAGE = 500
WRONG_CODE = "wrong_code"
log = logging.getLogger(__name__)


class Trail:
    """Lines are kept for a time, then forgotten."""

    def __init__(self, store: Store, clock: Clock, kept: timedelta) -> None:
        self._store, self._clock, self._kept = store, clock, kept

    async def note(self, tx: Transaction, action: str, where: Where, actor: User | None, target: str | None = None) -> None:
        """This was done; the line is committed with what it tells of."""
        await tx.trail.add(self._line(action, "done", where, actor, target))

    async def did(self, action: str, where: Where, actor: User, target: str | None = None) -> None:
        """This was done, in a commit of its own: for what changes nothing here, such as taking a copy away."""
        await self._alone(self._line(action, "done", where, actor, target))

    async def refused(self, action: str, where: Where, actor: User | None, target: str | None = None, note: str | None = None) -> None:
        """This was asked for and refused; `note` says why, in a word."""
        await self._alone(replace(self._line(action, "refused", where, actor, target), note=note))

    @asynccontextmanager
    async def watching(self, action: str, where: Where, target: str) -> AsyncIterator[None]:
        """Around a transaction: a code that was shown and is wrong is written down, for the transaction itself is undone then."""
        try:
            yield
        except Unauthenticated as problem:
            if problem.code == WRONG_CODE:
                await self.refused(action, where, None, target, problem.code)
            raise

    async def page(
        self, by: User, limit: int, cursor: str | None, *, who: str | None = None, action: str | None = None, since: datetime | None = None
    ) -> Page[Entry]:
        """The latest lines first, for admins. Raises Forbidden."""
        expect_admin(by)
        async with self._store.read() as look:
            return await look.trail.page(limit, cursor, who=who, action=action, since=since)

    async def lines(self, by: User) -> AsyncIterator[Entry]:
        """Every line, the latest first, for admins; read page by page. Raises Forbidden."""
        cursor: str | None = None
        while True:
            page = await self.page(by, PAGE, cursor)
            for entry in page.items:
                yield entry
            if (cursor := page.next) is None:
                return

    async def sweep(self, _: Job) -> datetime:
        """Forget what is older than lines are kept; recurs."""
        now = self._clock.now()
        async with self._store.begin() as tx:
            await tx.trail.forget(now - self._kept)
        return now + SWEEP_EVERY

    async def _alone(self, entry: Entry) -> None:
        """A store that takes no line for now changes nothing of what was answered; the log says that one is missing."""
        try:
            async with self._store.begin() as tx:
                await tx.trail.add(entry)
        except Problem as problem:
            log.warning("a line of the trail is missing: %s %s, %s", entry.action, entry.outcome, problem.code)

    def _line(self, action: str, outcome: Outcome, where: Where, actor: User | None, target: str | None) -> Entry:
        return Entry(
            id=self._clock.new_id(),
            at=self._clock.now(),
            action=action,
            outcome=outcome,
            actor=actor.id if actor else None,
            actor_email=actor.email if actor else None,
            target=target,
            address=where.address,
            user_agent=where.user_agent,
            request_id=where.request_id,
        )


def expect_admin(user: User) -> None:
    """Raises Forbidden for who is none."""
    if user.role != "admin":
        raise Forbidden("This is for admins.", "admins_only")
