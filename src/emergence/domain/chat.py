"""What is said: threads, messages and what a search finds in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, TypeVar

from .usage import Tokens

T = TypeVar("T")
MessageRole = Literal["user", "assistant", "system", "note"]
Status = Literal["complete", "streaming", "interrupted", "failed"]
TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation of one owner. `titled` says that a person chose the title, so no machine changes it."""

    id: str
    title: str
    created_at: datetime
    updated_at: datetime
    agent: str | None = None
    archived: bool = False
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that a reply was given, cited as `[n]`: the characters [start, end) of a document. Its words stay in the document,
    so that they go with it. `reasons` says why it was found, by lane."""

    n: int
    document_id: str
    passage_id: str
    name: str
    start: int
    end: int
    score: float
    reasons: dict[str, float]
    tokens: int
    page: int | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """From what a reply was drawn: messages of the thread, an estimate of the tokens that all takes, and how many it might;
    passages of documents; and in `degraded` a code that says why there may be fewer of these than there should."""

    messages: int
    tokens: int
    budget: int
    passages: tuple[Cited, ...] = ()
    degraded: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One row of a thread.

    `seq` is its place in the thread, counted from 1; a regenerated or edited message takes the place of the one it
    replaces, with the next `version`, and the old one names its successor in `superseded_by`.
    `reply_to` is the message that a reply answers. `cost` is in US dollars, None when unknown.
    `reason` is a Problem's code when the status is failed or interrupted. `beat_at` moves while a turn is alive.
    """

    id: str
    thread_id: str
    seq: int
    role: MessageRole
    speaker: str
    content: str
    status: Status
    created_at: datetime
    version: int = 1
    ref: str | None = None
    reply_to: str | None = None
    superseded_by: str | None = None
    model: str | None = None
    tokens: Tokens | None = None
    cost: float | None = None
    finish: str | None = None
    reason: str | None = None
    beat_at: datetime | None = None
    finished_at: datetime | None = None
    context: Drawn | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A message, or a thread's title (`message_id` None), that a search found. `marks` are [start, end) in `excerpt`,
    in UTF-16 code units, as browsers count."""

    thread_id: str
    title: str
    message_id: str | None
    speaker: str | None
    at: datetime
    excerpt: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items and where the next ones begin; `next` is None at the end."""

    items: tuple[T, ...]
    next: str | None = None
