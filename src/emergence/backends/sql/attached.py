"""The documents of a thread, in SQL. Whose thread and whose documents they are is part of the statement that joins them."""

from collections.abc import Collection

import sqlalchemy as sa

from ...domain.documents import Document
from .dialect import Run, given, insert, values_of
from .documents import DOCUMENT, HERE, IDS, no_document
from .lists import as_list
from .schema import threads
from .schema_documents import documents, thread_documents
from .threads import GET, no_thread

A, D, T = thread_documents.c, documents.c, threads.c
THREAD = given("thread_id", A.thread_id)
ITS = sa.and_(A.thread_id == THREAD, A.owner == given("by", A.owner))

ADD = (
    insert(thread_documents)
    .from_select(
        ["thread_id", "document_id", "owner"],
        sa.select(T.id, D.id, D.owner).where(T.id == THREAD, T.owner == D.owner, HERE, D.id.op("IN")(values_of(IDS))),
    )
    .on_conflict_do_nothing(index_elements=[A.thread_id, A.document_id])
)
KEEP = sa.delete(thread_documents).where(ITS, A.document_id.op("NOT IN")(values_of(IDS)))
OF = (
    sa.select(*DOCUMENT)
    .select_from(documents.join(thread_documents, sa.and_(A.document_id == D.id, A.owner == D.owner)))
    .where(HERE, A.thread_id == THREAD)
    .order_by(D.created_at.desc(), D.id.desc())
)


class SqlAttached:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def add(self, thread_id: str, ids: Collection[str], *, owner: str) -> None:
        await self._run(ADD, {"thread_id": thread_id, "by": owner, "ids": as_list(ids)})
        await self._expect(thread_id, owner)
        if not {*ids} <= {document.id for document in await self.of(thread_id, owner=owner)}:
            raise no_document()

    async def keep(self, thread_id: str, ids: Collection[str], *, owner: str) -> None:
        await self._run(KEEP, {"thread_id": thread_id, "by": owner, "ids": as_list(ids)})
        await self._expect(thread_id, owner)

    async def of(self, thread_id: str, *, owner: str) -> tuple[Document, ...]:
        return tuple([Document(*row) for row in await self._run(OF, {"thread_id": thread_id, "by": owner})])

    async def _expect(self, thread_id: str, owner: str) -> None:
        if not await self._run(GET, {"thread_id": thread_id, "by": owner}):
            raise no_thread()
