"""Work to be done later. To claim is to postpone, so a dying worker loses nothing."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from ..domain.jobs import Job


class Jobs(Protocol):
    """The queue is a table: it commits with the data that it concerns. Every job may run twice."""

    async def add(self, *jobs: Job) -> None:
        """Queue work in this transaction: no commit, no job. A job whose id is already there stays as it is."""

    async def claim(self, now: datetime, until: datetime, kinds: Sequence[str]) -> Job | None:
        """Take the oldest due living job of these kinds and postpone it: no one else gets it before `until`. Counts an attempt."""

    async def extend(self, job_id: str, until: datetime) -> None:
        """It is still being done: no one else gets it before `until`."""

    async def release(self, now: datetime) -> None:
        """Nobody works now: whatever was claimed is due at once, as if it had not been. What failed before goes on waiting."""

    async def known(self, ids: Collection[str]) -> set[str]:
        """Which of these are in the table and alive."""

    async def done(self, job_id: str) -> None:
        """Forget a job."""

    async def postpone(self, job_id: str, run_at: datetime, error: str | None = None) -> None:
        """Let it run again then, keeping the reason. Without an error its attempts count anew: it recurs."""

    async def bury(self, job_id: str, now: datetime, error: str) -> None:
        """Give up: the job is dead, is claimed no more, and stays visible."""

    async def dead(self, limit: int) -> tuple[Job, ...]:
        """The jobs that were given up, the latest first."""

    async def replay(self, job_id: str, now: datetime) -> None:
        """Make a dead job due again, its attempts counted anew. Raises NotFound if there is no such dead job."""


class Bell(Protocol):
    """Tells idle workers of this process, or of others, that there may be work. A bell that is not heard loses only time."""

    async def ring(self) -> None:
        """There may be work."""

    async def wait(self, seconds: float) -> None:
        """Return when it rings, or after so many seconds."""
