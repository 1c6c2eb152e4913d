"""A person talking in one thread, as the page would."""

import uuid
from dataclasses import dataclass
from typing import Any

from house import Frame, Live, Person


@dataclass
class Talk:
    """What is said here goes to the thread; what comes back can be waited for."""

    person: Person
    live: Live
    thread: str

    async def send(self, text: str = "Bonjour", agents: tuple[str, ...] = ("anima",), ref: str = "") -> str:
        """Say something; the ref it was said under."""
        ref = ref or uuid.uuid4().hex
        await self.live.say(type="send", ref=ref, thread_id=self.thread, text=text, agents=list(agents))
        return ref

    async def ask(self, text: str = "Bonjour", agents: tuple[str, ...] = ("anima",), ref: str = "") -> list[Frame]:
        """Say something and wait for all answers: how each ended."""
        await self.send(text, agents, ref)
        return [await self.ended() for _ in agents]

    async def ended(self) -> Frame:
        """How the next answer ends."""
        return await self.live.until(lambda frame: frame["type"] in {"reply.done", "reply.failed", "failed"})

    async def command(self, **command: Any) -> None:
        """Any other command, with a ref of its own."""
        await self.live.say(ref=uuid.uuid4().hex, **command)

    async def messages(self) -> list[Frame]:
        """The thread as it is kept."""
        return await self.person.messages(self.thread)

    async def said(self) -> list[tuple[str, str, str]]:
        """Who said what, and whether it is complete."""
        return [(m["speaker"], m["content"], m["status"]) for m in await self.messages()]

    async def versions(self, message_id: str) -> list[Frame]:
        """All versions of a message."""
        _, found = await self.person.ask("GET", f"/api/threads/{self.thread}/messages/{message_id}/versions")
        return list(found["items"])
