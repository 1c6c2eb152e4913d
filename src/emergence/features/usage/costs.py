"""What answers have cost a person."""

from dataclasses import dataclass

from ...domain.usage import Cost, Sum, total
from ...ports.store import Store


@dataclass(frozen=True, slots=True)
class ThreadCosts:
    """By agent and model, and in all."""

    items: tuple[Cost, ...]
    total: Sum


@dataclass(frozen=True, slots=True)
class Costs:
    """Sums of what was spent, of its owner's own."""

    store: Store

    async def of_thread(self, thread_id: str, *, owner: str) -> ThreadCosts:
        """What a thread has cost so far, replaced versions of its answers included. Raises NotFound."""
        async with self.store.read() as look:
            costs = await look.spends.of_thread(thread_id, owner=owner)
        return ThreadCosts(costs, total(costs))
