"""Looks for what is missing, orphaned or behind, and repairs it. For the command; nothing else works meanwhile."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ...ports.documents import Standing
from .upkeep import Told, Upkeep
from .work import FORGET, INDEX, PARSE, READY


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong: how often, and in one sentence what."""

    count: int
    said: str


@dataclass(frozen=True, slots=True)
class Doctor:
    """For all owners at once."""

    upkeep: Upkeep

    async def examine(self) -> list[Finding]:
        """What is wrong; nothing if all is well."""
        async with self.upkeep.store.read() as look:
            standings = await look.documents.all()
        found = [*await self._of_jobs(), *await self._of_files(standings), *await self._of_passages(standings)]
        return [finding for finding in found if finding.count]

    async def repair(self, told: Told | None = None) -> None:
        """Mend what was found. What is only queued by this is done by the next server that starts."""
        for job in await self.upkeep.stuck():
            if job.kind == FORGET:
                await self.upkeep.forget(job)
        await self._read_again()
        await self.upkeep.set_going()
        await self.upkeep.drop_foreign(None)
        await self.reindex(told)

    async def reindex(self, told: Told | None = None) -> None:
        """Make everybody's vectors what they should be by today's model; goes on where it was interrupted."""
        async with self.upkeep.store.read() as look:
            owners = sorted({each.owner for each in await look.documents.all()})
        for owner in owners:
            await self.upkeep.renew(owner, told=told)

    async def _of_jobs(self) -> list[Finding]:
        kinds = Counter(job.kind for job in await self.upkeep.stuck())
        return [
            Finding(kinds[PARSE] + kinds[INDEX], "documents are stuck: nobody is going to read them"),
            Finding(kinds[FORGET], "deleted documents have left something behind"),
        ]

    async def _of_files(self, standings: Sequence[Standing]) -> list[Finding]:
        files, known = set(await self.upkeep.blobs.ids()), {each.document_id for each in standings}
        lost = [each for each in standings if each.status != "gone" and each.document_id not in files]
        return [
            Finding(len(lost), "documents have lost the file they were read from"),
            Finding(len(files - known), "files belong to no document"),
        ]

    async def _of_passages(self, standings: Sequence[Standing]) -> list[Finding]:
        behind = orphaned = 0
        owners = {each.owner for each in standings}
        for owner in sorted(owners):
            there = set(await self.upkeep.meanings.ids(owner))
            wanted = await self._settled_ids(owner, standings)
            behind += len(wanted - there)
            orphaned += len(there.difference(await self._ids(owner)))
        return [
            Finding(len(await self._short(standings)), "documents lack passages that they should have"),
            Finding(behind, "passages have no vector"),
            Finding(orphaned, "vectors belong to no passage"),
            Finding(len(await self.upkeep.foreign_spaces(owners)), "spaces of vectors belong to nobody"),
        ]

    async def _ids(self, owner: str) -> set[str]:
        async with self.upkeep.store.read() as look:
            return set(await look.passages.ids(owner=owner))

    async def _settled_ids(self, owner: str, standings: Sequence[Standing]) -> set[str]:
        """The passages of documents that are ready: those of others still get their vectors."""
        ready = {each.document_id for each in standings if each.status == "ready" and each.owner == owner}
        return {name for name in await self._ids(owner) if name.rpartition("-")[0] in ready}

    async def _short(self, standings: Sequence[Standing]) -> list[Standing]:
        """The documents that are ready without all their passages."""
        short = []
        async with self.upkeep.store.read() as look:
            for each in standings:
                if each.status == "ready" and await look.passages.count(each.document_id, owner=each.owner) != each.passages:
                    short.append(each)
        return short

    async def _read_again(self) -> None:
        """Have the documents read anew that lack passages."""
        async with self.upkeep.store.read() as look:
            standings = await look.documents.all()
        for each in await self._short(standings):
            async with self.upkeep.store.begin() as tx:
                changes = {"status": "received", "done": 0, "total": 0}
                await tx.documents.change(each.document_id, changes, READY, owner=each.owner)
