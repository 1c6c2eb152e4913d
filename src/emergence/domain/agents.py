"""The three agents: who they are, in which colour they appear, and which provider they prefer."""

from dataclasses import dataclass
from typing import Literal, get_args

AgentId = Literal["anima", "neo", "nexus"]
AGENT_IDS: tuple[AgentId, ...] = get_args(AgentId)


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent as the page shows it. `provider` is the one it speaks through when several have a key."""

    id: AgentId
    name: str
    colour: str
    provider: str


AGENTS: dict[AgentId, Agent] = {
    "anima": Agent(id="anima", name="Anima", colour="#fb7185", provider="openai"),
    "neo": Agent(id="neo", name="Neo", colour="#38bdf8", provider="google"),
    "nexus": Agent(id="nexus", name="Nexus", colour="#34d399", provider="anthropic"),
}
