"""How often something may be done: moving windows that all instances share, or that one process keeps."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `times` in any `seconds`. `name` keeps the keys of one rate apart from another's."""

    name: str
    times: int
    seconds: int


class Limits(Protocol):
    """Counts for each key. What all share and is down is replaced by a count of this process alone, at half the rate."""

    async def take(self, rate: Rate, key: str) -> float:
        """Count one more and answer 0, or, when it would be too many, count nothing and answer the seconds to wait.

        Counted before the outcome is known: of any number at once, no more than `times` get through.
        """

    async def wait(self, rate: Rate, key: str) -> float:
        """The seconds to wait until one more may be taken; 0 if it may be now. Counts nothing."""

    async def clear(self, rate: Rate, key: str) -> None:
        """Begin anew for this key."""

    async def ping(self) -> None:
        """Answers if what counts does, else raises Unavailable."""
