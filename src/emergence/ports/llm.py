"""The language models that the agents speak with."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Literal, Protocol

from ..domain.usage import Tokens


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a prompt. What another agent said comes as `user`, with that agent named in the text; `data` was said by nobody."""

    role: Literal["user", "assistant"]
    text: str
    data: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage of a document that a line of the prompt quotes under this number."""

    n: int
    name: str
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked. `messages` alternate freely and end with a `user` line; `max_tokens` bounds the answer."""

    system: str
    messages: tuple[Said, ...]
    max_tokens: int
    passages: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaking:
    """The first piece: this provider and model begin to answer. None comes before the first text is there."""

    provider: str
    model: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The last piece: why the model ended ("stop", "length", "filter"), and the tokens if the provider counted them."""

    finish: str
    tokens: Tokens | None


Piece = Speaking | str | Finished


class Llm(Protocol):
    """Answers a prompt as an agent, through the first model of that agent's chain that will.

    Fallback to the next model happens only before the first text: later failures are raised.
    """

    def stream(self, agent: str, prompt: Prompt) -> AsyncGenerator[Piece, None]:
        """Speaking, then text in pieces as they come (never empty, no NUL, no half of a character), then Finished.

        Text that arrives together comes as one piece. Closing the generator ends the call. Raises ModelProblem.
        """

    def models(self, agent: str) -> tuple[str, ...]:
        """The agent's chain as `provider:model`, in the order of trying."""
