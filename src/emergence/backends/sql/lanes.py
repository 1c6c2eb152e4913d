"""Passages by their terms: FTS5 on SQLite, tsvectors on Postgres. Whose they are, and of which documents, is asked inside the index.

Terms were folded and cut by our own analysis before they came here, so the indexes only split at spaces.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.sql.base import Executable

from ...domain.documents import Lane
from .dialect import given
from .schema_documents import documents, passages

C, D = passages.c, documents.c
MATCH, ANY, LIMIT = sa.bindparam("match", type_=sa.Text), sa.bindparam("any", type_=sa.Text), sa.bindparam("limit", type_=sa.Integer)
MINE = C.owner == given("by", C.owner)
LIVING = sa.and_(D.id == C.document_id, D.gone.is_(sa.false()))


class LanesSearch(Protocol):
    """How a dialect finds passages with any of some terms. The statements answer their ids, the best first."""

    statements: Mapping[Lane, Executable]

    def ask(self, lane: Lane, terms: Sequence[str], owner: str, among: Collection[str] | None) -> dict[str, Any] | None:
        """What the lane's statement is given; None if nothing can be found."""


class SqliteLanes:
    """One index with a column for everything that is asked for, ranked by its own BM25."""

    def __init__(self) -> None:
        words = sa.table("passages_words", sa.column("rowid"), sa.column("rank"))
        best = sa.select(words.c.rowid, words.c.rank).where(sa.literal_column("passages_words").op("MATCH", is_comparison=True)(MATCH))
        found = best.order_by(words.c.rank).limit(LIMIT).subquery()
        with_passages = found.join(passages, C.key == found.c.rowid).join(documents, LIVING)
        statement = sa.select(C.id).select_from(with_passages).where(MINE).order_by(found.c.rank)
        self.statements: Mapping[Lane, Executable] = {"stem": statement, "gram": statement}

    def ask(self, lane: Lane, terms: Sequence[str], owner: str, among: Collection[str] | None) -> dict[str, Any] | None:
        if not terms or (among is not None and not among):
            return None
        within = f" AND document_id : ({_any_of(among)})" if among is not None else ""
        return {"match": f"owner : {_any_of([owner])}{within} AND {lane}s : ({_any_of(terms)})"}


def _any_of(words: Collection[str]) -> str:
    return " OR ".join(f'"{word.replace(chr(34), "")}"' for word in words)


class PostgresLanes:
    """A tsvector a lane, which holds the owner and the document as words of their own kind."""

    def __init__(self) -> None:
        self.statements: Mapping[Lane, Executable] = {"stem": _ranked("stems_words"), "gram": _ranked("grams_words")}

    def ask(self, lane: Lane, terms: Sequence[str], owner: str, among: Collection[str] | None) -> dict[str, Any] | None:
        if not terms or (among is not None and not among):
            return None
        said = _either(terms)
        within = f" & ({_either([f'#{name}' for name in among])})" if among is not None else ""
        return {"match": f"{_either([f'@{owner}'])}{within} & ({said})", "any": said}


def _ranked(column: str) -> Executable:
    words: sa.ColumnClause[Any] = sa.literal_column(f"passages.{column}")
    rank = sa.func.ts_rank(words, sa.cast(ANY, TSQUERY))
    found = sa.select(C.id).select_from(sa.join(passages, documents, LIVING)).where(MINE)
    return found.where(words.op("@@", is_comparison=True)(sa.cast(MATCH, TSQUERY))).order_by(rank.desc(), C.id).limit(LIMIT)


def _either(words: Collection[str]) -> str:
    return " | ".join("'" + word.replace("'", "").replace(chr(92), "") + "'" for word in words)
