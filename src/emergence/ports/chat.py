"""Keeping threads and messages. Ownership is an argument: what is somebody else's is NotFound, never returned."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from ..domain.chat import Hit, Message, Page, Thread


class Threads(Protocol):
    """Conversations of an owner."""

    async def add(self, thread: Thread, *, owner: str) -> None:
        """Begin a thread."""

    async def get(self, thread_id: str, *, owner: str) -> Thread:
        """Raises NotFound."""

    async def list(self, *, owner: str, archived: bool, limit: int, cursor: str | None) -> Page[Thread]:
        """The owner's threads, the last used first. Raises Invalid for a cursor that is none."""

    async def ids(self, *, owner: str) -> tuple[str, ...]:
        """All the owner's threads as they are at one moment, archived ones too, the first begun first."""

    async def change(self, thread_id: str, *, owner: str, title: str | None = None, archived: bool | None = None) -> Thread:
        """Change what is given, in one statement; a title that is given is a person's choice. The thread as it is now.

        Raises NotFound.
        """

    async def title(self, thread_id: str, title: str, *, owner: str) -> Thread | None:
        """Give a title unless a person chose one; the thread as it is now, None if it is gone or a person chose."""

    async def delete(self, thread_id: str, *, owner: str) -> None:
        """Forget a thread and its messages. Raises NotFound."""

    async def search(self, query: str, *, owner: str, limit: int, cursor: str | None) -> Page[Hit]:
        """Messages as they stand now (no earlier versions) and titles with all the words of the query, whole or begun,
        accents and case aside; the latest first. Anything can be a query; one without words finds nothing."""


class Messages(Protocol):
    """What is said in a thread."""

    async def open(self, thread_id: str, now: datetime, places: int, *, owner: str) -> tuple[Thread, int]:
        """Take the next `places` places in a thread, which is last used `now`: the thread and the first place.

        Places are gap-free and given once, whoever asks at the same time. Raises NotFound.
        """

    async def add(self, *messages: Message, owner: str) -> None:
        """Write messages at the places they name. Raises Conflict with code "ref_taken" if the owner used a `ref` before."""

    async def supersede(self, message_ids: Sequence[str], by: str, *, owner: str) -> tuple[str, ...]:
        """These are earlier versions now; answers those that were not before, so that of two at once one wins."""

    async def get(self, message_id: str, *, owner: str) -> Message:
        """Raises NotFound."""

    async def by_ref(self, ref: str, *, owner: str) -> Message | None:
        """The message that this `ref` named."""

    async def replies(self, message_id: str, *, owner: str) -> tuple[Message, ...]:
        """The replies to a message as they stand now, by their place."""

    async def page(self, thread_id: str, *, owner: str, limit: int, cursor: str | None) -> Page[Message]:
        """The messages of a thread as they stand now, in reading order; the first page is the latest, `next` goes back.

        Raises NotFound for the thread, Invalid for a cursor that is none.
        """

    async def before(self, thread_id: str, seq: int, *, owner: str, limit: int) -> tuple[Message, ...]:
        """At most `limit` messages before or at this place as they stand now, in reading order."""

    async def versions(self, message_id: str, *, owner: str) -> tuple[Message, ...]:
        """All versions of the message at this one's place, the first one first. Raises NotFound."""

    async def flush(self, message_id: str, content: str, now: datetime) -> bool:
        """The text so far of a streaming reply, alive `now`. False if it no longer streams or is gone."""

    async def finish(self, message: Message) -> bool:
        """Write content, status, model, tokens, cost, finish, reason and finished_at of a streaming reply.

        False if it no longer streams or is gone: somebody else ended it first.
        """

    async def interrupt_silent(self, before: datetime, now: datetime, reason: str) -> tuple[tuple[str, Message], ...]:
        """Mark as interrupted every streaming reply not alive since `before`; answers (owner, message as it is now)."""
