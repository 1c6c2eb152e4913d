"""The queue in SQL."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.sql.base import Executable

from ...domain.jobs import Job
from ...domain.problems import NotFound
from .dialect import Run, given, insert, values_of
from .lists import as_list
from .schema import jobs

C = jobs.c
JOB = (C.id, C.kind, C.run_at, C.data, C.owner, C.attempts, C.error, C.dead_at)
THIS = given("job_id", C.id) == C.id
WHY = given("why", C.error)
NEXT = given("next", C.run_at)

EXTEND = sa.update(jobs).where(THIS, C.dead_at.is_(None)).values(run_at=NEXT)
CLAIMED = sa.and_(C.attempts > 0, C.error.is_(None), C.dead_at.is_(None))
RELEASE = sa.update(jobs).where(CLAIMED, C.run_at > NEXT).values(run_at=NEXT, attempts=C.attempts - 1)
KNOWN = sa.select(C.id).where(C.dead_at.is_(None), C.id.op("IN")(values_of(sa.bindparam("ids", type_=sa.Text))))
DONE = sa.delete(jobs).where(THIS)
POSTPONE = sa.update(jobs).where(THIS).values(run_at=NEXT, error=WHY, attempts=sa.case((WHY.is_(None), 0), else_=C.attempts))
BURY = sa.update(jobs).where(THIS).values(dead_at=given("now", C.dead_at), error=WHY)
DEAD = sa.select(*JOB).where(C.dead_at.is_not(None)).order_by(C.dead_at.desc(), C.id.desc()).limit(sa.bindparam("limit", type_=sa.Integer))
REPLAY = sa.update(jobs).where(THIS, C.dead_at.is_not(None)).values(run_at=NEXT, dead_at=None, error=None, attempts=0).returning(C.id)


@cache
def adding(count: int) -> Executable:
    """Queues so many jobs, except those that are there."""
    rows = [{column.name: given(f"{column.name}_{place}", column) for column in JOB} for place in range(count)]
    return insert(jobs).values(rows).on_conflict_do_nothing(index_elements=[C.id])


@cache
def claiming(kinds: int) -> Executable:
    """Takes the oldest due job of so many kinds and postpones it, in one statement."""
    of_a_kind = C.kind.in_([given(f"kind_{place}", C.kind) for place in range(kinds)])
    due = sa.select(C.id).where(C.dead_at.is_(None), C.run_at <= given("now", C.run_at), of_a_kind).order_by(C.run_at, C.id)
    oldest = due.limit(1).with_for_update(skip_locked=True).scalar_subquery()
    return sa.update(jobs).where(oldest == C.id).values(run_at=given("until", C.run_at), attempts=C.attempts + 1).returning(*JOB)


class SqlJobs:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def add(self, *jobs: Job) -> None:
        if jobs:
            values = {f"{column.name}_{place}": getattr(job, column.name) for place, job in enumerate(jobs) for column in JOB}
            await self._run(adding(len(jobs)), values)

    async def claim(self, now: datetime, until: datetime, kinds: Sequence[str]) -> Job | None:
        if not kinds:
            return None
        named = {f"kind_{place}": kind for place, kind in enumerate(kinds)}
        rows = await self._run(claiming(len(kinds)), {**named, "now": now, "until": until})
        return Job(*rows[0]) if rows else None

    async def extend(self, job_id: str, until: datetime) -> None:
        await self._run(EXTEND, {"job_id": job_id, "next": until})

    async def release(self, now: datetime) -> None:
        await self._run(RELEASE, {"next": now})

    async def known(self, ids: Collection[str]) -> set[str]:
        return {row[0] for row in await self._run(KNOWN, {"ids": as_list(ids)})}

    async def done(self, job_id: str) -> None:
        await self._run(DONE, {"job_id": job_id})

    async def postpone(self, job_id: str, run_at: datetime, error: str | None = None) -> None:
        await self._run(POSTPONE, {"job_id": job_id, "next": run_at, "why": error})

    async def bury(self, job_id: str, now: datetime, error: str) -> None:
        await self._run(BURY, {"job_id": job_id, "now": now, "why": error})

    async def dead(self, limit: int) -> tuple[Job, ...]:
        return tuple(Job(*row) for row in await self._run(DEAD, {"limit": limit}))

    async def replay(self, job_id: str, now: datetime) -> None:
        if not await self._run(REPLAY, {"job_id": job_id, "next": now}):
            raise NotFound("There is no such dead job.", "job_not_found")
