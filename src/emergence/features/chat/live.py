"""A reply while it is being written: what was said so far, in memory, and what it becomes in the end."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from ...domain.chat import Drawn, Message, Status
from ...domain.text import utf16_length
from ...ports.llm import Finished, Speaking
from ...protocol import ReplyDelta, ReplyDone, ReplyFailed

Why = Literal["stopped", "restarting", "gone"]


@dataclass(slots=True)
class Live:
    """One agent's answer to one message. `quoted`: no model had a part in it. `why` says why it is to end early; once it is `ending`
    nothing else may end it, and once its end is being kept (`keeping`) nothing may interrupt that."""

    owner: str
    asked: Message
    reply: Message
    replaces: str | None = None
    context: Drawn | None = None
    spoken: Speaking | None = None
    finished: Finished | None = None
    why: Why = "stopped"
    quoted: bool = False
    ending: bool = False
    keeping: bool = False
    length: int = 0
    _parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that was said so far."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    def say(self, text: str) -> ReplyDelta:
        """Add to the text; the event that tells of it."""
        at, self.length = self.length, self.length + utf16_length(text)
        self._parts.append(text)
        return ReplyDelta(thread_id=self.reply.thread_id, message_id=self.reply.id, at=at, text=text)

    def ended(self, status: Status, finish: str | None, reason: str | None, now: datetime) -> Message:
        """The reply as it is kept."""
        return replace(
            self.reply,
            content=self.text,
            status=status,
            model=f"{self.spoken.provider}:{self.spoken.model}" if self.spoken else None,
            tokens=self.finished.tokens if self.finished else None,
            finish=finish,
            reason=reason,
            finished_at=now,
            beat_at=now,
            context=self.context,
        )


def done(message: Message, length: int) -> ReplyDone:
    """The event that tells of a complete reply."""
    return ReplyDone(
        thread_id=message.thread_id,
        message_id=message.id,
        finish=message.finish or "stop",
        length=length,
        model=message.model,
        tokens=message.tokens,
        cost=message.cost,
        finished_at=message.finished_at,
        context=message.context,
    )


def failed(message: Message, sentence: str) -> ReplyFailed:
    """The event that tells of a reply that ended badly."""
    return ReplyFailed(
        thread_id=message.thread_id,
        message_id=message.id,
        status="interrupted" if message.status == "interrupted" else "failed",
        length=utf16_length(message.content),
        code=message.reason or "unexpected",
        reason=sentence,
        context=message.context,
    )
