"""A bell with a short memory: what happened is told to whoever listens, and remembered for a while."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

from ..protocol import Event

CONTROL = "control"
"""The channel between instances."""


def channel_of(owner: str) -> str:
    """Where everything that concerns a person is told."""
    return f"user:{owner}"


GULP_SECONDS = 0.1
NOWHERE = "gap"
"""A name that nothing is ever told under: who resumes there is told of the gap."""
Patient = Callable[[Event], bool]


class StopTurn(Event):
    """Between instances only: whoever runs this turn, stop it."""

    type: Literal["turn.stop"] = "turn.stop"
    message_id: str


class Gulp(Event):
    """Within a process only: what could wait has waited long enough."""

    type: Literal["gulp"] = "gulp"


class SessionRevoked(Event):
    """Between instances only: whoever holds a socket of these sign-ins, close it."""

    type: Literal["session.revoked"] = "session.revoked"
    session_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event with its id, and as the frame that goes over the wire. A gap has `event` Gap: what came before is lost.

    An id may be lengthened by a dot and anything: it names the same place.
    """

    id: str
    event: Event
    text: str


class Subscription(Protocol):
    """What happens on a channel after the id `start`; who is cut off before anything was taken resumes at `opening`."""

    start: str
    opening: str

    def whisper(self, event: Event) -> None:
        """Tell this listener alone, after what it has not taken yet."""

    async def take(self) -> tuple[Delivery, ...]:
        """Wait for what is told, and take all that is there: every delivery once, in order.

        A listener too slow for the channel's memory gets a Gap, and goes on from there.
        """


class Bus(Protocol):
    """Channels are named after whom they concern: `user:ID`, `control`. A publisher never waits for a listener."""

    async def publish(self, channel: str, event: Event) -> str:
        """Tell everyone who listens; answers the event's id. Ids of a channel grow, also over a restart."""

    def subscribe(
        self, channel: str, after: str | None = None, patient: Patient | None = None
    ) -> AbstractAsyncContextManager[Subscription]:
        """Listen from now on, or from just after an id that is still remembered.

        Asked for something older, or for an id that never was, the first delivery is a Gap. For an event that is `patient` the
        listener is not woken at once: it is taken with the next that is not, or with the Gulp that comes within `GULP_SECONDS`.
        """
