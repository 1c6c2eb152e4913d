"""People, their links, and who they are elsewhere, in SQL."""

from dataclasses import astuple
from datetime import datetime

import sqlalchemy as sa

from ...domain.accounts import Outside, Purpose, Role, Ticket, User
from ...domain.problems import Conflict, NotFound
from .dialect import Run, all_of, alone_with, given, insert
from .schema import outsides, tickets, users

U, T, X = users.c, tickets.c, outsides.c
USER_ID, NOW = given("user_id", U.id), given("now", T.expires_at)
HASH, PURPOSE = given("ticket_hash", T.hash), given("for_purpose", T.purpose)
VALID = sa.and_(T.hash == HASH, T.expires_at > NOW)


ADD_USER = insert(users).values(all_of(users)).on_conflict_do_nothing(index_elements=[U.email]).returning(U.id)
FIND_USER = sa.select(*U).where(U.email == given("address", U.email))
GET_USER = sa.select(*U).where(U.id == USER_ID)
HOLD_USER = GET_USER.with_for_update(key_share=True)
LIST_USERS = sa.select(*U).order_by(U.email)
SET_PASSWORD = sa.update(users).where(U.id == USER_ID).values(password_hash=given("new", U.password_hash)).returning(U.id)
SET_ROLE = sa.update(users).where(U.id == USER_ID).values(role=given("new", U.role)).returning(U.id)
DISABLE = sa.update(users).where(U.id == USER_ID).values(disabled_at=given("new", U.disabled_at)).returning(U.id)
ADMINS = sa.select(U.id, U.password_hash, U.disabled_at).where(U.role == "admin").order_by(U.id).with_for_update()
REMOVE_USER = sa.delete(users).where(U.id == USER_ID).returning(U.id)
READY_ADMIN = sa.select(U.id).where(U.role == "admin", U.password_hash.is_not(None)).limit(1)

VOID = sa.delete(tickets).where(T.purpose == PURPOSE, T.user_id.is_not_distinct_from(given("for_user", T.user_id)))
WAIT = sa.select(alone_with(given("what", T.purpose)))
ADD_TICKET = insert(tickets).values(all_of(tickets))
TAKE_TICKET = sa.delete(tickets).where(VALID, T.purpose == PURPOSE).returning(*T)
VOID_ALL = sa.delete(tickets).where(T.user_id == USER_ID)
FORGET_TICKETS = sa.delete(tickets).where(T.expires_at < NOW)
FIND_TICKET = sa.select(*T).where(VALID)

FIND_OUTSIDE = sa.select(*U).join_from(outsides, users, X.user_id == U.id)
FIND_OUTSIDE = FIND_OUTSIDE.where(X.issuer == given("by_issuer", X.issuer), X.subject == given("by_subject", X.subject))
LINKING = insert(outsides).values(all_of(outsides))
LINK = LINKING.on_conflict_do_update(
    index_elements=[X.issuer, X.subject], set_={"linked_at": X.linked_at}, where=X.user_id == LINKING.excluded.user_id
).returning(X.user_id)
OUTSIDES_OF_USER = sa.select(*X).where(X.user_id == USER_ID).order_by(X.linked_at, X.issuer, X.subject)
LINKED = sa.select(X.user_id).distinct()
UNLINK = sa.delete(outsides).where(X.user_id == USER_ID)


class SqlUsers:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def add(self, user: User) -> None:
        values = dict(zip(U.keys(), astuple(user), strict=True))
        if not await self._run(ADD_USER, {**values, "email": user.email.lower()}):
            raise Conflict("This e-mail is known already.", "email_taken")

    async def find(self, email: str) -> User | None:
        rows = await self._run(FIND_USER, {"address": email.lower()})
        return User(*rows[0]) if rows else None

    async def get(self, user_id: str) -> User:
        rows = await self._run(GET_USER, {"user_id": user_id})
        if not rows:
            raise _nobody()
        return User(*rows[0])

    async def hold(self, user_id: str) -> User | None:
        rows = await self._run(HOLD_USER, {"user_id": user_id})
        return User(*rows[0]) if rows else None

    async def in_turn(self) -> None:
        await self._run(WAIT, {"what": "people"})

    async def list(self) -> tuple[User, ...]:
        return tuple(User(*row) for row in await self._run(LIST_USERS, {}))

    async def set_password(self, user_id: str, password_hash: str) -> None:
        if not await self._run(SET_PASSWORD, {"user_id": user_id, "new": password_hash}):
            raise _nobody()

    async def set_role(self, user_id: str, role: Role) -> None:
        if not await self._run(SET_ROLE, {"user_id": user_id, "new": role}):
            raise _nobody()

    async def disable(self, user_id: str, at: datetime | None) -> None:
        if not await self._run(DISABLE, {"user_id": user_id, "new": at}):
            raise _nobody()

    async def admin_left(self, besides: str) -> bool:
        admins = await self._run(ADMINS, {})
        return any(user_id != besides and password_hash and not disabled_at for user_id, password_hash, disabled_at in admins)

    async def remove(self, user_id: str) -> None:
        if not await self._run(REMOVE_USER, {"user_id": user_id}):
            raise _nobody()

    async def admin_ready(self) -> bool:
        return bool(await self._run(READY_ADMIN, {}))


class SqlTickets:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def add(self, ticket: Ticket) -> None:
        await self._run(WAIT, {"what": _links_of(ticket.purpose, ticket.user_id)})
        await self._run(VOID, {"for_purpose": ticket.purpose, "for_user": ticket.user_id})
        await self._run(ADD_TICKET, dict(zip(T.keys(), astuple(ticket), strict=True)))

    async def take(self, ticket_hash: str, now: datetime, purpose: Purpose) -> Ticket | None:
        if purpose == "first_admin":
            await self._run(WAIT, {"what": _links_of(purpose, None)})
        rows = await self._run(TAKE_TICKET, {"ticket_hash": ticket_hash, "now": now, "for_purpose": purpose})
        return Ticket(*rows[0]) if rows else None

    async def find(self, ticket_hash: str, now: datetime) -> Ticket | None:
        rows = await self._run(FIND_TICKET, {"ticket_hash": ticket_hash, "now": now})
        return Ticket(*rows[0]) if rows else None

    async def void(self, user_id: str) -> None:
        await self._run(VOID_ALL, {"user_id": user_id})

    async def forget(self, before: datetime) -> None:
        await self._run(FORGET_TICKETS, {"now": before})


class SqlOutsides:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def find(self, issuer: str, subject: str) -> User | None:
        rows = await self._run(FIND_OUTSIDE, {"by_issuer": issuer, "by_subject": subject})
        return User(*rows[0]) if rows else None

    async def link(self, outside: Outside) -> None:
        await self._run(WAIT, {"what": f"outside {outside.issuer} {outside.user_id}"})
        known = await self.of_user(outside.user_id)
        if any(one.issuer == outside.issuer and one.subject != outside.subject for one in known):
            raise Conflict("This person comes in by another identity of the same issuer.", "identity_taken")
        if not await self._run(LINK, dict(zip(X.keys(), astuple(outside), strict=True))):
            raise Conflict("This identity is somebody else's here.", "identity_taken")

    async def of_user(self, user_id: str) -> tuple[Outside, ...]:
        return tuple(Outside(*row) for row in await self._run(OUTSIDES_OF_USER, {"user_id": user_id}))

    async def linked(self) -> frozenset[str]:
        return frozenset(user_id for (user_id,) in await self._run(LINKED, {}))

    async def unlink(self, user_id: str) -> None:
        await self._run(UNLINK, {"user_id": user_id})


def _links_of(purpose: Purpose, user_id: str | None) -> str:
    return f"{purpose} {user_id}"


def _nobody() -> NotFound:
    return NotFound("There is no such person.", "user_not_found")
