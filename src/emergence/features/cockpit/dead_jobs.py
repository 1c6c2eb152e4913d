"""Jobs that were given up: looked at and made due again by an admin."""

from dataclasses import dataclass

from ...domain.accounts import User
from ...domain.jobs import Job
from ...ports.clock import Clock
from ...ports.jobs import Bell
from ...ports.store import Store
from ..accounts import expect_admin

MOST = 200


@dataclass(frozen=True, slots=True)
class DeadJobs:
    """For admins only: every method raises Forbidden for others."""

    store: Store
    bell: Bell
    clock: Clock

    async def list(self, by: User) -> tuple[Job, ...]:
        """The last ones that were given up, and why."""
        expect_admin(by)
        async with self.store.read() as look:
            return await look.jobs.dead(MOST)

    async def replay(self, job_id: str, by: User) -> None:
        """Let one run again, now. Raises NotFound."""
        expect_admin(by)
        async with self.store.begin() as tx:
            await tx.jobs.replay(job_id, self.clock.now())
        await self.bell.ring()
