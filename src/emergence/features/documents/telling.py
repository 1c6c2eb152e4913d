"""What happens to documents, told to whom they belong; not more often than a person can see."""

from ...domain.documents import Document
from ...ports.bus import Bus, channel_of
from ...ports.clock import Clock
from ...protocol import DocumentChanged

PAUSE = 0.5


class Telling:
    """Publishes documents as they are; progress at most twice a second for each."""

    def __init__(self, bus: Bus, clock: Clock) -> None:
        self._bus, self._clock = bus, clock
        self._told: dict[str, float] = {}

    async def changed(self, document: Document, owner: str) -> None:
        """It is new, or in another state."""
        self._told.pop(document.id, None)
        await self._bus.publish(channel_of(owner), DocumentChanged(document_id=document.id, document=document))

    async def further(self, document: Document, owner: str) -> None:
        """It has come further."""
        now = self._clock.monotonic()
        if now - self._told.get(document.id, now - PAUSE) >= PAUSE:
            await self.changed(document, owner)
            self._told[document.id] = now

    async def gone(self, document_id: str, owner: str) -> None:
        """It was deleted."""
        self._told.pop(document_id, None)
        await self._bus.publish(channel_of(owner), DocumentChanged(document_id=document_id, document=None))
