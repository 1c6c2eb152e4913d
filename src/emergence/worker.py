"""Claim a job, do it, again. A job that fails comes back later; one that fails too often is buried, visibly, unless it recurs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from .domain.jobs import MAX_ATTEMPTS, Job, delay_after
from .domain.problems import Problem
from .logs import says_little
from .services import Services

LEASE = timedelta(minutes=1)
IDLE_SECONDS = 5.0
TROUBLE_SECONDS = 2.0
AT_ONCE = 4
log = logging.getLogger(__name__)


@asynccontextmanager
async def working(services: Services) -> AsyncIterator[None]:
    """While inside, this process works."""
    task = asyncio.create_task(work(services))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def work(services: Services) -> None:
    """For ever: what is due is done, a few jobs at once. What was claimed when this ends comes back after its lease."""
    await queue_recurring(services)
    slots, heavy = asyncio.Semaphore(AT_ONCE), Heavy(services)
    async with asyncio.TaskGroup() as group:
        while True:
            await slots.acquire()
            job = await claim(services, heavy.claimable())
            if job is None:
                slots.release()
                await services.bell.wait(IDLE_SECONDS)
            else:
                group.create_task(heavy.count(job)).add_done_callback(lambda _: slots.release())


class Heavy:
    """Jobs of the kinds that take long: while as many are done as may be at once, others only are claimed."""

    def __init__(self, services: Services) -> None:
        self._services, self._under_way = services, 0

    def claimable(self) -> tuple[str, ...]:
        """The kinds of jobs that may be begun now."""
        full = self._under_way >= self._services.heavy_at_once
        return tuple(kind for kind in self._services.handlers if not full or kind not in self._services.heavy)

    async def count(self, job: Job) -> None:
        """Do a job, counted while it is under way."""
        if job.kind not in self._services.heavy:
            return await do(self._services, job)
        self._under_way += 1
        try:
            await do(self._services, job)
        finally:
            self._under_way -= 1
            await self._services.bell.ring()  # another one may begin


async def queue_recurring(services: Services) -> None:
    """Have the jobs that recur in the table. A store in trouble is waited for."""
    while True:
        try:
            async with services.store.begin() as tx:
                return await tx.jobs.add(*services.recurring)
        except Exception as error:
            log.warning("recurring jobs could not be queued", exc_info=not isinstance(error, Problem))
            await asyncio.sleep(TROUBLE_SECONDS)


async def claim(services: Services, kinds: tuple[str, ...] | None = None) -> Job | None:
    """The next job that is due, of these kinds if any are named. A store in trouble is waited for."""
    now = services.clock.now()
    try:
        async with services.store.begin() as tx:
            return await tx.jobs.claim(now, now + LEASE, tuple(services.handlers) if kinds is None else kinds)
    except Exception as error:
        log.warning("no job could be claimed", exc_info=not isinstance(error, Problem))
        await asyncio.sleep(TROUBLE_SECONDS)
        return None


async def do(services: Services, job: Job) -> None:
    """One job, to whichever end. Nothing it raises stops the worker."""
    try:
        async with held(services, job):
            again = await services.handlers[job.kind](job)
        async with services.store.begin() as tx:
            await (tx.jobs.postpone(job.id, again) if again else tx.jobs.done(job.id))
    except Exception as error:
        log.warning("job %s failed, attempt %d", job.kind, job.attempts, exc_info=not isinstance(error, Problem))
        await put_back(services, job, why(error))


def why(error: Exception) -> str:
    """What is kept of a failure, for admins to read. What it says only of a few: others repeat what they were given."""
    return f"{type(error).__name__}: {error}"[:500] if says_little(error) else type(error).__name__


@asynccontextmanager
async def held(services: Services, job: Job) -> AsyncIterator[None]:
    """While inside, the job stays with this worker, however long it takes."""
    holding = asyncio.create_task(hold(services, job))
    try:
        yield
    finally:
        holding.cancel()
        await asyncio.gather(holding, return_exceptions=True)


async def hold(services: Services, job: Job) -> None:
    """For ever: renew the lease before it ends."""
    while True:
        await asyncio.sleep(LEASE.total_seconds() / 3)
        try:
            async with services.store.begin() as tx:
                await tx.jobs.extend(job.id, services.clock.now() + LEASE)
        except Problem:
            log.warning("the lease of job %s could not be renewed", job.kind)


async def put_back(services: Services, job: Job, error: str) -> None:
    """Let it run again later, or give it up. If even that fails its lease brings it back."""
    now = services.clock.now()
    try:
        async with services.store.begin() as tx:
            if job.attempts < MAX_ATTEMPTS or job.id in {recurring.id for recurring in services.recurring}:
                await tx.jobs.postpone(job.id, now + delay_after(job.attempts), error)
            else:
                await tx.jobs.bury(job.id, now, error)
    except Exception as worse:
        log.warning("job %s could not be put back", job.kind, exc_info=not isinstance(worse, Problem))
