"""What is derived follows the truth: deleted documents leave nothing, lost vectors are made again, nothing stays stuck."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ...domain.jobs import Job
from ...ports.blobs import Blobs
from ...ports.clock import Clock
from ...ports.jobs import Bell
from ...ports.store import Store
from .indexer import Indexer
from .meanings import Meanings
from .shelf import forgetting
from .work import BATCH, INDEX, PARSE, STRETCH_SECONDS, UNDER_WAY, job, name_of, passage_ids, rebuilding

SWEEP_EVERY = timedelta(hours=1)
ON_ITS_WAY = timedelta(hours=6)
"""So long an upload may take before its file counts as nobody's."""
Told = Callable[[int, int], None]
"""Told how many passages have been embedded, of how many."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The jobs that tidy up, and what the commands do at once."""

    store: Store
    blobs: Blobs
    meanings: Meanings
    indexer: Indexer
    clock: Clock
    bell: Bell

    async def forget(self, job: Job) -> None:
        """The handler of the job that a deletion leaves: first the truth, then what was derived from it, the row last."""
        owner, document_id = job.owner or "", str(job.data["document_id"])
        await self.indexer.drop(document_id, owner)
        await self.blobs.drop(document_id)
        await self.meanings.forget(passage_ids(document_id, 0, int(job.data["passages"])), owner)
        async with self.store.begin() as tx:
            await tx.documents.erase(document_id, owner=owner)

    async def rebuild(self, job: Job) -> datetime | None:
        """The handler of the job that a search leaves which found vectors missing. Goes on later when it has taken long."""
        done = await self.renew(job.owner or "", self.clock.monotonic() + STRETCH_SECONDS)
        return None if done else self.clock.now()

    async def renew(self, owner: str, until: float | None = None, told: Told | None = None) -> bool:
        """Make an owner's vectors what they should be, by today's model; False if time was up before all were there."""
        there = set(await self.meanings.ids(owner))  # before the passages: what comes in between is no orphan
        async with self.store.read() as look:
            wanted = list(await look.passages.ids(owner=owner))
        await self.meanings.forget(there.difference(wanted), owner)
        missing = [name for name in wanted if name not in there]
        for first in range(0, len(missing), BATCH):
            if until is not None and self.clock.monotonic() > until:
                return False
            await self._learn(missing[first : first + BATCH], owner)
            if told:
                told(len(wanted) - len(missing) + min(first + BATCH, len(missing)), len(wanted))
        await self._settle(owner)
        return True

    async def _learn(self, ids: list[str], owner: str) -> None:
        async with self.store.read() as look:
            found = await look.passages.of_ids(ids, None, owner=owner)
        if found:
            await self.indexer.learn(found, owner)

    async def _settle(self, owner: str) -> None:
        """From now on today's model is the owner's; what others made of these passages is dropped."""
        async with self.store.begin() as tx:
            await tx.passages.relabel(self.meanings.embedder.label, owner=owner)
        for space, whose, label in await self.meanings.spaces():
            if whose == owner and label != self.meanings.embedder.label:
                await self.meanings.vectors.clear(space)

    async def sweep(self, _: Job) -> datetime:
        """Set going again what nobody works on, and drop what belongs to nobody; recurs."""
        now = self.clock.now()
        await self.set_going()
        await self.drop_foreign(now - ON_ITS_WAY)
        return now + SWEEP_EVERY

    async def set_going(self) -> int:
        """Queue the job of every document that has none and needs one; how many these were."""
        stuck = await self.stuck()
        async with self.store.begin() as tx:
            for one in stuck:
                await tx.jobs.done(one.id)  # it may be there, given up
            await tx.jobs.add(*stuck)
        await self.bell.ring()
        return len(stuck)

    async def stuck(self) -> list[Job]:
        """The jobs that are missing."""
        async with self.store.read() as look:
            standings = await look.documents.all()
            under_way = [each for each in standings if each.status in UNDER_WAY]
            gone = [forgetting(each.document_id, each.passages, each.owner, self.clock) for each in standings if each.status == "gone"]
            names = [name_of(kind, each.document_id) for each in under_way for kind in (PARSE, INDEX)]
            known = await look.jobs.known([*names, *(each.id for each in gone)])
        missing = [each for each in under_way if not {name_of(kind, each.document_id) for kind in (PARSE, INDEX)} & known]
        again = [job(INDEX if each.status == "indexing" else PARSE, each.document_id, each.owner, self.clock) for each in missing]
        return [*again, *(each for each in gone if each.id not in known)]

    async def drop_foreign(self, before: datetime | None) -> int:
        """Drop the files kept before then, and the spaces, that belong to no document; how many these were."""
        files = await self.drop_files(before)
        async with self.store.read() as look:
            standings = await look.documents.all()
        spaces = await self.foreign_spaces({each.owner for each in standings}) if standings or before is None else []
        for space in spaces:
            await self.meanings.vectors.clear(space)
        return files + len(spaces)

    async def drop_files(self, before: datetime | None = None) -> int:
        """Drop the files kept before then that belong to no document; all of them, if nobody can be sending any. How many these were."""
        files = await self.blobs.ids(before)
        async with self.store.read() as look:
            standings = await look.documents.all()
        foreign = set(files).difference(each.document_id for each in standings)
        for name in foreign:
            await self.blobs.drop(name)
        return len(foreign)

    async def foreign_spaces(self, owners: set[str]) -> list[str]:
        """The spaces of owners who have no document."""
        return [space for space, owner, _ in await self.meanings.spaces() if owner not in owners]

    async def queue_rebuild(self, owner: str) -> None:
        """Have an owner's vectors made again; once, however often it is asked."""
        async with self.store.begin() as tx:
            await tx.jobs.add(rebuilding(owner, self.clock))
        await self.bell.ring()
