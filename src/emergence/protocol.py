"""The whole wire of a live session: commands go up, events come down, one JSON object a frame.

`at` and `length` count UTF-16 code units, as the browser's strings do.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from .domain.agents import AgentId
from .domain.chat import Cited, Drawn, Message, Thread
from .domain.documents import Document
from .domain.text import speakable
from .domain.usage import Tokens

SUBPROTOCOL = "emergence.v1"
FRAME_BYTES = 64 * 1024
FRAME_START = '{"id":"'

Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Text = Annotated[str, AfterValidator(speakable)]
Agents = Annotated[tuple[AgentId, ...], Field(min_length=1, max_length=3)]


class Frame(BaseModel):
    """What every frame has in common: nothing that is not written here."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Send(Frame):
    """Say something to one agent or several, in a thread that has these documents from now on. `ref`: its sender's name for it, unique."""

    type: Literal["send"] = "send"
    ref: Id
    thread_id: Id
    text: Text
    agents: Agents
    document_ids: Annotated[tuple[Id, ...], Field(max_length=200)] | None = None


class Edit(Frame):
    """Say one's last message otherwise; its replies are asked for again, of the same agents unless others are named."""

    type: Literal["edit"] = "edit"
    ref: Id
    message_id: Id
    text: Text
    agents: Agents | None = None


class Regenerate(Frame):
    """Ask for another version of a reply, or retry one that was interrupted or failed."""

    type: Literal["regenerate"] = "regenerate"
    ref: Id
    message_id: Id


class Stop(Frame):
    """End a reply here; what was said so far is kept."""

    type: Literal["stop"] = "stop"
    message_id: Id


class Active(Frame):
    """A person is here."""

    type: Literal["active"] = "active"


class Ping(Frame):
    """Is the server there?"""

    type: Literal["ping"] = "ping"


Command = Send | Edit | Regenerate | Stop | Active | Ping
Up: TypeAdapter[Command] = TypeAdapter(Annotated[Command, Field(discriminator="type")])


class AgentView(Frame):
    """An agent as the page shows it; `models` are `provider:model`, the first one that answers speaks."""

    id: AgentId
    name: str
    colour: str
    models: tuple[str, ...]


class Event(Frame):
    """What every event has in common; its `id` is given by the bus when it is published."""


class SessionReady(Event):
    """The first frame of a session. What happens after `event_id` follows."""

    type: Literal["session.ready"] = "session.ready"
    session_id: str
    event_id: str
    agents: tuple[AgentView, ...]


class SessionWarning(Event):
    """Nobody has been active: the session closes in `seconds` unless someone is."""

    type: Literal["session.warning"] = "session.warning"
    seconds: int


class SessionClosed(Event):
    """The last frame before the server closes the socket."""

    type: Literal["session.closed"] = "session.closed"
    reason: Literal["inactive", "revoked", "restarting", "overloaded"]


class Gap(Event):
    """Events were missed that are no longer kept: fetch a snapshot."""

    type: Literal["gap"] = "gap"


class MessageAdded(Event):
    """A message was written, or replaces the one that is `replaces`."""

    type: Literal["message.added"] = "message.added"
    message: Message
    replaces: str | None = None


class ReplyEvent(Event):
    """What every event about a reply has in common."""

    thread_id: str
    message_id: str


class ReplyStarted(ReplyEvent):
    """An agent begins to answer: `message` is its reply, still empty, in the place of `replaces` if that is given."""

    type: Literal["reply.started"] = "reply.started"
    message: Message
    replaces: str | None = None


class ReplyContext(ReplyEvent):
    """From what an answer is drawn, as it is kept with the reply (`Drawn`)."""

    type: Literal["reply.context"] = "reply.context"
    messages: int
    tokens: int
    budget: int
    passages: tuple[Cited, ...] = ()
    degraded: str | None = None


class ReplyDelta(ReplyEvent):
    """More text of a reply, which begins `at` this place of it."""

    type: Literal["reply.delta"] = "reply.delta"
    at: int
    text: str


class ReplyDone(ReplyEvent):
    """A reply is complete, or was stopped (`finish` is then "stopped"). Its text is `length` long."""

    type: Literal["reply.done"] = "reply.done"
    finish: str
    length: int
    model: str | None = None
    tokens: Tokens | None = None
    cost: float | None = None
    finished_at: datetime | None = None
    context: Drawn | None = None


class ReplyFailed(ReplyEvent):
    """A reply ended badly: `failed` without a word, or `interrupted` with its text so far."""

    type: Literal["reply.failed"] = "reply.failed"
    status: Literal["failed", "interrupted"]
    length: int
    code: str
    reason: str
    context: Drawn | None = None


class ThreadChanged(Event):
    """A thread is new or has changed; None when it was deleted."""

    type: Literal["thread.changed"] = "thread.changed"
    thread_id: str
    thread: Thread | None


class DocumentChanged(Event):
    """A document is new, has changed or has come further; None when it was deleted."""

    type: Literal["document.changed"] = "document.changed"
    document_id: str
    document: Document | None


class Failed(Event):
    """A command was refused. `ref` is the command's own, if it could be read."""

    type: Literal["failed"] = "failed"
    code: str
    message: str
    ref: str | None = None


class Pong(Event):
    """The server is there."""

    type: Literal["pong"] = "pong"


Down = (
    SessionReady
    | SessionWarning
    | SessionClosed
    | Gap
    | MessageAdded
    | ReplyStarted
    | ReplyContext
    | ReplyDelta
    | ReplyDone
    | ReplyFailed
    | ThreadChanged
    | DocumentChanged
    | Failed
    | Pong
)


def frame(event: Event, event_id: str) -> str:
    """The event as it goes over the wire, with its `id`."""
    return f'{{"id":"{event_id}",{event.model_dump_json(exclude_none=True)[1:]}'


def renamed(text: str, event_id: str, other_id: str) -> str:
    """A frame under another id."""
    return f'{{"id":"{other_id}{text[len(FRAME_START) + len(event_id) :]}'
