"""What an operator sees and mends, over HTTP."""

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel

from ..domain.jobs import Job
from ..protocol import Id
from .given import Given, Signed

router = APIRouter(prefix="/api/admin", tags=["admin"])


class DeadJob(BaseModel):
    """A job that was given up. What it was about stays inside."""

    id: str
    kind: str
    attempts: int
    error: str | None
    dead_at: datetime | None


class DeadJobList(BaseModel):
    """The last ones, the latest first."""

    items: tuple[DeadJob, ...]


@router.get("/jobs")
async def dead_jobs(given: Given, signed: Signed) -> DeadJobList:
    """The jobs that were given up, and why."""
    return DeadJobList(items=tuple(shown(job) for job in await given.dead_jobs.list(signed.user)))


@router.post("/jobs/{job_id}/replay", status_code=204)
async def replay(given: Given, signed: Signed, job_id: Id) -> None:
    """Let a dead job run again, now."""
    await given.dead_jobs.replay(job_id, signed.user)


def shown(job: Job) -> DeadJob:
    """What an admin is told of a job."""
    return DeadJob(id=job.id, kind=job.kind, attempts=job.attempts, error=job.error, dead_at=job.dead_at)
