"""From an agent and a context to what a model is asked. Pure."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from ...domain.agents import AGENTS, AgentId
from ...domain.chat import Message
from ...ports.llm import Prompt, Quoted, Said
from .context import Context
from .quoting import block, named, numbers_of
from .sources import Source

PERSONAS = Path(__file__).with_name("prompts")


def prompt(agent: AgentId, context: Context, max_tokens: int) -> Prompt:
    """The agent's persona and the house rules, then the conversation as this agent lived it; quotations before the message they are for."""
    *before, asked = lines(agent, context.messages)
    sources = context.given.sources
    quotations = (Said("user", block(sources, context.nonce), data=True),) if sources else ()
    return Prompt(persona(agent), (*before, *quotations, asked), max_tokens, tuple(quoted(source) for source in sources))


def lines(agent: AgentId, messages: Sequence[Message]) -> Iterator[Said]:
    """The conversation. A number in it is told as the name that it stood for in the reply where it was, or that was read last."""
    numbers: dict[int, str] = {}
    for message in messages:
        if message.role != "user":
            numbers = numbers_of(message)
        yield line(agent, message, named(message.content, numbers))


def line(agent: AgentId, message: Message, text: str) -> Said:
    """What the agent itself said is its own; what another agent said is told as that agent's, by name."""
    if message.role == "user":
        return Said("user", text)
    if message.speaker == agent:
        return Said("assistant", text)
    return Said("user", f"[{name_of(message.speaker)}]: {text}")


def quoted(source: Source) -> Quoted:
    """A passage for who answers without a model."""
    return Quoted(source.cited.n, source.cited.name, source.cited.page, source.text)


def name_of(speaker: str) -> str:
    """The name a speaker goes by."""
    return next((agent.name for agent in AGENTS.values() if agent.id == speaker), speaker)


@cache
def persona(agent: AgentId) -> str:
    """Who the agent is, and what holds for all three."""
    return f"{(PERSONAS / f'{agent}.md').read_text('utf-8')}\n{(PERSONAS / 'house.md').read_text('utf-8')}"
