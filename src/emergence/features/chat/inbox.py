"""What a person says comes in here: written down first, then answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...domain.agents import AGENT_IDS
from ...domain.chat import Message, Thread
from ...domain.jobs import Job
from ...domain.problems import Conflict, IdempotencyConflict, Invalid
from ...ports.bus import Bus, channel_of
from ...ports.clock import Clock
from ...ports.jobs import Bell
from ...ports.store import Reading, Store
from ...protocol import Edit, MessageAdded, Regenerate, Send, ThreadChanged
from .live import Live
from .turns import Turns

TITLE = "chat.title"
LOOK_BACK = 50


@dataclass(frozen=True, slots=True)
class Inbox:
    """Send, edit, ask again: each answers the thread it is about.

    A `ref` that was used before changes nothing, and what it caused is told once more.
    """

    store: Store
    bus: Bus
    bell: Bell
    clock: Clock
    turns: Turns

    async def send(self, command: Send, *, owner: str) -> str:
        """Write a message and let the agents answer it. Raises NotFound, IdempotencyConflict, TooMany."""
        agents = tuple(dict.fromkeys(command.agents))
        self.turns.expect_room(owner, len(agents))
        try:
            thread, said, replies = await self._write(command, agents, owner)
        except Conflict:
            return await self._again(command.ref, lambda m: m.content == command.text and m.thread_id == command.thread_id, owner)
        await self._tell(owner, said, None, thread)
        self.turns.start(*(Live(owner, said, reply) for reply in replies))
        if said.seq == 1:
            await self.bell.ring()
        return thread.id

    async def edit(self, command: Edit, *, owner: str) -> str:
        """Say one's last message otherwise. Raises NotFound, Invalid, Conflict, IdempotencyConflict."""
        async with self.store.read() as look:
            old = await last_said(look, command.message_id, owner)
            answers = await look.messages.replies(old.id, owner=owner) if old else ()
        if old is None:
            return await self._again(command.ref, lambda m: m.content == command.text, owner, replaced())
        agents = tuple(dict.fromkeys(command.agents or [answer.speaker for answer in answers]))
        if not agents:
            raise Invalid("Say which agents shall answer.", "no_agents")
        return await self._rewrite(command, old, {answer.speaker: answer for answer in answers}, agents, owner)

    async def regenerate(self, command: Regenerate, *, owner: str) -> str:
        """Another version of a reply. Raises NotFound, Invalid, Conflict, IdempotencyConflict."""
        async with self.store.read() as look:
            old = await look.messages.get(command.message_id, owner=owner)
            asked = await asked_by(look, old, owner)
        self.turns.expect_room(owner, 1)
        if old.status == "streaming":
            raise Conflict("This answer is still being written.", "still_streaming")
        now = self.clock.now()
        reply = self._reply(asked, old.speaker, old.seq, version=old.version + 1, ref=command.ref)
        try:
            async with self.store.begin() as tx:
                thread, _ = await tx.messages.open(old.thread_id, now, 0, owner=owner)
                if not await tx.messages.supersede([old.id], reply.id, owner=owner):
                    raise replaced()
                await tx.messages.add(reply, owner=owner)
        except Conflict as conflict:
            return await self._again(command.ref, lambda m: (m.thread_id, m.seq) == (old.thread_id, old.seq), owner, conflict)
        await self.bus.publish(channel_of(owner), ThreadChanged(thread_id=thread.id, thread=thread))
        self.turns.start(Live(owner, asked, reply, replaces=old.id))
        return thread.id

    async def _write(self, command: Send, agents: Sequence[str], owner: str) -> tuple[Thread, Message, list[Message]]:
        now = self.clock.now()
        async with self.store.begin() as tx:
            thread, first = await tx.messages.open(command.thread_id, now, 1 + len(agents), owner=owner)
            said = self._said(command.ref, thread.id, first, command.text)
            replies = [self._reply(said, agent, first + n) for n, agent in enumerate(agents, 1)]
            await tx.messages.add(said, *replies, owner=owner)
            if command.document_ids:
                await tx.attached.add(thread.id, command.document_ids, owner=owner)
            if first == 1 and not thread.titled:
                await tx.jobs.add(self._title(thread, said, owner))
        return thread, said, replies

    async def _rewrite(self, command: Edit, old: Message, answers: dict[str, Message], agents: Sequence[str], owner: str) -> str:
        said = self._said(command.ref, old.thread_id, old.seq, command.text, version=old.version + 1)
        new = [agent for agent in agents if agent not in answers]
        try:
            async with self.store.begin() as tx:
                thread, first = await tx.messages.open(old.thread_id, said.created_at, len(new), owner=owner)
                if not await tx.messages.supersede([old.id], said.id, owner=owner):
                    raise replaced()
                places = {agent: first + n for n, agent in enumerate(new)}
                replies = [self._answer_anew(said, agent, answers.get(agent), places.get(agent, 0)) for agent in agents]
                successors = {reply.speaker: reply.id for reply in replies}
                for speaker, answer in answers.items():
                    await tx.messages.supersede([answer.id], successors.get(speaker, said.id), owner=owner)
                await tx.messages.add(said, *replies, owner=owner)
        except Conflict as conflict:
            return await self._again(command.ref, lambda m: m.content == command.text, owner, conflict)
        await self._tell(owner, said, old.id, thread)
        self.turns.start(*(Live(owner, said, reply) for reply in replies))
        await self.turns.end(*(answer.id for answer in answers.values() if answer.status == "streaming"))
        return thread.id

    async def _again(self, ref: str, same: Callable[[Message], bool], owner: str, conflict: Conflict | None = None) -> str:
        async with self.store.read() as look:
            known = await look.messages.by_ref(ref, owner=owner)
            replies = await look.messages.replies(known.id, owner=owner) if known else ()
        if known is None and conflict:
            raise conflict
        if known is None or not same(known):
            raise IdempotencyConflict("This ref was used before, for something else.")
        for message in (known, *(reply for reply in replies if reply.status != "streaming")):
            await self.bus.publish(channel_of(owner), MessageAdded(message=message))
        return known.thread_id

    async def _tell(self, owner: str, said: Message, replaces: str | None, thread: Thread) -> None:
        await self.bus.publish(channel_of(owner), MessageAdded(message=said, replaces=replaces))
        await self.bus.publish(channel_of(owner), ThreadChanged(thread_id=thread.id, thread=thread))

    def _said(self, ref: str, thread_id: str, seq: int, text: str, version: int = 1) -> Message:
        return Message(
            id=self.clock.new_id(),
            thread_id=thread_id,
            seq=seq,
            role="user",
            speaker="user",
            content=text,
            status="complete",
            created_at=self.clock.now(),
            version=version,
            ref=ref,
        )

    def _answer_anew(self, said: Message, agent: str, old: Message | None, place: int) -> Message:
        return self._reply(said, agent, old.seq if old else place, version=old.version + 1 if old else 1)

    def _reply(self, asked: Message, agent: str, seq: int, *, version: int = 1, ref: str | None = None) -> Message:
        now = self.clock.now()
        return Message(
            id=self.clock.new_id(),
            thread_id=asked.thread_id,
            seq=seq,
            role="assistant",
            speaker=agent,
            content="",
            status="streaming",
            created_at=now,
            version=version,
            ref=ref,
            reply_to=asked.id,
            beat_at=now,
        )

    def _title(self, thread: Thread, said: Message, owner: str) -> Job:
        return Job(id=f"title-{thread.id}", kind=TITLE, run_at=self.clock.now(), owner=owner, data={"message_id": said.id})


def replaced() -> Conflict:
    """Somebody, perhaps in another tab, was first."""
    return Conflict("This was replaced by another version already.", "already_replaced")


async def last_said(look: Reading, message_id: str, owner: str) -> Message | None:
    """The person's last message, if it is this one; None if this one was edited already. Raises NotFound, Invalid."""
    message = await look.messages.get(message_id, owner=owner)
    if message.superseded_by:
        return None
    latest = await look.messages.page(message.thread_id, owner=owner, limit=LOOK_BACK, cursor=None)
    said = [m for m in latest.items if m.role == "user"]
    if not said or said[-1].id != message_id:
        raise Invalid("Only your last message can be edited.", "not_last")
    return message


async def asked_by(look: Reading, reply: Message, owner: str) -> Message:
    """The message that a reply answers; for an imported one, the person's last before it. Raises Invalid."""
    if reply.role != "assistant" or reply.speaker not in AGENT_IDS:
        raise Invalid("Only an agent's answer can be asked for again.", "not_a_reply")
    if reply.reply_to:
        return await look.messages.get(reply.reply_to, owner=owner)
    before = await look.messages.before(reply.thread_id, reply.seq, owner=owner, limit=LOOK_BACK)
    said = [message for message in before if message.role == "user"]
    if not said:
        raise Invalid("There is no message that this answers.", "not_a_reply")
    return said[-1]
