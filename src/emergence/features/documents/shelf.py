"""Documents as a person handles them: put, look at, find again, cancel, read anew, delete."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ...domain.chat import Page
from ...domain.documents import Document, Heading, Part, Passage
from ...domain.jobs import Job
from ...domain.problems import Conflict, Invalid, TooLarge
from ...ports.blobs import Blobs
from ...ports.clock import Clock
from ...ports.documents import Stored
from ...ports.jobs import Bell
from ...ports.store import Store, Transaction
from .kinds import HEAD, is_no_document
from .names import tidy_name
from .telling import Telling
from .work import FORGET, INDEX, PARSE, SETTLED, UNDER_WAY, job, name_of

MIB = 1024 * 1024


class NoDocument(Invalid):
    """A file that obviously holds no text."""

    status = 415
    default_code = "document_type"


@dataclass(frozen=True, slots=True)
class Quota:
    """How large one document may be, and how many, with how many bytes, a person may have."""

    each: int
    count: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Standings:
    """How a person's documents stand; `pending` 0 says that all can be searched."""

    pending: int
    ready: int
    failed: int
    count: int
    bytes: int
    max_count: int
    max_bytes: int
    max_document_bytes: int


class Shelf:
    """Every method concerns the owner's own documents only, and raises NotFound for others'."""

    def __init__(self, store: Store, blobs: Blobs, clock: Clock, bell: Bell, telling: Telling, quota: Quota) -> None:
        self._store, self._blobs, self._clock, self._bell = store, blobs, clock, bell
        self._telling, self.quota = telling, quota

    async def put(self, name: str, content: AsyncIterator[bytes], *, owner: str) -> Document:
        """Keep a file and have it read. The same bytes again are the document that is there; if that had failed it is read anew.

        Raises Invalid, TooLarge, Conflict, StorageFull; then nothing is kept.
        """
        async with self._store.read() as look:
            stored = await look.documents.stored(owner=owner)
        document_id = self._clock.new_id()
        measured = Measured(content, self.quota, stored)
        try:
            await self._blobs.put(document_id, measured.pieces())
            document = await self._keep(self._new(document_id, name, measured), owner)
        except BaseException:
            await self._blobs.drop(document_id)
            raise
        if document.id != document_id:
            await self._blobs.drop(document_id)
            return await self.reindex(document.id, owner=owner) if document.status == "failed" else document
        await self._bell.ring()
        await self._telling.changed(document, owner)
        return document

    def _new(self, document_id: str, name: str, measured: "Measured") -> Document:
        now = self._clock.now()
        return Document(document_id, tidy_name(name), measured.bytes, measured.hash, "received", now, now)

    async def _keep(self, document: Document, owner: str) -> Document:
        async with self._store.begin() as tx:
            kept = await tx.documents.add(document, owner=owner)
            if kept.id == document.id:
                stored = await tx.documents.stored(owner=owner)
                expect_room(self.quota, Stored(stored.count - 1, stored.bytes - document.bytes), document.bytes)
                await tx.jobs.add(job(PARSE, document.id, owner, self._clock))
        return kept

    async def get(self, document_id: str, *, owner: str) -> Document:
        """One document."""
        async with self._store.read() as look:
            return await look.documents.get(document_id, owner=owner)

    async def list(self, limit: int, cursor: str | None, *, owner: str) -> Page[Document]:
        """The documents, the latest first."""
        async with self._store.read() as look:
            return await look.documents.page(cursor, limit, owner=owner)

    async def standings(self, *, owner: str) -> Standings:
        """How they stand."""
        async with self._store.read() as look:
            stored, counts = await look.documents.stored(owner=owner), await look.documents.counts(owner=owner)
        pending = sum(counts.get(status, 0) for status in UNDER_WAY)
        most = self.quota
        ended = counts.get("ready", 0), counts.get("failed", 0)
        return Standings(pending, *ended, stored.count, stored.bytes, most.count, most.bytes, most.each)

    async def text(self, document_id: str, limit: int, cursor: str | None, *, owner: str) -> tuple[Page[Part], Sequence[Heading]]:
        """Parts of its text in order, with the headings in them."""
        async with self._store.read() as look:
            page = await look.documents.parts(document_id, cursor, limit, owner=owner)
            headings = await look.documents.headings(document_id, owner=owner)
        if not page.items:
            return page, ()
        first, last = page.items[0], page.items[-1]
        return page, [each for each in headings if first.start <= each.start < last.start + len(last.text)]

    async def passages(self, document_id: str, limit: int, cursor: str | None, *, owner: str) -> Page[Passage]:
        """Its passages in order."""
        async with self._store.read() as look:
            return await look.passages.page(document_id, cursor, limit, owner=owner)

    async def original(self, document_id: str, *, owner: str) -> tuple[Document, AbstractAsyncContextManager[Path]]:
        """The document, and its file as it was given. Raises NotFound."""
        return await self.get(document_id, owner=owner), self._blobs.file(document_id)

    async def cancel(self, document_id: str, *, owner: str) -> Document:
        """Stop reading it: it has then failed, and can be read anew. Raises Conflict if it is not being read."""
        changes = {"status": "failed", "reason": "document_cancelled", "updated_at": self._clock.now()}
        async with self._store.begin() as tx:
            document = await tx.documents.change(document_id, changes, UNDER_WAY, owner=owner)
            if document is None:
                await tx.documents.get(document_id, owner=owner)
                raise Conflict("This document is not being read now.", "document_settled")
            await self._again(tx, document_id, owner)  # it drops what there is already
        await self._bell.ring()
        await self._telling.changed(document, owner)
        return document

    async def reindex(self, document_id: str, *, owner: str) -> Document:
        """Read it anew, unless it is being read."""
        changes = {"status": "received", "reason": None, "done": 0, "total": 0, "updated_at": self._clock.now()}
        async with self._store.begin() as tx:
            document = await tx.documents.change(document_id, changes, SETTLED, owner=owner)
            if document is None:
                return await tx.documents.get(document_id, owner=owner)
            await self._again(tx, document_id, owner)
        await self._bell.ring()
        await self._telling.changed(document, owner)
        return document

    async def delete(self, document_id: str, *, owner: str) -> None:
        """Forget it: nobody finds it from now on, and a job drops what is left of it."""
        async with self._store.begin() as tx:
            passages = await tx.documents.discard(document_id, owner=owner)
            for kind in (PARSE, INDEX):
                await tx.jobs.done(name_of(kind, document_id))
            await tx.jobs.add(forgetting(document_id, passages, owner, self._clock))
        await self._bell.ring()
        await self._telling.gone(document_id, owner)

    async def _again(self, tx: Transaction, document_id: str, owner: str) -> None:
        for kind in (PARSE, INDEX):
            await tx.jobs.done(name_of(kind, document_id))
        await tx.jobs.add(job(PARSE, document_id, owner, self._clock))


class Measured:
    """A file while it comes in: counted, hashed, and refused as soon as it is too much or obviously no document."""

    def __init__(self, content: AsyncIterator[bytes], quota: Quota, stored: Stored) -> None:
        self._content, self._quota, self._stored = content, quota, stored
        self._hash = sha256()
        self.bytes = 0

    async def pieces(self) -> AsyncIterator[bytes]:
        """The bytes. Raises Invalid, TooLarge, Conflict."""
        expect_room(self._quota, self._stored, 0)
        head = b""
        async for piece in self._content:
            self.bytes += len(piece)
            expect_room(self._quota, self._stored, self.bytes)
            if len(head) < HEAD:
                head += piece[:HEAD]
                if is_no_document(head):
                    raise NoDocument("This is not a document that can be read.")
            self._hash.update(piece)
            yield piece
        if not self.bytes:
            raise Invalid("This file is empty.", "document_empty")

    @property
    def hash(self) -> str:
        """The SHA-256 of what came, in hex."""
        return self._hash.hexdigest()


def forgetting(document_id: str, passages: int, owner: str, clock: Clock) -> Job:
    """The job that drops what is left of a deleted document, with so many passages at most."""
    about = {"document_id": document_id, "passages": passages}
    return Job(name_of(FORGET, document_id), FORGET, clock.now(), about, owner)


def expect_room(quota: Quota, stored: Stored, more: int) -> None:
    """Raises Conflict or TooLarge if a document of so many bytes more would be too much."""
    if stored.count >= quota.count:
        raise Conflict(f"You have {quota.count} documents already; delete some first.", "documents_full", details={"limit": quota.count})
    if more > quota.each:
        raise TooLarge(f"A document has at most {quota.each // MIB} MiB.", "document_too_large", details={"limit": quota.each})
    if stored.bytes + more > quota.bytes:
        said = f"Your documents have at most {quota.bytes // MIB} MiB together; delete some first."
        raise TooLarge(said, "documents_full_bytes", details={"limit": quota.bytes})
