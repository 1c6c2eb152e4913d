"""Full text: FTS5 on SQLite, a tsvector on Postgres. Both hold the words of titles and of settled messages as they stand now,
without accents and case; a query is the beginnings of words, all of which must be there."""

from collections.abc import Sequence
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.sql.base import Executable

from .dialect import MOMENT
from .lanes import LanesSearch, PostgresLanes, SqliteLanes
from .schema import messages, threads

MATCH = sa.bindparam("match", type_=sa.Text)
OWNER = sa.bindparam("owner", type_=sa.Text)
BEFORE = sa.tuple_(sa.bindparam("at", type_=MOMENT), sa.bindparam("id", type_=sa.Text))
NOTHING = sa.cast(sa.null(), sa.Text)


class Search(Protocol):
    """How a dialect finds words. The statement answers thread_id, title, message_id, speaker, at, text; the latest first."""

    statement: Executable
    lanes: LanesSearch

    def match(self, words: Sequence[str]) -> str:
        """The query for these words, in the dialect's own language."""


class SqliteSearch:
    """FTS5, whose tables are kept by triggers and point to the rows by their number."""

    def __init__(self) -> None:
        self.lanes: LanesSearch = SqliteLanes()
        spoken, titled = _pointing("messages_words"), _pointing("threads_words")
        self.statement = _found(
            messages.join(spoken, spoken.c.rowid == messages.c.n),
            _op("messages_words", "MATCH", MATCH),
            threads.join(titled, titled.c.rowid == threads.c.n),
            _op("threads_words", "MATCH", MATCH),
        )

    def match(self, words: Sequence[str]) -> str:
        return " ".join(f'"{word}"*' for word in words)


class PostgresSearch:
    """Generated tsvector columns. The query is cast, not parsed: it is made of letters and digits only."""

    def __init__(self) -> None:
        self.lanes: LanesSearch = PostgresLanes()
        query = sa.cast(MATCH, TSQUERY)
        settled = sa.and_(sa.text("messages.status <> 'streaming'"), messages.c.superseded_by.is_(None))
        self.statement = _found(messages, sa.and_(_op("messages.words", "@@", query), settled), threads, _op("threads.words", "@@", query))

    def match(self, words: Sequence[str]) -> str:
        return " & ".join(f"'{word}':*" for word in words)


def _pointing(name: str) -> sa.TableClause:
    return sa.table(name, sa.column("rowid"))


def _op(left: str, operator: str, right: Any) -> sa.ColumnElement[bool]:
    return sa.literal_column(left).op(operator, is_comparison=True)(right)


def _found(spoken: Any, spoken_match: Any, titled: Any, titled_match: Any) -> Executable:
    said = (
        sa.select(messages.c.thread_id, threads.c.title, messages.c.id, messages.c.speaker, messages.c.created_at.label("at"),
                  messages.c.content, messages.c.id.label("key"))
        .select_from(spoken.join(threads, threads.c.id == messages.c.thread_id))
        .where(spoken_match, messages.c.owner == OWNER, sa.tuple_(messages.c.created_at, messages.c.id) < BEFORE)
    )  # fmt: skip
    named = (
        sa.select(threads.c.id, threads.c.title, NOTHING, NOTHING, threads.c.created_at, threads.c.title, threads.c.id)
        .select_from(titled)
        .where(titled_match, threads.c.owner == OWNER, sa.tuple_(threads.c.created_at, threads.c.id) < BEFORE)
    )
    return sa.union_all(said, named).order_by(sa.desc("at"), sa.desc("key")).limit(sa.bindparam("limit", type_=sa.Integer))
