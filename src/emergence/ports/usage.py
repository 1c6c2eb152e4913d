"""Where the sums are kept."""

from typing import Protocol

from ..domain.usage import Cost, Spend


class Spends(Protocol):
    """What calls to models cost. Kept when the message they paid for is deleted."""

    async def add(self, spend: Spend) -> None:
        """Keep a spend; one with the same id is kept once."""

    async def of_thread(self, thread_id: str, *, owner: str) -> tuple[Cost, ...]:
        """What was spent in a thread by agent and model, the first used first; replaced versions were paid for as well.

        Raises NotFound for a thread that is deleted or somebody else's.
        """
