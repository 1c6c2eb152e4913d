"""Claim a job, do it, again. A job that fails comes back later; one that fails too often is buried, visibly, unless it recurs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from .domain.jobs import MAX_ATTEMPTS, Job, delay_after
from .domain.problems import Problem
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
    slots = asyncio.Semaphore(AT_ONCE)
    async with asyncio.TaskGroup() as group:
        while True:
            await slots.acquire()
            job = await claim(services)
            if job is None:
                slots.release()
                await services.bell.wait(IDLE_SECONDS)
            else:
                group.create_task(do(services, job)).add_done_callback(lambda _: slots.release())


async def queue_recurring(services: Services) -> None:
    """Have the jobs that recur in the table. A store in trouble is waited for."""
    while True:
        try:
            async with services.store.begin() as tx:
                return await tx.jobs.add(*services.recurring)
        except Exception as error:
            log.warning("recurring jobs could not be queued", exc_info=not isinstance(error, Problem))
            await asyncio.sleep(TROUBLE_SECONDS)


async def claim(services: Services) -> Job | None:
    """The next job that is due. A store in trouble is waited for."""
    now = services.clock.now()
    try:
        async with services.store.begin() as tx:
            return await tx.jobs.claim(now, now + LEASE, tuple(services.handlers))
    except Exception as error:
        log.warning("no job could be claimed", exc_info=not isinstance(error, Problem))
        await asyncio.sleep(TROUBLE_SECONDS)
        return None


async def do(services: Services, job: Job) -> None:
    """One job, to whichever end. Nothing it raises stops the worker."""
    try:
        again = await services.handlers[job.kind](job)
        async with services.store.begin() as tx:
            await (tx.jobs.postpone(job.id, again) if again else tx.jobs.done(job.id))
    except Exception as error:
        log.warning("job %s failed, attempt %d", job.kind, job.attempts, exc_info=not isinstance(error, Problem))
        await put_back(services, job, f"{type(error).__name__}: {error}"[:500])


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
