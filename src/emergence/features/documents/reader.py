"""The job that reads a document's file: its text is kept, and its passages are then to be indexed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ...domain.documents import Document, Heading, Parsed, Status
from ...domain.jobs import MAX_ATTEMPTS, Job
from ...domain.problems import Invalid, NotFound, Problem
from ...ports.blobs import Blobs
from ...ports.clock import Clock
from ...ports.jobs import Bell
from ...ports.parsing import Parser
from ...ports.store import Store
from .indexer import Indexer
from .names import storable
from .telling import Telling
from .work import INDEX, PARSING, UNREAD, job

LOOK_SECONDS = 0.4
LONGEST_LINE = 500


class Progress:
    """How far a parser says it is."""

    def __init__(self) -> None:
        self.done, self.total = 0, 0

    def __call__(self, done: int, total: int) -> None:
        """Told by the parser."""
        self.done, self.total = done, total


@dataclass(frozen=True, slots=True)
class Reader:
    """Parses. Every step looks whether the document is still to be read: deleted or cancelled, nothing more is done for it."""

    store: Store
    blobs: Blobs
    parser: Parser
    clock: Clock
    bell: Bell
    indexer: Indexer
    telling: Telling

    async def read(self, job: Job) -> None:
        """The handler of the job that an upload leaves."""
        owner, document_id = job.owner or "", str(job.data["document_id"])
        await self.indexer.clear(document_id, owner)
        document = await self._change(document_id, owner, UNREAD, status="parsing", done=0, total=0)
        if document is None:
            return None
        await self.telling.changed(document, owner)
        try:
            parsed = await self._parsed(document, owner)
        except (Invalid, NotFound) as problem:
            return await self._fail(document, owner, problem.code)
        except Exception:
            if job.attempts >= MAX_ATTEMPTS:
                await self._fail(document, owner, "unexpected")
            raise
        if parsed is not None:
            await self._keep(document, parsed, owner)

    async def _parsed(self, document: Document, owner: str) -> Parsed | None:
        """What the parser read; None if it is wanted no more."""
        async with self.blobs.file(document.id) as file:
            return await self._parse(file, document, owner)

    async def _parse(self, file: Path, document: Document, owner: str) -> Parsed | None:
        progress = Progress()
        watch, parse = self._watch(document, owner, progress), self.parser.parse(file, document.name, progress)
        async with beside(watch) as watching, beside(parse) as parsing:
            await asyncio.wait((watching, parsing), return_when=asyncio.FIRST_COMPLETED)
            return parsing.result() if parsing.done() else None

    async def _watch(self, document: Document, owner: str, progress: Progress) -> None:
        """Tell how far it is; ends when the document is to be read no more."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            with suppress(Problem):
                found = await self._change(document.id, owner, PARSING, done=progress.done, total=progress.total)
                if found is None:
                    return
                await self.telling.further(found, owner)

    async def _keep(self, document: Document, parsed: Parsed, owner: str) -> None:
        parts = [replace(part, text=storable(part.text)) for part in parsed.parts]
        headings = [Heading(each.start, each.level, storable(each.text)) for each in parsed.headings]
        changes = {"status": "indexing", "done": 0, "total": 0, "passages": 0, "updated_at": self.clock.now(), **shown(parsed)}
        async with self.store.begin() as tx:
            changed = await tx.documents.change(document.id, changes, PARSING, owner=owner)
            if changed is None:
                return
            await tx.documents.read(document.id, parts, headings, owner=owner)
            await tx.jobs.add(job(INDEX, document.id, owner, self.clock))
        await self.bell.ring()
        await self.telling.changed(changed, owner)

    async def _fail(self, document: Document, owner: str, reason: str) -> None:
        failed = await self._change(document.id, owner, PARSING, status="failed", reason=reason)
        if failed:
            await self.telling.changed(failed, owner)

    async def _change(self, document_id: str, owner: str, states: tuple[Status, ...], **changes: Any) -> Document | None:
        async with self.store.begin() as tx:
            return await tx.documents.change(document_id, {**changes, "updated_at": self.clock.now()}, states, owner=owner)


@asynccontextmanager
async def beside(work: Any) -> AsyncIterator["asyncio.Task[Any]"]:
    """Have work done while inside; what is not done then is cancelled, and its end waited for."""
    task = asyncio.ensure_future(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def shown(parsed: Parsed) -> dict[str, Any]:
    """What a file says about itself, as it is kept."""
    lines = {name: storable(text)[:LONGEST_LINE] if (text := getattr(parsed, name)) else None for name in ("title", "author", "language")}
    return {"format": parsed.format, "pages": parsed.pages, "written_at": parsed.written_at, "reason": None, **lines}
