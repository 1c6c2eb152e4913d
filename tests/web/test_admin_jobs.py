"""Jobs that were given up are visible to admins, who can let them run again."""

from dataclasses import replace

import pytest
from house import House, Person

from emergence.domain.jobs import MAX_ATTEMPTS, Job
from emergence.worker import claim, do


async def fail(job: Job) -> None:
    raise RuntimeError(f"never: {job.id}")


@pytest.fixture
async def admin(house: House) -> Person:
    return await house.person(role="admin")


@pytest.fixture
async def given_up(house: House) -> str:
    """The id of a job that failed once too often."""
    async with house.services.store.begin() as tx:
        await tx.jobs.add(Job(id="title-1", kind="test", run_at=house.services.clock.now()))
    services = replace(house.services, handlers={"test": fail})
    job = await claim(services)
    assert job
    await do(services, replace(job, attempts=MAX_ATTEMPTS))
    return job.id


async def test_an_admin_sees_what_was_given_up_and_why(admin: Person, given_up: str) -> None:
    status, told = await admin.ask("GET", "/api/admin/jobs")
    assert (status, [(job["id"], job["kind"], job["error"]) for job in told["items"]]) == (
        200,
        [(given_up, "test", "RuntimeError")],
    )


async def test_an_admin_lets_it_run_again(admin: Person, given_up: str, house: House) -> None:
    assert (await admin.ask("POST", f"/api/admin/jobs/{given_up}/replay"))[0] == 204
    assert (await admin.ask("GET", "/api/admin/jobs"))[1]["items"] == []
    job = await claim(replace(house.services, handlers={"test": fail}))
    assert job
    assert (job.id, job.attempts) == (given_up, 1)


async def test_what_is_not_dead_cannot_be_replayed(admin: Person) -> None:
    status, problem = await admin.ask("POST", "/api/admin/jobs/nothing/replay")
    assert (status, problem["code"]) == (404, "job_not_found")


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/admin/jobs"), ("POST", "/api/admin/jobs/title-1/replay")])
async def test_members_may_not(person: Person, given_up: str, method: str, path: str) -> None:
    status, problem = await person.ask(method, path)
    assert (status, problem["code"]) == (403, "admins_only")
