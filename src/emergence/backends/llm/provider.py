"""What the chain needs from one provider."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Protocol

from ...ports.llm import Finished, Prompt


@dataclass(frozen=True, slots=True)
class Call:
    """One question to one model, on behalf of an agent."""

    agent: str
    model: str
    prompt: Prompt


class Provider(Protocol):
    """A vendor. Its errors are ModelProblems once they leave it."""

    name: str

    async def open(self) -> None:
        """Make the client, if there is none yet: the time it takes is not the vendor's silence."""

    def stream(self, call: Call) -> AsyncGenerator[str | Finished, None]:
        """The texts as they come (raw: maybe empty, maybe ending in half a character), then Finished."""

    async def close(self) -> None:
        """Let go of connections."""
