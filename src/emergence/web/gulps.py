"""What goes down a socket now, and what a little later. Text for a thread in which this session is not talking goes in gulps,
so that a person with many tabs does not pay for every word in each of them.

While text is held back, frames are named after the event just before it: who is cut off then and resumes there misses nothing.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from itertools import count

from ..ports.bus import GULP_SECONDS, Delivery
from ..protocol import Event, ReplyDelta, ReplyDone, ReplyFailed, frame, renamed

NEAR = 8
EARLY = 0.01


class Gulps:
    """Turns deliveries into frames. `near` are the threads that this session talks in."""

    def __init__(self) -> None:
        self._position = self._floor = ""
        self._names = count(1)
        self._since = 0.0
        self._held: dict[str, tuple[ReplyDelta, list[str]]] = {}
        self._near: OrderedDict[str, None] = OrderedDict()

    def come_near(self, thread_id: str) -> None:
        """This session talks in this thread, one of the last few."""
        self._near[thread_id] = None
        self._near.move_to_end(thread_id)
        if len(self._near) > NEAR:
            self._near.popitem(last=False)

    def is_patient(self, event: Event) -> bool:
        """Whether this can wait for a gulp."""
        return isinstance(event, ReplyDelta) and event.thread_id not in self._near

    def frames(self, deliveries: Iterable[Delivery], now: float) -> Iterator[str]:
        """What is to be sent now."""
        for delivery in deliveries:
            event = delivery.event
            if isinstance(event, ReplyDelta) and event.thread_id not in self._near:
                self._hold(event, now)
            else:
                if self._held and isinstance(event, ReplyDelta | ReplyDone | ReplyFailed):
                    yield from self._release(event.message_id)
                yield renamed(delivery.text, delivery.id, self._name()) if self._held else delivery.text
            self._position = delivery.id
            if not self._held:
                self._floor = delivery.id
        if self._held and now - self._since >= GULP_SECONDS - EARLY:
            yield from self._swallow()

    def _hold(self, delta: ReplyDelta, now: float) -> None:
        if not self._held:
            self._since = now
        self._held.setdefault(delta.message_id, (delta, []))[1].append(delta.text)

    def _release(self, message_id: str) -> Iterator[str]:
        if held := self._held.pop(message_id, None):
            yield frame(together(*held), self._name())

    def _swallow(self) -> Iterator[str]:
        *others, last = self._held
        for message_id in others:
            yield from self._release(message_id)
        self._floor = self._position
        yield from self._release(last)

    def _name(self) -> str:
        return f"{self._floor}.g{next(self._names)}"


def together(first: ReplyDelta, texts: list[str]) -> ReplyDelta:
    """Deltas that follow each other as one."""
    return first.model_copy(update={"text": "".join(texts)}) if len(texts) > 1 else first
