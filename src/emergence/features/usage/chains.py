"""Which models an agent speaks with: those configured, else its provider's, else those of the first provider that has a key. Pure."""

from collections.abc import Collection, Mapping, Sequence

from ...domain.agents import AGENT_IDS, AGENTS, AgentId
from .prices import Prices

OFFLINE = "offline"


def resolve(configured: Mapping[str, Sequence[str]], keyed: Collection[str], prices: Prices) -> dict[str, tuple[str, ...]]:
    """Agent → `provider:model` in the order of trying. `keyed` are the providers that can be asked, the preferred first."""
    return {agent: chain(agent, configured.get(agent, ()), keyed, prices) for agent in AGENT_IDS}


def chain(agent: AgentId, configured: Sequence[str], keyed: Collection[str], prices: Prices) -> tuple[str, ...]:
    """One agent's chain: a configured model whose provider has no key is passed over, and there is always one to speak."""
    usable = tuple(link for link in configured if link.partition(":")[0] in {*keyed, OFFLINE})
    if usable:
        return usable
    preferred = AGENTS[agent].provider
    provider = preferred if preferred in keyed else next(iter(keyed), OFFLINE)
    return (f"{provider}:{prices.default_model(provider)}",)
