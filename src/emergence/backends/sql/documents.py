"""Documents and their text in SQL."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.base import Executable

from ...domain.chat import Page
from ...domain.documents import Document, Heading, Part, Status
from ...domain.problems import NotFound
from ...ports.documents import Standing, Stored
from .cursor import n_of, page_of, place_of
from .dialect import MOMENT, Row, Run, given, insert, values_of
from .lists import as_list, in_portions
from .schema_documents import document_parts, documents

C, P = documents.c, document_parts.c
DOCUMENT = tuple(C[field.name] for field in fields(Document))
PART = (P.n, P.text, P.start, P.page)
OWNER = given("by", C.owner)
MINE = sa.and_(C.id == given("document_id", C.id), C.owner == OWNER, C.gone.is_(sa.false()))
ITS = sa.and_(P.document_id == given("document_id", C.id), P.owner == OWNER)
IDS = sa.bindparam("ids", type_=sa.Text)
HERE = sa.and_(C.owner == OWNER, C.gone.is_(sa.false()))
LIMIT = sa.bindparam("limit", type_=sa.Integer)

ADD = (
    insert(documents)
    .values({column.name: given(column.name, column) for column in (*DOCUMENT, C.owner, C.gone)})
    .on_conflict_do_nothing(index_elements=[C.owner, C.hash])
    .returning(*DOCUMENT)
)
BY_HASH = sa.select(*DOCUMENT).where(HERE, C.hash == given("known_hash", C.hash))
GET = sa.select(*DOCUMENT).where(MINE)
OF_IDS = sa.select(*DOCUMENT).where(HERE, C.id.op("IN")(values_of(IDS)))
PAGE = (
    sa.select(*DOCUMENT)
    .where(HERE, sa.tuple_(C.created_at, C.id) < sa.tuple_(sa.bindparam("at", type_=MOMENT), sa.bindparam("after", type_=sa.Text)))
    .order_by(C.created_at.desc(), C.id.desc())
    .limit(LIMIT)
)
STORED = sa.select(sa.func.count(), sa.func.coalesce(sa.cast(sa.func.sum(C.bytes), sa.BigInteger), 0)).where(HERE)
COUNTS = sa.select(C.status, sa.func.count()).where(HERE).group_by(C.status)
HEADINGS = sa.select(C.headings).where(MINE)
SET_HEADINGS = sa.update(documents).where(MINE).values(headings=given("new_headings", C.headings)).returning(C.id)
DROP_PARTS = sa.delete(document_parts).where(ITS)
PARTS = sa.select(*PART).where(ITS, P.n >= given("first", P.n)).order_by(P.n).limit(LIMIT)
SPAN = sa.select(*PART).where(ITS, P.start < given("upto", P.start), P.end > given("since", P.start)).order_by(P.n)
DISCARD = sa.update(documents).where(MINE).values(gone=sa.true(), hash=C.id).returning(C.passages)
ERASE = sa.delete(documents).where(C.id == given("document_id", C.id), C.owner == OWNER, C.gone.is_(sa.true()))
ALL = sa.select(C.owner, C.id, C.status, C.passages, C.done, C.gone).order_by(C.owner, C.id)


@cache
def changing(names: tuple[str, ...], states: int) -> Executable:
    """Sets these columns of a document in one of so many states."""
    expected = C.status.in_([given(f"state_{place}", C.status) for place in range(states)])
    return sa.update(documents).where(MINE, expected).values({n: given(f"new_{n}", C[n]) for n in names}).returning(*DOCUMENT)


@cache
def adding(count: int) -> Executable:
    """Adds so many parts."""
    return insert(document_parts).values([{c.name: given(f"{c.name}_{place}", c) for c in P} for place in range(count)])


def no_document() -> NotFound:
    """What is said of a document that is not there, or somebody else's."""
    return NotFound("There is no such document.", "document_not_found")


class SqlDocuments:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def add(self, document: Document, *, owner: str) -> Document:
        values = {column.name: getattr(document, column.name) for column in DOCUMENT}
        rows = await self._run(ADD, {**values, "owner": owner, "gone": False})
        rows = rows or await self._run(BY_HASH, {"by": owner, "known_hash": document.hash})
        return Document(*rows[0])

    async def get(self, document_id: str, *, owner: str) -> Document:
        return Document(*await self._one(GET, document_id, owner))

    async def of_ids(self, ids: Collection[str], *, owner: str) -> dict[str, Document]:
        rows = await self._run(OF_IDS, {"by": owner, "ids": as_list(ids)})
        return {row[0]: Document(*row) for row in rows}

    async def page(self, cursor: str | None, limit: int, *, owner: str) -> Page[Document]:
        at, after = place_of(cursor)
        rows = await self._run(PAGE, {"by": owner, "at": at, "after": after, "limit": limit + 1})
        return page_of([Document(*row) for row in rows], limit, lambda document: (document.created_at, document.id))

    async def stored(self, *, owner: str) -> Stored:
        rows = await self._run(STORED, {"by": owner})
        return Stored(*rows[0])

    async def counts(self, *, owner: str) -> Mapping[Status, int]:
        return {row[0]: row[1] for row in await self._run(COUNTS, {"by": owner})}

    async def change(self, document_id: str, changes: Mapping[str, Any], states: Collection[Status], *, owner: str) -> Document | None:
        values = {f"new_{name}": value for name, value in changes.items()}
        values |= {f"state_{place}": state for place, state in enumerate(states)}
        rows = await self._run(changing(tuple(changes), len(states)), {**values, "document_id": document_id, "by": owner})
        return Document(*rows[0]) if rows else None

    async def read(self, document_id: str, parts: Sequence[Part], headings: Sequence[Heading], *, owner: str) -> None:
        listed = {"items": [[heading.start, heading.level, heading.text] for heading in headings]}
        await self._one(SET_HEADINGS, document_id, owner, new_headings=listed)
        await self._run(DROP_PARTS, {"document_id": document_id, "by": owner})
        for portion in in_portions(parts):
            kept = [{**_part(part), "document_id": document_id, "owner": owner} for part in portion]
            values = {f"{name}_{place}": value for place, row in enumerate(kept) for name, value in row.items()}
            await self._run(adding(len(portion)), values)

    async def parts(self, document_id: str, cursor: str | None, limit: int, *, owner: str) -> Page[Part]:
        rows = await self._run(PARTS, {"document_id": document_id, "by": owner, "first": n_of(cursor), "limit": limit + 1})
        if not rows:
            await self.get(document_id, owner=owner)
        found = tuple(Part(*row) for row in rows)
        return Page(found) if len(found) <= limit else Page(found[:limit], str(found[limit].n))

    async def text(self, document_id: str, start: int, end: int, *, owner: str) -> str:
        rows = await self._run(SPAN, {"document_id": document_id, "by": owner, "since": start, "upto": end})
        if not rows:
            await self.get(document_id, owner=owner)
        found = [Part(*row) for row in rows]
        return "".join(part.text[max(0, start - part.start) : end - part.start] for part in found)

    async def headings(self, document_id: str, *, owner: str) -> tuple[Heading, ...]:
        (found,) = await self._one(HEADINGS, document_id, owner)
        return tuple(Heading(*each) for each in (found or {"items": []})["items"])

    async def discard(self, document_id: str, *, owner: str) -> int:
        return int((await self._one(DISCARD, document_id, owner))[0])

    async def erase(self, document_id: str, *, owner: str) -> None:
        await self._run(ERASE, {"document_id": document_id, "by": owner})

    async def all(self) -> Sequence[Standing]:
        rows = await self._run(ALL, {})
        return [Standing(owner, name, "gone" if gone else status, count, done) for owner, name, status, count, done, gone in rows]

    async def _one(self, statement: Executable, document_id: str, owner: str, **more: Any) -> Row:
        rows = await self._run(statement, {"document_id": document_id, "by": owner, **more})
        if not rows:
            raise no_document()
        return rows[0]


def _part(part: Part) -> dict[str, Any]:
    return {"n": part.n, "text": part.text, "start": part.start, "end": part.start + len(part.text), "page": part.page}
