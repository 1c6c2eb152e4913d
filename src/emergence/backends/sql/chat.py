"""Messages in SQL; threads are in `threads.py`."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.base import Executable

from ...domain.chat import Cited, Drawn, Message, Page, Thread
from ...domain.problems import Conflict, NotFound
from ...domain.usage import Tokens
from .cursor import seq_of
from .dialect import Row, Run, given, insert
from .schema import messages, threads
from .threads import GET, THREAD, no_thread, thread_of

C = messages.c
MESSAGE = tuple(column for column in C if column.name not in ("n", "owner"))
ID, OWNER, NOW = given("message_id", C.id), given("by", C.owner), given("now", C.created_at)
NOT_REPLACED = C.superseded_by.is_(None)
STREAMING = sa.text("messages.status = 'streaming'")  # spelled out: with an argument SQLite would not use the partial index
ENDING = ("content", "status", "model", "tokens_in", "tokens_out", "cost", "finish", "reason", "finished_at", "context")

OPEN = (
    sa.update(threads)
    .where(threads.c.id == given("thread_id", threads.c.id), threads.c.owner == given("by", threads.c.owner))
    .values(last_seq=threads.c.last_seq + given("places", threads.c.last_seq), updated_at=given("now", threads.c.updated_at))
    .returning(*THREAD, threads.c.last_seq)
)
GET_ONE = sa.select(*MESSAGE).where(C.id == ID, C.owner == OWNER)
BY_REF = sa.select(*MESSAGE).where(C.owner == OWNER, C.ref == given("ref", C.ref))
REPLIES = sa.select(*MESSAGE).where(C.reply_to == ID, C.owner == OWNER, NOT_REPLACED).order_by(C.seq)
UP_TO = (
    sa.select(*MESSAGE)
    .where(C.thread_id == given("thread_id", C.thread_id), C.owner == OWNER, NOT_REPLACED, C.seq <= given("upto", C.seq))
    .order_by(C.seq.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
ME = messages.alias("me")
VERSIONS = (
    sa.select(*MESSAGE)
    .select_from(ME.join(messages, sa.and_(ME.c.thread_id == C.thread_id, ME.c.seq == C.seq)))
    .where(ME.c.id == ID, ME.c.owner == OWNER)
    .order_by(C.version)
)
FLUSH = sa.update(messages).where(C.id == ID, STREAMING).values(content=given("text", C.content), beat_at=NOW).returning(C.id)
FINISH = sa.update(messages).where(C.id == ID, STREAMING).values({name: given(f"new_{name}", C[name]) for name in ENDING}).returning(C.id)
INTERRUPT = (
    sa.update(messages)
    .where(STREAMING, sa.func.coalesce(C.beat_at, C.created_at) < given("silent_since", C.beat_at))
    .values(status="interrupted", reason=given("why", C.reason), finished_at=NOW)
    .returning(*MESSAGE, C.owner)
)


@cache
def adding(count: int) -> Executable:
    """Writes so many messages, except those whose `ref` was used before."""
    rows = [{column: given(f"{column.name}_{place}", column) for column in (*MESSAGE, C.owner)} for place in range(count)]
    added = insert(messages).values(rows)
    return added.on_conflict_do_nothing(index_elements=[C.owner, C.ref], index_where=C.ref.is_not(None)).returning(C.id)


@cache
def superseding(count: int) -> Executable:
    """Marks those of so many messages that were not replaced before."""
    these = C.id.in_([given(f"id_{place}", C.id) for place in range(count)])
    return sa.update(messages).where(these, C.owner == OWNER, NOT_REPLACED).values(superseded_by=given("successor", C.id)).returning(C.id)


def message_of(row: Row) -> Message:
    """A message from the columns in MESSAGE."""
    tokens_in, tokens_out = row[13], row[14]
    tokens = None if tokens_in is None else Tokens(tokens_in, tokens_out or 0)
    return Message(*(*row[:13], tokens, *row[15:20], _drawn(row[20])))


def _drawn(kept: dict[str, Any] | None) -> Drawn | None:
    if not kept:
        return None
    cited = tuple([Cited(**each) for each in kept.get("passages", ())])
    return Drawn(kept["messages"], kept["tokens"], kept["budget"], cited, kept.get("degraded"))


def _columns(message: Message) -> tuple[Any, ...]:
    tokens = message.tokens
    counted = (tokens.input, tokens.output) if tokens else (None, None)
    drawn = asdict(message.context) if message.context else None
    return (*_said(message), *counted, message.cost, message.finish, message.reason, message.beat_at, message.finished_at, drawn)


def _said(m: Message) -> tuple[Any, ...]:
    said = (m.id, m.thread_id, m.seq, m.role, m.speaker, m.content, m.status, m.created_at)
    return (*said, m.version, m.ref, m.reply_to, m.superseded_by, m.model)


class SqlMessages:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def open(self, thread_id: str, now: datetime, places: int, *, owner: str) -> tuple[Thread, int]:
        rows = await self._run(OPEN, {"thread_id": thread_id, "by": owner, "places": places, "now": now})
        if not rows:
            raise no_thread()
        *thread, last = rows[0]
        return thread_of(thread), last - places + 1

    async def add(self, *messages: Message, owner: str) -> None:
        if not messages:
            return
        values: dict[str, Any] = {}
        for place, message in enumerate(messages):
            values |= zip((f"{name}_{place}" for name in NAMES), (*_columns(message), owner), strict=True)
        if len(await self._run(adding(len(messages)), values)) < len(messages):
            raise Conflict("This was sent before.", "ref_taken")

    async def supersede(self, message_ids: Sequence[str], by: str, *, owner: str) -> tuple[str, ...]:
        if not message_ids:
            return ()
        values = {f"id_{place}": name for place, name in enumerate(message_ids)}
        rows = await self._run(superseding(len(message_ids)), {**values, "by": owner, "successor": by})
        replaced = {row[0] for row in rows}
        return tuple(name for name in message_ids if name in replaced)

    async def get(self, message_id: str, *, owner: str) -> Message:
        rows = await self._run(GET_ONE, {"message_id": message_id, "by": owner})
        if not rows:
            raise _no_message()
        return message_of(rows[0])

    async def by_ref(self, ref: str, *, owner: str) -> Message | None:
        rows = await self._run(BY_REF, {"ref": ref, "by": owner})
        return message_of(rows[0]) if rows else None

    async def replies(self, message_id: str, *, owner: str) -> tuple[Message, ...]:
        return _all(await self._run(REPLIES, {"message_id": message_id, "by": owner}))

    async def page(self, thread_id: str, *, owner: str, limit: int, cursor: str | None) -> Page[Message]:
        found = await self.before(thread_id, seq_of(cursor), owner=owner, limit=limit + 1)
        if not found and not await self._run(GET, {"thread_id": thread_id, "by": owner}):
            raise no_thread()
        return Page(found) if len(found) <= limit else Page(found[1:], str(found[0].seq))

    async def before(self, thread_id: str, seq: int, *, owner: str, limit: int) -> tuple[Message, ...]:
        rows = await self._run(UP_TO, {"thread_id": thread_id, "by": owner, "upto": seq, "limit": limit})
        return _all(rows[::-1])

    async def versions(self, message_id: str, *, owner: str) -> tuple[Message, ...]:
        found = _all(await self._run(VERSIONS, {"message_id": message_id, "by": owner}))
        if not found:
            raise _no_message()
        return found

    async def flush(self, message_id: str, content: str, now: datetime) -> bool:
        return bool(await self._run(FLUSH, {"message_id": message_id, "text": content, "now": now}))

    async def finish(self, message: Message) -> bool:
        columns = dict(zip(NAMES, _columns(message), strict=False))
        ending = {f"new_{name}": columns[name] for name in ENDING}
        return bool(await self._run(FINISH, {"message_id": message.id, **ending}))

    async def interrupt_silent(self, before: datetime, now: datetime, reason: str) -> tuple[tuple[str, Message], ...]:
        rows = await self._run(INTERRUPT, {"silent_since": before, "now": now, "why": reason})
        return tuple(sorted(((row[21], message_of(row)) for row in rows), key=itemgetter(0)))


NAMES = (*(column.name for column in MESSAGE), "owner")


def _all(rows: Sequence[Row]) -> tuple[Message, ...]:
    return tuple([message_of(row) for row in rows])


def _no_message() -> NotFound:
    return NotFound("There is no such message.", "message_not_found")
