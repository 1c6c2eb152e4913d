"""A bell with a short memory: what happened is told to whoever listens, and remembered for a while."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from ..protocol import Event

CONTROL = "control"
"""The channel between instances."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event with its id, and as the frame that goes over the wire. A gap has `event` Gap: what came before is lost."""

    id: str
    event: Event
    text: str


class Subscription(Protocol):
    """What happens on a channel after the id `start`."""

    start: str

    def whisper(self, event: Event) -> None:
        """Tell this listener alone, after what it has not taken yet."""

    def alone(self, event: Event) -> Delivery:
        """An event for this listener alone as it is delivered: under the id of the last one told to all, so that one resumes there."""

    def __aiter__(self) -> AsyncIterator[Delivery]:
        """Every delivery once, in order; a listener too slow for the channel's memory gets a Gap, and goes on from there."""


class Bus(Protocol):
    """Channels are named after whom they concern: `user:ID`, `control`. A publisher never waits for a listener."""

    async def publish(self, channel: str, event: Event) -> str:
        """Tell everyone who listens; answers the event's id. Ids of a channel grow, also over a restart."""

    def subscribe(self, channel: str, after: str | None = None) -> AbstractAsyncContextManager[Subscription]:
        """Listen from now on, or from just after an id that is still remembered.

        Asked for something older, or for an id that never was, the first delivery is a Gap.
        """
