"""One question and its answer as the client sees them, and many of them at once."""

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

TOKEN = re.compile(r"t\d{6,} ")
FIRST = re.compile(r"a(\d{6,})t(\d{6,}) ")
ANSWER_SECONDS = 60


def microseconds() -> int:
    return time.monotonic_ns() // 1000


@dataclass(slots=True)
class Turn:
    """When it was asked, when the model heard and spoke, when the client heard. `error` says what went wrong."""

    sent: int = field(default_factory=microseconds)
    before: int = 0
    after: int = 0
    tokens: int = 0
    error: str | None = None

    def hear(self, text: str) -> None:
        """A frame that carries words of the answer."""
        if self.tokens == 0 and (first := FIRST.search(text)):
            self.before = int(first[1]) - self.sent
            self.after = microseconds() - int(first[2])
        self.tokens += len(TOKEN.findall(text))

    @property
    def added(self) -> float:
        """Milliseconds that were added to the model's own time before the first token was here."""
        return (self.before + self.after) / 1000


class Chat(Protocol):
    """A conversation that somebody holds."""

    async def say(self, text: str, turn: Turn) -> None:
        """Send a message; the turn hears the answer to its end."""

    async def close(self) -> None:
        """Hang up."""


async def ask(chat: Chat, text: str) -> Turn:
    turn = Turn()
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await chat.say(text, turn)
    except Exception as problem:
        turn.error = repr(problem)[:200]
    return turn


async def ask_often(chat: Chat, times: int) -> list[Turn]:
    return [await ask(chat, f"Bonjour, une question {number}") for number in range(times)]


async def ask_all(chats: Sequence[Chat], times: int = 1) -> list[Turn]:
    """Everybody asks so many times, all at once, one's own questions one after another."""
    asked = await asyncio.gather(*(ask_often(chat, times) for chat in chats))
    return [turn for turns in asked for turn in turns]


async def close_all(chats: Sequence[Chat]) -> None:
    await asyncio.gather(*(chat.close() for chat in chats))
