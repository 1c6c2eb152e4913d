"""Threads in SQL."""

import sqlalchemy as sa

from ...domain.chat import Hit, Page, Thread
from ...domain.problems import NotFound
from .cursor import page_of, place_of
from .dialect import MOMENT, Row, Run, insert
from .excerpt import excerpt, words_of
from .fulltext import Search
from .schema import threads

C = threads.c
THREAD = (C.id, C.title, C.created_at, C.updated_at, C.agent, C.archived, C.titled)
ID = sa.bindparam("thread_id", type_=sa.Text)
OWNER = sa.bindparam("by", type_=sa.Text)
MINE = sa.and_(C.id == ID, C.owner == OWNER)
NEW_TITLE = sa.bindparam("new_title", type_=sa.Text)
NEW_ARCHIVED = sa.bindparam("new_archived", type_=sa.Boolean)

ADD = insert(threads).values({column: sa.bindparam(column.name, type_=column.type) for column in (*THREAD, C.owner)})
GET = sa.select(*THREAD).where(MINE)
LIST = (
    sa.select(*THREAD)
    .where(C.owner == OWNER, C.archived == sa.bindparam("archived", type_=sa.Boolean))
    .where(sa.tuple_(C.updated_at, C.id) < sa.tuple_(sa.bindparam("at", type_=MOMENT), sa.bindparam("after", type_=sa.Text)))
    .order_by(C.updated_at.desc(), C.id.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
IDS = sa.select(C.id).where(C.owner == OWNER).order_by(C.created_at, C.id)
CHANGE = (
    sa.update(threads)
    .where(MINE)
    .values(
        title=sa.func.coalesce(NEW_TITLE, C.title),
        titled=sa.or_(C.titled, NEW_TITLE.is_not(None)),
        archived=sa.func.coalesce(NEW_ARCHIVED, C.archived),
    )
    .returning(*THREAD)
)
TITLE = sa.update(threads).where(MINE, C.titled.is_(sa.false())).values(title=NEW_TITLE).returning(*THREAD)
DELETE = sa.delete(threads).where(MINE).returning(C.id)


def thread_of(row: Row) -> Thread:
    """A thread from the columns in THREAD."""
    return Thread(*row)


def no_thread() -> NotFound:
    """What is said of a thread that is not there, or somebody else's."""
    return NotFound("There is no such thread.", "thread_not_found")


class SqlThreads:
    def __init__(self, run: Run, search: Search) -> None:
        self._run, self._search = run, search

    async def add(self, thread: Thread, *, owner: str) -> None:
        await self._run(ADD, {**{column.name: getattr(thread, column.name) for column in THREAD}, "owner": owner})

    async def get(self, thread_id: str, *, owner: str) -> Thread:
        rows = await self._run(GET, {"thread_id": thread_id, "by": owner})
        if not rows:
            raise no_thread()
        return thread_of(rows[0])

    async def list(self, *, owner: str, archived: bool, limit: int, cursor: str | None) -> Page[Thread]:
        at, after = place_of(cursor)
        rows = await self._run(LIST, {"by": owner, "archived": archived, "at": at, "after": after, "limit": limit + 1})
        found = [Thread(*row) for row in rows]
        return page_of(found, limit, lambda thread: (thread.updated_at, thread.id))

    async def ids(self, *, owner: str) -> tuple[str, ...]:
        return tuple([row[0] for row in await self._run(IDS, {"by": owner})])

    async def change(self, thread_id: str, *, owner: str, title: str | None = None, archived: bool | None = None) -> Thread:
        rows = await self._run(CHANGE, {"new_title": title, "new_archived": archived, "thread_id": thread_id, "by": owner})
        if not rows:
            raise no_thread()
        return thread_of(rows[0])

    async def title(self, thread_id: str, title: str, *, owner: str) -> Thread | None:
        rows = await self._run(TITLE, {"thread_id": thread_id, "by": owner, "new_title": title})
        return thread_of(rows[0]) if rows else None

    async def delete(self, thread_id: str, *, owner: str) -> None:
        if not await self._run(DELETE, {"thread_id": thread_id, "by": owner}):
            raise no_thread()

    async def search(self, query: str, *, owner: str, limit: int, cursor: str | None) -> Page[Hit]:
        (at, after), words = place_of(cursor), words_of(query)
        if not words:
            return Page(())
        values = {"match": self._search.match(words), "owner": owner, "at": at, "id": after, "limit": limit + 1}
        rows = await self._run(self._search.statement, values)
        hits = [_hit(row, words) for row in rows]
        return page_of(hits, limit, lambda hit: (hit.at, hit.message_id or hit.thread_id))


def _hit(row: Row, words: tuple[str, ...]) -> Hit:
    thread_id, title, message_id, speaker, at, text, _ = row
    return Hit(thread_id, title, message_id, speaker, at, *excerpt(text, words))
