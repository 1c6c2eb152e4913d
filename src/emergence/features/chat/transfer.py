"""Taking threads away and bringing them in: our own JSON, Markdown to read, and ChatGPT's export."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ...domain.agents import AGENTS
from ...domain.chat import TITLE_LENGTH, Message, MessageRole, Thread
from ...domain.problems import NotFound
from ...domain.text import first_words
from ...ports.bus import Bus, channel_of
from ...ports.clock import Clock
from ...ports.store import Store
from ...protocol import Id, ThreadChanged
from .prompt import name_of

UNTITLED = "…"
BATCH = 200
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC; one without a zone is taken to be. Raises ValueError for what no conversation can have."""
    known = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    if not EARLIEST - timedelta(days=1) < known < LATEST:
        raise ValueError("a moment must be between 1970 and 2200")
    return max(EARLIEST, known.astimezone(UTC))


Moment = Annotated[datetime, AfterValidator(in_utc)]


class Part(BaseModel):
    """What the parts of an import have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BroughtMessage(Part):
    """A message as it is brought in or taken away. A moment without a zone is in UTC."""

    role: MessageRole
    content: Annotated[str, Field(max_length=1_000_000)]
    ref: Id | None = None
    speaker: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    created_at: Moment | None = None
    model: Annotated[str, Field(max_length=200)] | None = None


class BroughtThread(Part):
    """A thread as it is brought in or taken away."""

    title: Annotated[str, Field(max_length=2000)]
    messages: Annotated[tuple[BroughtMessage, ...], Field(max_length=100_000)]
    created_at: Moment | None = None
    archived: bool = False


class Brought(Part):
    """The whole of an import or an export."""

    threads: Annotated[tuple[BroughtThread, ...], Field(max_length=10_000)]


@dataclass(frozen=True, slots=True)
class NewMessage:
    """Where a message that was brought in is now."""

    ref: str | None
    id: str


@dataclass(frozen=True, slots=True)
class NewThread:
    """Where a thread that was brought in is now."""

    id: str
    messages: tuple[NewMessage, ...]


@dataclass(frozen=True, slots=True)
class Transfer:
    """Import and export of a person's own threads."""

    store: Store
    bus: Bus
    clock: Clock

    async def bring(self, brought: Brought, *, owner: str) -> tuple[NewThread, ...]:
        """Write all threads, or none. Raises Conflict if a message's ref was used before."""
        made = await asyncio.to_thread(self._made, brought)
        written: list[NewThread] = []
        try:
            for thread, messages in made:
                written.append(await self._write(thread, messages, owner))
        except BaseException:
            await self._undo(written, owner)
            raise
        return tuple(written)

    def _made(self, brought: Brought) -> list[tuple[Thread, list[Message]]]:
        now = self.clock.now()
        threads = [(self._thread(source, now), source) for source in brought.threads]
        return [(thread, list(self._messages(thread, source))) for thread, source in threads]

    async def _write(self, thread: Thread, messages: list[Message], owner: str) -> NewThread:
        """One thread in one transaction: others may write between two threads of a large import."""
        async with self.store.begin() as tx:
            await tx.threads.add(thread, owner=owner)
            await tx.messages.open(thread.id, thread.updated_at, len(messages), owner=owner)
            for start in range(0, len(messages), BATCH):
                await tx.messages.add(*messages[start : start + BATCH], owner=owner)
        await self.bus.publish(channel_of(owner), ThreadChanged(thread_id=thread.id, thread=thread))
        return NewThread(thread.id, tuple(NewMessage(message.ref, message.id) for message in messages))

    async def _undo(self, written: list[NewThread], owner: str) -> None:
        for thread in written:
            async with self.store.begin() as tx:
                await tx.threads.delete(thread.id, owner=owner)
            await self.bus.publish(channel_of(owner), ThreadChanged(thread_id=thread.id, thread=None))

    async def take(self, thread_id: str, *, owner: str) -> BroughtThread:
        """A thread as it can be brought in again. Raises NotFound."""
        async with self.store.read() as look:
            thread = await look.threads.get(thread_id, owner=owner)
        messages = [message async for message in self._all(thread_id, owner)]
        return BroughtThread(
            title=thread.title,
            created_at=thread.created_at,
            archived=thread.archived,
            messages=tuple(
                BroughtMessage(role=m.role, speaker=m.speaker, content=m.content, created_at=m.created_at, model=m.model) for m in messages
            ),
        )

    async def everything(self, *, owner: str) -> AsyncIterator[BroughtThread]:
        """All of a person's threads: which ones is known now, what is in each is read when it is asked for."""
        async with self.store.read() as look:
            ids = await look.threads.ids(owner=owner)
        return self._each(ids, owner)

    async def _each(self, ids: Iterable[str], owner: str) -> AsyncIterator[BroughtThread]:
        for thread_id in ids:
            with suppress(NotFound):  # deleted since
                yield await self.take(thread_id, owner=owner)

    def _thread(self, source: BroughtThread, now: datetime) -> Thread:
        times = [message.created_at for message in source.messages if message.created_at]
        begun = source.created_at or min(times, default=now)
        return Thread(
            id=self.clock.new_id(),
            title=first_words(source.title, TITLE_LENGTH) or UNTITLED,
            created_at=begun,
            updated_at=max(times, default=begun),
            archived=source.archived,
            titled=True,
        )

    def _messages(self, thread: Thread, source: BroughtThread) -> Iterable[Message]:
        at = thread.created_at
        for place, message in enumerate(source.messages, 1):
            at = message.created_at or at + timedelta(milliseconds=1)
            yield Message(
                id=self.clock.new_id(),
                thread_id=thread.id,
                seq=place,
                role=message.role,
                speaker=message.speaker or ("user" if message.role == "user" else message.role),
                content=message.content,
                status="complete",
                created_at=at,
                ref=message.ref,
                model=message.model,
            )

    async def _all(self, thread_id: str, owner: str) -> AsyncIterator[Message]:
        pages: list[tuple[Message, ...]] = []
        cursor: str | None = None
        while True:
            async with self.store.read() as look:
                page = await look.messages.page(thread_id, owner=owner, limit=BATCH, cursor=cursor)
            pages.append(page.items)
            if (cursor := page.next) is None:
                break
        for items in reversed(pages):
            for message in items:
                yield message


def markdown(thread: BroughtThread) -> str:
    """A thread to read: title, then each message under its speaker's name and time."""
    parts = [f"# {first_words(thread.title, TITLE_LENGTH)}"]
    for message in thread.messages:
        speaker = message.speaker or message.role
        when = f" · {message.created_at:%Y-%m-%d %H:%M} UTC" if message.created_at else ""
        parts.append(f"## {name_of(speaker) if speaker in AGENTS else speaker.capitalize()}{when}\n\n{message.content}")
    return "\n\n".join(parts) + "\n"
