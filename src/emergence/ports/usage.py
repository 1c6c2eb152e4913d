"""Where the sums are kept."""

from typing import Protocol

from ..domain.usage import Spend


class Spends(Protocol):
    """What calls to models cost. Kept when the message they paid for is deleted."""

    async def add(self, spend: Spend) -> None:
        """Keep a spend; one with the same id is kept once."""
