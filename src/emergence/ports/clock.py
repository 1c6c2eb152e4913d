"""Time and names for new things."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Where time and ids come from."""

    def now(self) -> datetime:
        """The time now, in UTC, with its zone."""

    def monotonic(self) -> float:
        """Seconds that never go back, for measuring spans."""

    def new_id(self) -> str:
        """A new unguessable name, 32 characters, sorting by the time of its making within this process."""
