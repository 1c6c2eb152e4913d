"""The worker: what is due is done, what fails comes back, what fails too often is buried."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from house import House

from emergence.domain.jobs import MAX_ATTEMPTS, Job
from emergence.domain.problems import Unavailable
from emergence.worker import claim, do, working

Handler = Callable[[Job], Awaitable[datetime | None]]


async def queued(house: House, *names: str) -> None:
    async with house.services.store.begin() as tx:
        await tx.jobs.add(*(Job(id=name, kind="test", run_at=house.services.clock.now()) for name in names))
    await house.services.bell.ring()


@asynccontextmanager
async def worked(house: House, handler: Handler) -> AsyncIterator[None]:
    async with working(replace(house.services, handlers={"test": handler}, recurring=())):
        yield


async def dead(house: House) -> list[Job]:
    async with house.services.store.read() as look:
        return list(await look.jobs.dead(10))


async def test_what_is_queued_is_done_once_and_forgotten(house: House) -> None:
    done: list[str] = []

    async def handler(job: Job) -> None:
        done.append(job.id)

    async with worked(house, handler):
        await queued(house, "a", "b", "c")
        await asyncio.sleep(0.3)
        assert sorted(done) == ["a", "b", "c"]
    assert await claim(replace(house.services, handlers={"test": handler})) is None


async def test_jobs_are_done_beside_each_other(house: House) -> None:
    meeting = asyncio.Barrier(3)

    async def handler(job: Job) -> None:
        await meeting.wait()

    async with worked(house, handler):
        await queued(house, "a", "b")
        async with asyncio.timeout(5):
            await meeting.wait()


async def test_a_job_that_fails_comes_back_later_with_its_reason(house: House) -> None:
    async def handler(job: Job) -> None:
        raise Unavailable("not today")

    services = replace(house.services, handlers={"test": handler})
    await queued(house, "a")
    job = await claim(services)
    assert job
    await do(services, job)
    async with house.services.store.begin() as tx:
        assert await tx.jobs.claim(services.clock.now(), services.clock.now(), ("test",)) is None
        later = services.clock.now() + timedelta(seconds=3)
        again = await tx.jobs.claim(later, later, ("test",))
    assert again
    assert (again.attempts, again.error) == (2, "Unavailable: not today")


async def test_a_job_that_fails_too_often_is_buried_and_visible(house: House) -> None:
    async def handler(job: Job) -> None:
        raise RuntimeError("never")

    services = replace(house.services, handlers={"test": handler})
    await queued(house, "a")
    job = await claim(services)
    assert job
    await do(services, replace(job, attempts=MAX_ATTEMPTS))
    assert [(job.id, job.error) for job in await dead(house)] == [("a", "RuntimeError")]


async def test_what_a_library_says_of_a_failure_is_not_kept(house: House) -> None:
    async def handler(job: Job) -> None:
        raise ValueError("could not read 'the words of somebody'")

    services = replace(house.services, handlers={"test": handler})
    await queued(house, "a")
    job = await claim(services)
    assert job
    await do(services, replace(job, attempts=MAX_ATTEMPTS))
    assert [job.error for job in await dead(house)] == ["ValueError"]


async def test_a_job_that_recurs_is_never_buried(house: House) -> None:
    async def handler(job: Job) -> None:
        raise RuntimeError("never")

    again = Job("a", "test", house.services.clock.now())
    services = replace(house.services, handlers={"test": handler}, recurring=(again,))
    await queued(house, "a")
    job = await claim(services)
    assert job
    await do(services, replace(job, attempts=MAX_ATTEMPTS * 2))
    assert await dead(house) == []


async def test_a_failing_job_does_not_hold_back_others(house: House) -> None:
    done: list[str] = []

    async def handler(job: Job) -> None:
        if job.id == "bad":
            raise RuntimeError("never")
        done.append(job.id)

    async with worked(house, handler):
        await queued(house, "bad", "good")
        await asyncio.sleep(0.3)
    assert done == ["good"]


async def test_a_recurring_job_is_there_once_and_comes_again(house: House) -> None:
    runs: list[str] = []

    async def handler(job: Job) -> datetime:
        runs.append(job.id)
        return house.services.clock.now() + timedelta(hours=1)

    again = replace(house.services, handlers={"test": handler}, recurring=(Job("again", "test", house.services.clock.now()),))
    async with working(again), working(again):
        await asyncio.sleep(0.3)
    assert runs == ["again"]
    async with house.services.store.begin() as tx:
        late = house.services.clock.now() + timedelta(hours=2)
        assert await tx.jobs.claim(late, late, ("test",))
