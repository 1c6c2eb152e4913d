"""Whom the admin lets in: the allowlist. An admin chooses who and as what; never a password."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from ...domain.accounts import Identity, Role, Session, User
from ...domain.chat import Page
from ...domain.problems import Conflict, NotFound
from ...ports.clock import Clock
from ...ports.store import Store, Transaction
from .accounts import anew
from .emails import tidy
from .letters import Kind
from .post import Post
from .sessions import Sessions
from .trail import Trail, expect_admin
from .where import Where


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as the allowlist shows them. `added`: they were not on it before; `linked`: they have come in by an issuer."""

    user: User
    added: bool = False
    seen_at: datetime | None = None
    linked: bool = False


class People:
    """For admins only: every method raises Forbidden for others. One admin who can come in always remains."""

    def __init__(self, store: Store, clock: Clock, sessions: Sessions, trail: Trail, post: Post) -> None:
        self._store, self._clock, self._sessions, self._trail, self._post = store, clock, sessions, trail, post

    @property
    def letters_reach(self) -> bool:
        """Whether letters reach whom they are for; without a mail server only the console shows them."""
        return self._post.mail.reaches

    async def list(self, by: User) -> tuple[Listed, ...]:
        """Everyone, by e-mail."""
        expect_admin(by)
        async with self._store.read() as look:
            seen, linked = await look.sessions.seen(), await look.outsides.linked()
            return tuple(Listed(user, seen_at=seen.get(user.id), linked=user.id in linked) for user in await look.users.list())

    async def put(self, email: str, role: Role, by: User, where: Where) -> Listed:
        """Let a person in, in this role, and invite them by a letter; who is known gets the role, and is let in again.

        Raises Invalid for what is no e-mail, Conflict if no other admin would remain.
        """
        expect_admin(by)
        email = tidy(email)
        async with self._as_admin(by) as tx:
            user = await tx.users.find(email)
            listed = await self._add(tx, email, role, by, where) if user is None else await self._change(tx, user, role, by, where)
            known = await tx.sessions.of_user(listed.user.id, self._clock.now())
            seen, linked = await tx.sessions.seen(), await tx.outsides.linked()
            listed = replace(listed, seen_at=seen.get(listed.user.id), linked=listed.user.id in linked)
            if listed.added:
                await self._post.later(tx, "invitation", email, where.language)
        await self._post.ring()
        self._sessions.look_again(*(session.id for session in known))
        return listed

    async def write(self, email: str, kind: Kind, by: User, where: Where) -> None:
        """Send a person another invitation, or a link for another password. Raises NotFound."""
        async with self._as_admin(by) as tx:
            user = await self._known(tx, email)
            await self._post.later(tx, kind, user.email, where.language)
            await self._trail.note(tx, f"user.{kind}", where, by, user.email)
        await self._post.ring()

    async def shut_out(self, email: str, by: User, where: Where) -> None:
        """Let nobody in as this person any more, at once and everywhere; what is theirs stays. Raises NotFound, Conflict."""
        async with self._as_admin(by) as tx:
            user = await self._known(tx, email)
            await self._expect_admin_besides(tx, user)
            now = self._clock.now()
            await tx.users.disable(user.id, now)
            ended = await anew(tx, user, now)
            await self._trail.note(tx, "user.disable", where, by, user.email)
        await self._sessions.tell_ended(ended)

    async def forget(self, email: str, by: User, where: Where) -> None:
        """Forget a person and everything of theirs. Raises NotFound, Conflict."""
        async with self._as_admin(by) as tx:
            user = await self._known(tx, email)
            await self._expect_admin_besides(tx, user)
            now = self._clock.now()
            ended = await tx.sessions.revoke(user.id, now) + await tx.api_keys.revoke(user.id, now)
            await tx.users.remove(user.id)
            await self._trail.note(tx, "user.remove", where, by, user.email)
        await self._sessions.tell_ended(ended)

    async def sessions(self, by: User, limit: int, cursor: str | None) -> Page[Identity]:
        """Everyone's sessions that hold, the last begun first."""
        expect_admin(by)
        async with self._store.read() as look:
            return await look.sessions.everyone(self._clock.now(), limit, cursor)

    async def revoke(self, email: str, session_id: str | None, by: User, where: Where) -> tuple[str, ...]:
        """End one session of a person, or all. Answers which ended. Raises NotFound."""
        async with self._as_admin(by) as tx:
            user = await self._known(tx, email)
            ended = await tx.sessions.revoke(user.id, self._clock.now(), session_id=session_id)
            if session_id and not ended:
                raise no_session()
            await self._trail.note(tx, "session.revoke", where, by, user.email)
        await self._sessions.tell_ended(ended)
        return ended

    @asynccontextmanager
    async def _as_admin(self, by: User) -> AsyncIterator[Transaction]:
        """A transaction of who is an admin still: not of somebody who was one as the request came, and is not any more."""
        expect_admin(by)
        async with self._store.begin() as tx:
            await tx.users.in_turn()
            now = await tx.users.find(by.email)
            expect_admin(now if now and now.id == by.id and not now.disabled_at else replace(by, role="member"))
            yield tx

    async def _add(self, tx: Transaction, email: str, role: Role, by: User, where: Where) -> Listed:
        user = User(self._clock.new_id(), email, role, self._clock.now())
        await tx.users.add(user)
        await self._trail.note(tx, "user.add", where, by, email)
        return Listed(user, added=True)

    async def _change(self, tx: Transaction, user: User, role: Role, by: User, where: Where) -> Listed:
        if user.disabled_at:
            await tx.users.disable(user.id, None)
            await self._trail.note(tx, "user.enable", where, by, user.email)
        if user.role != role:
            if role != "admin":
                await self._expect_admin_besides(tx, user)
            await tx.users.set_role(user.id, role)
            await self._trail.note(tx, f"user.role.{role}", where, by, user.email)
        return Listed(replace(user, role=role, disabled_at=None))

    async def _known(self, tx: Transaction, email: str) -> User:
        user = await tx.users.find(tidy(email))
        if user is None:
            raise NotFound("Nobody with this e-mail was let in.", "user_not_found")
        return user

    async def _expect_admin_besides(self, tx: Transaction, user: User) -> None:
        if user.role == "admin" and not await tx.users.admin_left(user.id):
            raise Conflict("Another admin must be able to sign in first.", "last_admin")


@dataclass(frozen=True, slots=True)
class Mine:
    """A person's own sessions."""

    store: Store
    clock: Clock
    sessions: Sessions
    trail: Trail

    async def list(self, mine: Identity) -> tuple[Session, ...]:
        """My sessions that hold, the last seen first."""
        async with self.store.read() as look:
            return await look.sessions.of_user(mine.user.id, self.clock.now())

    async def revoke(self, session_id: str, mine: Identity, where: Where) -> None:
        """End one of my sessions. Raises NotFound."""
        await self._end(mine, where, session_id=session_id)

    async def revoke_others(self, mine: Identity, where: Where) -> None:
        """End all of my sessions but the one that asks."""
        await self._end(mine, where, except_id=mine.session.id)

    async def _end(self, mine: Identity, where: Where, *, session_id: str | None = None, except_id: str | None = None) -> None:
        async with self.store.begin() as tx:
            ended = await tx.sessions.revoke(mine.user.id, self.clock.now(), session_id=session_id, except_id=except_id)
            if session_id and not ended:
                raise no_session()
            await self.trail.note(tx, "session.revoke", where, mine.user, session_id)
        await self.sessions.tell_ended(ended)


def no_session() -> NotFound:
    """What is said of a session that is not there, or somebody else's."""
    return NotFound("There is no such session.", "session_not_found")
