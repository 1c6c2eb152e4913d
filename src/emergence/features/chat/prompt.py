"""From an agent and a context to what a model is asked. Pure."""

from functools import cache
from pathlib import Path

from ...domain.agents import AGENTS, AgentId
from ...domain.chat import Message
from ...ports.llm import Prompt, Said
from .context import Context

PERSONAS = Path(__file__).with_name("prompts")


def prompt(agent: AgentId, context: Context, max_tokens: int) -> Prompt:
    """The agent's persona and the house rules, then the conversation as this agent lived it."""
    lines = tuple(line(agent, message) for message in context.messages)
    return Prompt(system=persona(agent), messages=lines, max_tokens=max_tokens)


def line(agent: AgentId, message: Message) -> Said:
    """What the agent itself said is its own; what another agent said is told as that agent's, by name."""
    if message.role == "user":
        return Said("user", message.content)
    if message.speaker == agent:
        return Said("assistant", message.content)
    return Said("user", f"[{name_of(message.speaker)}]: {message.content}")


def name_of(speaker: str) -> str:
    """The name a speaker goes by."""
    return next((agent.name for agent in AGENTS.values() if agent.id == speaker), speaker)


@cache
def persona(agent: AgentId) -> str:
    """Who the agent is, and what holds for all three."""
    return f"{(PERSONAS / f'{agent}.md').read_text('utf-8')}\n{(PERSONAS / 'house.md').read_text('utf-8')}"
