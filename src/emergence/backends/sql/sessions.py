"""Sessions, and whose the browsers' live sessions are, in SQL."""

from collections.abc import Mapping
from dataclasses import astuple
from datetime import datetime

import sqlalchemy as sa

from ...domain.accounts import Identity, Session, User
from ...domain.chat import Page
from .cursor import page_of, place_of
from .dialect import MOMENT, Run, all_of, given, insert
from .schema import live_sessions, sessions, users

U, S, L = users.c, sessions.c, live_sessions.c
USER_ID, SESSION_ID, NOW = given("user_id", U.id), given("session_id", S.id), given("now", S.seen_at)
HOLDS = sa.and_(S.revoked_at.is_(None), S.idle_until > NOW, S.ends_at > NOW)
PERSON = len(U)

ADD_SESSION = insert(sessions).values(all_of(sessions))
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
TAKE_LIVE = insert(live_sessions).values(all_of(live_sessions))
BIND = TAKE_LIVE.on_conflict_do_update(
    index_elements=[L.id], set_={"at": TAKE_LIVE.excluded.at}, where=L.user_id == TAKE_LIVE.excluded.user_id
).returning(L.id)
OF_USER = sa.select(*S).where(S.user_id == USER_ID, HOLDS).order_by(S.seen_at.desc(), S.id)
EVERYONE = (
    sa.select(*U, *S)
    .join_from(sessions, users, S.user_id == U.id)
    .where(HOLDS)
    .where(sa.tuple_(S.created_at, S.id) < sa.tuple_(sa.bindparam("at", type_=MOMENT), sa.bindparam("after", type_=sa.Text)))
    .order_by(S.created_at.desc(), S.id.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
SEEN = sa.select(S.user_id, sa.func.max(S.seen_at)).group_by(S.user_id)
ENDED = sa.or_(S.ends_at < NOW, S.idle_until < NOW, S.revoked_at < NOW)
FORGET_SESSIONS = sa.delete(sessions).where(ENDED)
FORGET_LIVE = sa.delete(live_sessions).where(L.at < NOW)


class SqlSessions:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def add(self, session: Session) -> None:
        await self._run(ADD_SESSION, dict(zip(S.keys(), astuple(session), strict=True)))

    async def identify(self, session_id: str) -> Identity | None:
        rows = await self._run(IDENTIFY, {"session_id": session_id})
        return Identity(User(*rows[0][:PERSON]), Session(*rows[0][PERSON:])) if rows else None

    async def touch(self, session_id: str, seen_at: datetime, idle_until: datetime) -> None:
        await self._run(TOUCH, {"session_id": session_id, "now": seen_at, "until": idle_until})

    async def revoke(self, user_id: str, now: datetime, *, session_id: str | None = None, except_id: str | None = None) -> tuple[str, ...]:
        values = {"user_id": user_id, "now": now, "session_id": session_id, "except_id": except_id}
        return tuple(row[0] for row in await self._run(REVOKE, values))

    async def of_user(self, user_id: str, now: datetime) -> tuple[Session, ...]:
        return tuple(Session(*row) for row in await self._run(OF_USER, {"user_id": user_id, "now": now}))

    async def everyone(self, now: datetime, limit: int, cursor: str | None) -> Page[Identity]:
        at, after = place_of(cursor)
        rows = await self._run(EVERYONE, {"now": now, "at": at, "after": after, "limit": limit + 1})
        found = [Identity(User(*row[:PERSON]), Session(*row[PERSON:])) for row in rows]
        return page_of(found, limit, lambda one: (one.session.created_at, one.session.id))

    async def seen(self) -> Mapping[str, datetime]:
        return {row[0]: row[1] for row in await self._run(SEEN, {})}

    async def forget(self, before: datetime) -> None:
        await self._run(FORGET_SESSIONS, {"now": before})


class SqlLiveSessions:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def bind(self, live_id: str, user_id: str, now: datetime) -> bool:
        return bool(await self._run(BIND, {"id": live_id, "user_id": user_id, "at": now}))

    async def forget(self, before: datetime) -> None:
        await self._run(FORGET_LIVE, {"now": before})
