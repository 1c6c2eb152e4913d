"""Threads as a person handles them: begin, find, rename, archive, delete."""

from collections.abc import Collection
from dataclasses import dataclass

from ...domain.accounts import User
from ...domain.chat import TITLE_LENGTH, Hit, Message, Page, Thread
from ...domain.documents import Document
from ...domain.problems import Invalid, NotFound
from ...domain.text import first_words
from ...ports.bus import Bus, channel_of
from ...ports.clock import Clock
from ...ports.store import Store
from ...protocol import ThreadChanged
from ..accounts import Trail, Where
from .turns import Turns


@dataclass(frozen=True, slots=True)
class Threads:
    """Every method concerns the owner's own threads only, and raises NotFound for others'."""

    store: Store
    bus: Bus
    clock: Clock
    turns: Turns
    trail: Trail

    async def create(self, title: str | None, agent: str | None, *, owner: str) -> Thread:
        """Begin a thread. Without a title it gets one from what is said first."""
        now = self.clock.now()
        thread = Thread(id=self.clock.new_id(), title=tidy(title), created_at=now, updated_at=now, agent=agent, titled=bool(tidy(title)))
        async with self.store.begin() as tx:
            await tx.threads.add(thread, owner=owner)
        return await self._tell(thread, owner)

    async def change(self, thread_id: str, title: str | None, archived: bool | None, *, owner: str) -> Thread:
        """Rename, archive or bring back; None leaves as it is. Raises Invalid for an empty title."""
        if title is not None and not tidy(title):
            raise Invalid("A title cannot be empty.", "empty_title")
        async with self.store.begin() as tx:
            thread = await tx.threads.change(thread_id, owner=owner, title=None if title is None else tidy(title), archived=archived)
        return await self._tell(thread, owner)

    async def delete(self, thread_id: str, where: Where, *, by: User) -> None:
        """Forget a thread of theirs and all its messages; answers under way end."""
        async with self.store.begin() as tx:
            await tx.threads.delete(thread_id, owner=by.id)
            await self.trail.note(tx, "thread.delete", where, by, thread_id)
        self.turns.abandon(thread_id)
        await self.bus.publish(channel_of(by.id), ThreadChanged(thread_id=thread_id, thread=None))

    async def get(self, thread_id: str, *, owner: str) -> Thread:
        """One thread."""
        async with self.store.read() as look:
            return await look.threads.get(thread_id, owner=owner)

    async def list(self, archived: bool, limit: int, cursor: str | None, *, owner: str) -> Page[Thread]:
        """The threads, the last used first."""
        async with self.store.read() as look:
            return await look.threads.list(owner=owner, archived=archived, limit=limit, cursor=cursor)

    async def search(self, query: str, limit: int, cursor: str | None, *, owner: str) -> Page[Hit]:
        """What was said, and titles, with the words of the query."""
        async with self.store.read() as look:
            return await look.threads.search(query, owner=owner, limit=limit, cursor=cursor)

    async def messages(self, thread_id: str, limit: int, cursor: str | None, *, owner: str) -> Page[Message]:
        """The latest messages in reading order; the cursor goes back."""
        async with self.store.read() as look:
            return await look.messages.page(thread_id, owner=owner, limit=limit, cursor=cursor)

    async def versions(self, thread_id: str, message_id: str, *, owner: str) -> tuple[Message, ...]:
        """All versions of a message of this thread, the first one first."""
        async with self.store.read() as look:
            found = await look.messages.versions(message_id, owner=owner)
        if found[0].thread_id != thread_id:
            raise NotFound("There is no such message in this thread.")
        return found

    async def documents(self, thread_id: str, *, owner: str) -> tuple[Document, ...]:
        """The documents that a thread is about, the latest first."""
        async with self.store.read() as look:
            await look.threads.get(thread_id, owner=owner)
            return await look.attached.of(thread_id, owner=owner)

    async def set_documents(self, thread_id: str, ids: Collection[str], *, owner: str) -> tuple[Document, ...]:
        """From now on a thread is about these. Raises NotFound for others' documents as well, and then nothing has changed."""
        async with self.store.begin() as tx:
            await tx.attached.keep(thread_id, ids, owner=owner)
            await tx.attached.add(thread_id, ids, owner=owner)
            found = await tx.attached.of(thread_id, owner=owner)
            thread = await tx.threads.get(thread_id, owner=owner)
        await self._tell(thread, owner)
        return found

    async def _tell(self, thread: Thread, owner: str) -> Thread:
        await self.bus.publish(channel_of(owner), ThreadChanged(thread_id=thread.id, thread=thread))
        return thread


def tidy(title: str | None) -> str:
    """A title on one line, of bounded length."""
    return first_words(title or "", TITLE_LENGTH)
