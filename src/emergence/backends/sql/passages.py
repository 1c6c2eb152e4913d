"""Passages in SQL, and the terms they are found by, counted."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.base import Executable

from ...domain.chat import Page
from ...domain.documents import Lane, Passage
from ...ports.documents import Corpus, Indexed
from .cursor import n_of
from .dialect import Row, Run, given, insert, pairs_of, values_of
from .documents import GET, no_document
from .lanes import LanesSearch
from .lists import as_list, as_pairs, in_portions
from .schema_documents import corpora, documents, passages, terms

C, T, K, D = passages.c, terms.c, corpora.c, documents.c
PASSAGE = (C.id, C.document_id, C.n, C.text, C.start, C.end, C.page, C.heading)
INDEXED = (*PASSAGE, C.stems, C.grams, C.context)
KEPT = (*INDEXED, C.owner)
SUMS = ("passages", "stems", "grams")
LANES: tuple[Lane, ...] = ("stem", "gram")
OWNER, LANE, DOCUMENT = given("by", C.owner), given("of_lane", T.lane), given("document_id", C.document_id)
LIMIT = sa.bindparam("limit", type_=sa.Integer)
ITS = sa.and_(C.document_id == DOCUMENT, C.owner == OWNER)
AMONG = C.document_id.op("IN")(values_of(sa.bindparam("among", type_=sa.Text)))

PAIRS = sa.bindparam("pairs", type_=sa.Text)
COUNTED = pairs_of(PAIRS).table_valued("key", "value")
NEW = insert(terms).from_select(
    [T.owner, T.lane, T.term, T.passages],
    sa.select(OWNER, LANE, COUNTED.c.key, sa.cast(COUNTED.c.value, sa.Integer)).select_from(COUNTED).where(sa.true()),
)
COUNT = NEW.on_conflict_do_update(index_elements=[T.owner, T.lane, T.term], set_={"passages": T.passages + NEW.excluded.passages})
OF_TERMS = T.term.op("IN")(values_of(sa.bindparam("terms", type_=sa.Text)))
FORGET = sa.delete(terms).where(T.owner == OWNER, T.lane == LANE, OF_TERMS, T.passages <= 0)
FREQUENCIES = sa.select(T.term, T.passages).where(T.owner == OWNER, T.lane == LANE, OF_TERMS)
MORE = insert(corpora).values({column.name: given(column.name, column) for column in K})
SUM = MORE.on_conflict_do_update(index_elements=[K.owner], set_={name: K[name] + MORE.excluded[name] for name in SUMS})
LABELLED = MORE.on_conflict_do_update(
    index_elements=[K.owner], set_={"label": MORE.excluded.label}, where=sa.or_(K.label.is_(None), K.passages == 0)
)
RELABEL = sa.update(corpora).where(K.owner == OWNER).values(label=given("new_label", K.label))
LABELS = sa.select(K.label).where(K.passages > 0, K.label.is_not(None)).distinct().order_by(K.label)
CORPUS = sa.select(K.passages, K.stems, K.grams, K.label).where(K.owner == OWNER)

SOME = sa.select(C.key).where(ITS).order_by(C.n.desc()).limit(LIMIT)
DROP = sa.delete(passages).where(C.key.in_(SOME)).returning(C.stems, C.grams)
HOW_MANY = sa.select(sa.func.count()).where(ITS)
PAGE = sa.select(*PASSAGE).where(ITS, C.n >= given("first", C.n)).order_by(C.n).limit(LIMIT)
AROUND = sa.select(*PASSAGE).where(ITS, C.n >= given("first", C.n), C.n <= given("last", C.n)).order_by(C.n)
WITH_DOCUMENT = sa.join(passages, documents, sa.and_(D.id == C.document_id, D.gone.is_(sa.false())))
IDS = (
    sa.select(C.id).select_from(WITH_DOCUMENT).where(C.owner == OWNER, sa.or_(D.status == "ready", D.status == "indexing")).order_by(C.key)
)
THESE = C.id.op("IN")(values_of(sa.bindparam("ids", type_=sa.Text)))
OF_IDS = sa.select(*INDEXED).select_from(WITH_DOCUMENT).where(THESE, C.owner == OWNER)
OF_IDS_AMONG = OF_IDS.where(AMONG)


@cache
def adding(count: int) -> Executable:
    """Adds so many passages."""
    return insert(passages).values([{c.name: given(f"{c.name}_{place}", c) for c in KEPT} for place in range(count)])


class SqlPassages:
    def __init__(self, run: Run, search: LanesSearch) -> None:
        self._run, self._search = run, search

    async def put(self, document_id: str, passages: Sequence[Indexed], *, owner: str) -> None:
        for portion in in_portions(passages):
            kept = [dict(zip(NAMES, (*_columns(document_id, each), owner), strict=True)) for each in portion]
            values = {f"{name}_{place}": value for place, row in enumerate(kept) for name, value in row.items()}
            await self._run(adding(len(portion)), values)
        await self._count([(each.stems, each.grams) for each in passages], 1, owner)

    async def drop(self, document_id: str, limit: int, *, owner: str) -> int:
        rows = await self._run(DROP, {"document_id": document_id, "by": owner, "limit": limit})
        if rows:
            await self._count(rows, -1, owner)
        return len(rows)

    async def count(self, document_id: str, *, owner: str) -> int:
        rows = await self._run(HOW_MANY, {"document_id": document_id, "by": owner})
        return int(rows[0][0])

    async def page(self, document_id: str, cursor: str | None, limit: int, *, owner: str) -> Page[Passage]:
        rows = await self._run(PAGE, {"document_id": document_id, "by": owner, "first": n_of(cursor), "limit": limit + 1})
        if not rows and not await self._run(GET, {"document_id": document_id, "by": owner}):
            raise no_document()
        found = tuple(Passage(*row) for row in rows)
        return Page(found) if len(found) <= limit else Page(found[:limit], str(found[limit].n))

    async def ids(self, *, owner: str) -> Sequence[str]:
        return [row[0] for row in await self._run(IDS, {"by": owner})]

    async def corpus(self, *, owner: str) -> Corpus:
        rows = await self._run(CORPUS, {"by": owner})
        count, stems, grams, label = rows[0] if rows else (0, 0, 0, None)
        return Corpus(count, {"stem": stems / max(1, count), "gram": grams / max(1, count)}, label)

    async def embedded_by(self, label: str, *, owner: str) -> None:
        await self._run(LABELLED, {"owner": owner, "label": label, **dict.fromkeys(SUMS, 0)})

    async def relabel(self, label: str, *, owner: str) -> None:
        await self._run(RELABEL, {"by": owner, "new_label": label})

    async def labels(self) -> Sequence[str]:
        return [row[0] for row in await self._run(LABELS, {})]

    async def frequencies(self, lane: Lane, terms: Collection[str], *, owner: str) -> dict[str, int]:
        rows = await self._run(FREQUENCIES, {"by": owner, "of_lane": lane, "terms": as_list(terms)})
        return {row[0]: row[1] for row in rows}

    async def with_terms(self, lane: Lane, terms: Sequence[str], limit: int, among: Collection[str] | None, *, owner: str) -> list[str]:
        asked = self._search.ask(lane, [term for term in terms if term.isalnum()], owner, among)
        if asked is None:
            return []
        rows = await self._run(self._search.statements[lane], {**asked, "limit": limit, "by": owner})
        return [row[0] for row in rows]

    async def of_ids(self, ids: Collection[str], among: Collection[str] | None, *, owner: str) -> list[Indexed]:
        values = {"by": owner, "ids": as_list(ids)}
        rows = await (self._run(OF_IDS, values) if among is None else self._run(OF_IDS_AMONG, {**values, "among": as_list(among)}))
        return [Indexed(Passage(*row[:-3]), *row[-3:]) for row in rows]

    async def around(self, document_id: str, first: int, last: int, *, owner: str) -> list[Passage]:
        rows = await self._run(AROUND, {"document_id": document_id, "by": owner, "first": first, "last": last})
        return [Passage(*row) for row in rows]

    async def _count(self, said: Sequence[Row], sign: int, owner: str) -> None:
        """Add the terms of so many passages to the owner's sums, or take them away. The sums first: they are what writers wait for."""
        split = [[row[place].split() for row in said] for place in range(len(LANES))]
        lengths = [sign * sum(map(len, lane)) for lane in split]
        sums = dict(zip(SUMS, (sign * len(said), *lengths), strict=True))
        await self._run(SUM, {"owner": owner, "label": None, **sums})
        for lane, texts in zip(LANES, split, strict=True):
            counted = Counter(term for text in texts for term in set(text))
            await self._run(COUNT, {"by": owner, "of_lane": lane, "pairs": as_pairs(_signed(counted, sign))})
            if sign < 0:
                await self._run(FORGET, {"by": owner, "of_lane": lane, "terms": as_list(counted)})


NAMES = tuple(column.name for column in KEPT)


def _columns(document_id: str, each: Indexed) -> tuple[Any, ...]:
    one = each.passage
    return (one.id, document_id, one.n, one.text, one.start, one.end, one.page, one.heading, each.stems, each.grams, each.context)


def _signed(counted: Mapping[str, int], sign: int) -> dict[str, int]:
    return {term: sign * count for term, count in counted.items()}
