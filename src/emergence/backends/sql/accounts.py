"""People, their sessions and tickets in SQL."""

from dataclasses import astuple
from datetime import datetime

import sqlalchemy as sa

from ...domain.accounts import Identity, Purpose, Role, Session, Ticket, User
from ...domain.problems import Conflict, NotFound
from .dialect import Run, given, insert
from .schema import live_sessions, sessions, tickets, users

U, S, T, L = users.c, sessions.c, tickets.c, live_sessions.c
USER_ID, SESSION_ID, NOW = given("user_id", U.id), given("session_id", S.id), given("now", S.seen_at)
HASH, PURPOSE = given("ticket_hash", T.hash), given("for_purpose", T.purpose)
VALID = sa.and_(T.hash == HASH, T.expires_at > NOW)


def _all_of(table: sa.Table) -> dict[str, sa.BindParameter[object]]:
    return {column.name: given(column.name, column) for column in table.c}


ADD_USER = insert(users).values(_all_of(users)).on_conflict_do_nothing(index_elements=[U.email]).returning(U.id)
FIND_USER = sa.select(*U).where(U.email == given("address", U.email))
GET_USER = sa.select(*U).where(U.id == USER_ID)
LIST_USERS = sa.select(*U).order_by(U.email)
SET_PASSWORD = sa.update(users).where(U.id == USER_ID).values(password_hash=given("new", U.password_hash)).returning(U.id)
SET_ROLE = sa.update(users).where(U.id == USER_ID).values(role=given("new", U.role)).returning(U.id)
REMOVE_USER = sa.delete(users).where(U.id == USER_ID).returning(U.id)
READY_ADMIN = sa.select(U.id).where(U.role == "admin", U.password_hash.is_not(None)).limit(1)

ADD_SESSION = insert(sessions).values(_all_of(sessions))
IDENTIFY = sa.select(*U, *S).join_from(sessions, users, S.user_id == U.id).where(S.id == SESSION_ID)
TOUCH = sa.update(sessions).where(S.id == SESSION_ID).values(seen_at=NOW, idle_until=given("until", S.idle_until))
REVOKE = (
    sa.update(sessions)
    .where(S.user_id == USER_ID, S.revoked_at.is_(None))
    .where(sa.or_(SESSION_ID.is_(None), S.id == SESSION_ID))
    .where(sa.or_(given("except_id", S.id).is_(None), given("except_id", S.id) != S.id))
    .values(revoked_at=NOW)
    .returning(S.id)
)
TAKE_LIVE = insert(live_sessions).values(_all_of(live_sessions))
BIND = TAKE_LIVE.on_conflict_do_update(
    index_elements=[L.id], set_={"at": TAKE_LIVE.excluded.at}, where=L.user_id == TAKE_LIVE.excluded.user_id
).returning(L.id)
ENDED = sa.or_(S.ends_at < NOW, S.idle_until < NOW, S.revoked_at < NOW)
FORGET_SESSIONS = sa.delete(sessions).where(ENDED)
FORGET_LIVE = sa.delete(live_sessions).where(L.at < NOW)

VOID = sa.delete(tickets).where(T.purpose == PURPOSE, T.user_id.is_not_distinct_from(given("for_user", T.user_id)))
ADD_TICKET = insert(tickets).values(_all_of(tickets))
TAKE_TICKET = sa.delete(tickets).where(VALID, T.purpose == PURPOSE).returning(*T)
FORGET_TICKETS = sa.delete(tickets).where(T.expires_at < NOW)
FIND_TICKET = sa.select(*T).where(VALID)


class SqlUsers:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def add(self, user: User) -> None:
        values = dict(zip(("id", "email", "role", "created_at", "password_hash"), astuple(user), strict=True))
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

    async def list(self) -> tuple[User, ...]:
        return tuple(User(*row) for row in await self._run(LIST_USERS, {}))

    async def set_password(self, user_id: str, password_hash: str) -> None:
        if not await self._run(SET_PASSWORD, {"user_id": user_id, "new": password_hash}):
            raise _nobody()

    async def set_role(self, user_id: str, role: Role) -> None:
        if not await self._run(SET_ROLE, {"user_id": user_id, "new": role}):
            raise _nobody()

    async def remove(self, user_id: str) -> None:
        if not await self._run(REMOVE_USER, {"user_id": user_id}):
            raise _nobody()

    async def admin_ready(self) -> bool:
        return bool(await self._run(READY_ADMIN, {}))


class SqlSessions:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def add(self, session: Session) -> None:
        await self._run(ADD_SESSION, dict(zip(S.keys(), astuple(session), strict=True)))

    async def identify(self, session_id: str) -> Identity | None:
        rows = await self._run(IDENTIFY, {"session_id": session_id})
        return Identity(User(*rows[0][:5]), Session(*rows[0][5:])) if rows else None

    async def touch(self, session_id: str, seen_at: datetime, idle_until: datetime) -> None:
        await self._run(TOUCH, {"session_id": session_id, "now": seen_at, "until": idle_until})

    async def revoke(self, user_id: str, now: datetime, *, session_id: str | None = None, except_id: str | None = None) -> tuple[str, ...]:
        values = {"user_id": user_id, "now": now, "session_id": session_id, "except_id": except_id}
        return tuple(row[0] for row in await self._run(REVOKE, values))

    async def bind(self, live_id: str, user_id: str, now: datetime) -> bool:
        return bool(await self._run(BIND, {"id": live_id, "user_id": user_id, "at": now}))

    async def forget(self, before: datetime) -> None:
        await self._run(FORGET_SESSIONS, {"now": before})
        await self._run(FORGET_LIVE, {"now": before})


class SqlTickets:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def add(self, ticket: Ticket) -> None:
        await self._run(VOID, {"for_purpose": ticket.purpose, "for_user": ticket.user_id})
        await self._run(ADD_TICKET, dict(zip(T.keys(), astuple(ticket), strict=True)))

    async def take(self, ticket_hash: str, now: datetime, purpose: Purpose) -> Ticket | None:
        rows = await self._run(TAKE_TICKET, {"ticket_hash": ticket_hash, "now": now, "for_purpose": purpose})
        return Ticket(*rows[0]) if rows else None

    async def find(self, ticket_hash: str, now: datetime) -> Ticket | None:
        rows = await self._run(FIND_TICKET, {"ticket_hash": ticket_hash, "now": now})
        return Ticket(*rows[0]) if rows else None

    async def forget(self, before: datetime) -> None:
        await self._run(FORGET_TICKETS, {"now": before})


def _nobody() -> NotFound:
    return NotFound("There is no such person.", "user_not_found")
