"""What ports/jobs.py promises, on both families."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest

from emergence.domain.jobs import Job
from emergence.domain.problems import NotFound


async def queue(store, *jobs):
    async with store.begin() as tx:
        await tx.jobs.add(*jobs)


async def claim(store, now, until, kinds=("title",)):
    async with store.begin() as tx:
        return await tx.jobs.claim(now, until, kinds)


@pytest.fixture
async def job(store, clock):
    job = Job(clock.new_id(), "title", clock.now(), {"thread_id": "t", "é": [1, None]}, owner="ada")
    await queue(store, job)
    return job


async def test_to_claim_is_to_postpone(store, clock, job):
    until = clock.advance(30)
    assert await claim(store, clock.now(), until) == replace(job, run_at=until, attempts=1)


async def test_no_commit_no_job(store, clock, job):
    with suppress(ZeroDivisionError):
        async with store.begin() as tx:
            await tx.jobs.add(Job("lost", "title", job.run_at))
            raise ZeroDivisionError
    async with store.begin() as tx:
        await tx.jobs.done(job.id)
        assert await tx.jobs.claim(clock.advance(9), clock.now(), ["title"]) is None


async def test_two_workers_never_share_a_job(store, clock):
    await queue(store, *(Job(f"{n:02}", "title", clock.now()) for n in range(20)))
    until = clock.advance(30)
    claimed = await asyncio.gather(*(claim(store, clock.now(), until.replace(year=2030)) for _ in range(30)))
    assert sorted(job.id for job in claimed if job) == [f"{n:02}" for n in range(20)]


async def test_a_job_of_a_dead_worker_comes_back(store, clock, job):
    until = clock.advance(30)
    await claim(store, job.run_at, until)
    assert await claim(store, job.run_at, until) is None
    assert (await claim(store, until, clock.advance(30))).attempts == 2


async def test_the_oldest_due_job_of_these_kinds_comes_first(store, clock, job):
    await queue(store, Job("old", "title", job.run_at.replace(year=2020)), Job("other", "tend", job.run_at.replace(year=2019)),
                Job("later", "title", job.run_at.replace(year=2030)))  # fmt: skip
    until = clock.advance(60)
    assert [(await claim(store, job.run_at, until)).id for _ in range(2)] == ["old", job.id]
    assert await claim(store, job.run_at, until) is None
    assert await claim(store, job.run_at, until, ()) is None
    assert (await claim(store, job.run_at, until, ("tend", "title"))).id == "other"


async def test_a_job_that_is_there_stays_as_it_is(store, clock, job):
    await queue(store, replace(job, data={"other": True}))
    assert (await claim(store, job.run_at, clock.advance(9))).data == job.data


async def test_a_failed_job_keeps_its_reason_and_its_attempts(store, clock, job):
    await claim(store, job.run_at, clock.advance(9))
    async with store.begin() as tx:
        await tx.jobs.postpone(job.id, clock.now(), "boom")
    again = await claim(store, clock.now(), clock.advance(9))
    assert (again.attempts, again.error) == (2, "boom")


async def test_a_recurring_job_counts_anew(store, clock, job):
    await claim(store, job.run_at, clock.advance(9))
    async with store.begin() as tx:
        await tx.jobs.postpone(job.id, clock.now())
    assert (await claim(store, clock.now(), clock.advance(9))).attempts == 1


async def test_a_dead_job_is_claimed_no_more_until_it_is_replayed(store, clock, job):
    now = clock.advance(9)
    async with store.begin() as tx:
        await tx.jobs.bury(job.id, now, "hopeless")
        assert await tx.jobs.claim(now, now.replace(year=2030), ["title"]) is None
        assert await tx.jobs.dead(9) == (replace(job, error="hopeless", dead_at=now),)
        await tx.jobs.replay(job.id, now)
        assert await tx.jobs.dead(9) == ()
        assert (await tx.jobs.claim(now, now.replace(year=2030), ["title"])).attempts == 1


async def test_only_a_dead_job_is_replayed(store, clock, job):
    with pytest.raises(NotFound):
        async with store.begin() as tx:
            await tx.jobs.replay(job.id, clock.now())
