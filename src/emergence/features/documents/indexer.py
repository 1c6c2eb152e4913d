"""The job that makes a document's text searchable, passage by passage: words in the truth, then meanings in the index of vectors."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...domain.documents import Document, Parsed, Part, Passage
from ...domain.jobs import MAX_ATTEMPTS, Job
from ...domain.passages import Cut, cut
from ...domain.problems import Unavailable
from ...ports.analysis import Analyzer
from ...ports.clock import Clock
from ...ports.documents import Indexed
from ...ports.store import Store
from .meanings import Meanings
from .telling import Telling
from .work import BATCH, INDEXING, STRETCH_SECONDS, passage_ids, rebuilding

PARTS = 200


@dataclass(frozen=True, slots=True)
class Indexer:
    """A batch at a time: a transaction keeps its passages and says how far it is, then its vectors are written.

    Whoever begins again goes on with the batch that was begun last: the passages are there already, the vectors are written again.
    """

    store: Store
    analyzer: Analyzer
    meanings: Meanings
    clock: Clock
    telling: Telling

    async def index(self, job: Job) -> datetime | None:
        """The handler of the job that a parse leaves. Goes on later when it has taken long."""
        owner, document_id = job.owner or "", str(job.data["document_id"])
        document = await self._change(document_id, owner)
        if document is None:
            return None
        try:
            return await self._through(document, owner, by_meaning=job.attempts < MAX_ATTEMPTS)
        except Exception:
            if job.attempts >= MAX_ATTEMPTS and (failed := await self._change(document_id, owner, status="failed", reason="unexpected")):
                await self.telling.changed(failed, owner)
            raise

    async def _through(self, document: Document, owner: str, *, by_meaning: bool) -> datetime | None:
        parsed = await self._text(document, owner)
        pieces = await asyncio.to_thread(cut, parsed)
        until = self.clock.monotonic() + STRETCH_SECONDS
        for first in range(document.done, len(pieces), BATCH):
            if self.clock.monotonic() > until:
                return self.clock.now()
            batch = pieces[first : first + BATCH]
            if not await self._batch(document, batch, len(pieces), owner, by_meaning=by_meaning):
                await self.clear(document.id, owner)
                return None
        ready = await self._change(document.id, owner, status="ready", done=len(pieces), total=len(pieces), passages=len(pieces))
        if ready:
            await self.telling.changed(ready, owner)
            if not by_meaning:
                await self.rebuild_later(owner)
        return None

    async def _batch(self, document: Document, batch: Sequence[Cut], total: int, owner: str, *, by_meaning: bool) -> bool:
        """Make one batch searchable; False if the document is wanted no more."""
        indexed = await asyncio.to_thread(self._analysed, document, batch)
        changes = {"done": batch[0].n, "total": total, "passages": total, "updated_at": self.clock.now()}
        async with self.store.begin() as tx:
            changed = await tx.documents.change(document.id, changes, INDEXING, owner=owner)
            if changed is None:
                return False
            await tx.passages.embedded_by(self.meanings.embedder.label, owner=owner)
            there = await tx.passages.count(document.id, owner=owner)
            await tx.passages.put(document.id, [each for each in indexed if each.passage.n >= there], owner=owner)
        await self.telling.further(changed, owner)
        if by_meaning:
            await self.learn(indexed, owner)
        return True

    async def learn(self, indexed: Sequence[Indexed], owner: str) -> None:
        """Write the vectors of these; those that are deleted meanwhile leave none."""
        ids = {each.passage.id for each in indexed}
        await self.meanings.learn(indexed, owner)
        async with self.store.read() as look:
            left = {each.passage.id for each in await look.passages.of_ids(ids, None, owner=owner)}
        if gone := ids - left:
            await self.meanings.forget(gone, owner)

    async def clear(self, document_id: str, owner: str) -> None:
        """Drop the passages of a document that is to be read anew, or has failed."""
        async with self.store.read() as look:
            there = await look.passages.count(document_id, owner=owner)
            found = (await look.documents.of_ids([document_id], owner=owner)).get(document_id)
        if not there or found is None or found.status in {"ready", "indexing"}:
            return
        await self.drop(document_id, owner)
        try:
            await self.meanings.forget(passage_ids(document_id, 0, max(there, found.passages)), owner)
        except Unavailable:
            await self.rebuild_later(owner)

    async def drop(self, document_id: str, owner: str) -> None:
        """Drop all passages of a document, some at a time, so that no writer waits long."""
        while True:
            async with self.store.begin() as tx:
                if not await tx.passages.drop(document_id, BATCH, owner=owner):
                    return

    async def rebuild_later(self, owner: str) -> None:
        """Have the owner's vectors made what they should be."""
        async with self.store.begin() as tx:
            await tx.jobs.add(rebuilding(owner, self.clock))

    def _analysed(self, document: Document, batch: Sequence[Cut]) -> list[Indexed]:
        return [self._indexed(document, piece) for piece in batch]

    def _indexed(self, document: Document, piece: Cut) -> Indexed:
        (name,) = passage_ids(document.id, piece.n, piece.n + 1)
        passage = Passage(name, document.id, piece.n, piece.text, piece.start, piece.end, piece.page, piece.heading)
        terms = self.analyzer.terms(piece.indexed)
        return Indexed(passage, " ".join(terms.stems), " ".join(terms.grams), piece.context)

    async def _text(self, document: Document, owner: str) -> Parsed:
        parts: list[Part] = []
        cursor: str | None = None
        async with self.store.read() as look:
            headings = await look.documents.headings(document.id, owner=owner)
            while not parts or cursor:
                page = await look.documents.parts(document.id, cursor, PARTS, owner=owner)
                parts += page.items
                cursor = page.next
                if not page.items:
                    break
        return Parsed(document.format or "text", tuple(parts), headings, title=document.title)

    async def _change(self, document_id: str, owner: str, **changes: Any) -> Document | None:
        async with self.store.begin() as tx:
            return await tx.documents.change(document_id, {**changes, "updated_at": self.clock.now()}, INDEXING, owner=owner)
