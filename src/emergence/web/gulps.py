"""What goes down a socket now, and what a little later. Text for a thread in which this session is not talking goes in gulps,
so that a person with many tabs does not pay for every word in each of them.

While text is held back, frames are named after the event just before it: who is cut off then and resumes there misses nothing.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from itertools import count

from ..ports.bus import NOWHERE, Delivery, Gulp
from ..protocol import Event, ReplyDelta, ReplyDone, ReplyFailed, frame, renamed

NEAR = 8


class Gulps:
    """Turns deliveries into frames. `near` are the threads that this session talks in."""

    def __init__(self) -> None:
        self._position = self.floor = NOWHERE
        self._names = count(1)
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

    def frames(self, deliveries: Iterable[Delivery]) -> Iterator[str]:
        """What is to be sent now."""
        for delivery in deliveries:
            event = delivery.event
            if isinstance(event, Gulp):
                yield from self._swallow()
            elif isinstance(event, ReplyDelta) and event.thread_id not in self._near:
                self._held.setdefault(event.message_id, (event, []))[1].append(event.text)
            else:
                yield from self._send(delivery)
            self._position = delivery.id
            if not self._held:
                self.floor = delivery.id

    def _send(self, delivery: Delivery) -> Iterator[str]:
        if self._held and isinstance(delivery.event, ReplyDelta | ReplyDone | ReplyFailed):
            yield from self._release(delivery.event.message_id)
        yield renamed(delivery.text, delivery.id, self._name()) if self._held else delivery.text

    def _release(self, message_id: str) -> Iterator[str]:
        if held := self._held.pop(message_id, None):
            yield frame(together(*held), self._name())

    def _swallow(self) -> Iterator[str]:
        while self._held:
            if len(self._held) == 1:
                self.floor = self._position
            yield from self._release(next(iter(self._held)))

    def _name(self) -> str:
        return f"{self.floor}.g{next(self._names)}"


def together(first: ReplyDelta, texts: list[str]) -> ReplyDelta:
    """Deltas that follow each other as one."""
    return first.model_copy(update={"text": "".join(texts)}) if len(texts) > 1 else first
