"""The audit trail in SQL."""

from dataclasses import astuple
from datetime import UTC, datetime

import sqlalchemy as sa

from ...domain.audit import Entry
from ...domain.chat import Page
from .cursor import page_of, place_of
from .dialect import MOMENT, Run, all_of, given, insert
from .schema import audit

C = audit.c
WHO, ACTION, SINCE = given("who", C.target), given("begins", C.action), given("since", C.at)
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)

ADD = insert(audit).values(all_of(audit)).on_conflict_do_nothing(index_elements=[C.id])
PAGE = (
    sa.select(*C)
    .where(C.at >= SINCE)
    .where(sa.or_(WHO.is_(None), C.actor_email == WHO, C.target == WHO))
    .where(sa.func.substr(C.action, 1, sa.func.length(ACTION)) == ACTION)
    .where(sa.tuple_(C.at, C.id) < sa.tuple_(sa.bindparam("place", type_=MOMENT), sa.bindparam("after", type_=sa.Text)))
    .order_by(C.at.desc(), C.id.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
FORGET = sa.delete(audit).where(C.at < SINCE).returning(C.id)


class SqlTrail:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def add(self, *entries: Entry) -> None:
        for entry in entries:
            await self._run(ADD, dict(zip(C.keys(), astuple(entry), strict=True)))

    async def page(
        self, limit: int, cursor: str | None, *, who: str | None = None, action: str | None = None, since: datetime | None = None
    ) -> Page[Entry]:
        at, after = place_of(cursor)
        values = {"who": who, "begins": action or "", "since": since or ALWAYS, "place": at, "after": after, "limit": limit + 1}
        return page_of([Entry(*row) for row in await self._run(PAGE, values)], limit, lambda one: (one.at, one.id))

    async def forget(self, before: datetime) -> int:
        return len(await self._run(FORGET, {"since": before}))
