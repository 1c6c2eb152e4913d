"""The bus of one process: each channel remembers its last events, each listener has a bounded lane of its own."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ...ports.bus import GULP_SECONDS, NOWHERE, Bus, Delivery, Gulp, Patient
from ...protocol import Event, Gap, frame

REMEMBERED = 1000
REMEMBERED_SECONDS = 600
SWEEP_EVERY = 5000


class Listener:
    """One subscription. A lane that is full is emptied: the listener gets a Gap in place of what it was too slow for."""

    def __init__(self, start: str, opening: str, patient: Patient | None) -> None:
        self.start = self._last = start
        self.opening = opening
        self._patient = patient
        self._lane: list[Delivery] = []
        self._filled = asyncio.Event()
        self._gulp: asyncio.TimerHandle | None = None
        self._whispers = 0

    def whisper(self, event: Event) -> None:
        self._whispers += 1
        name = f"{self._last}.{self._whispers}"
        self.put(Delivery(name, event, frame(event, name)))

    def put(self, delivery: Delivery) -> None:
        if len(self._lane) >= REMEMBERED:
            self._lane.clear()
            delivery = gap(delivery.id.partition(".")[0])
        self._last = delivery.id.partition(".")[0]
        self._lane.append(delivery)
        if self._patient is None or not self._patient(delivery.event):
            self._filled.set()
        elif self._gulp is None:
            self._gulp = asyncio.get_running_loop().call_later(GULP_SECONDS, self._swallow)

    async def take(self) -> tuple[Delivery, ...]:
        await self._filled.wait()
        self._filled.clear()
        taken = tuple(self._lane)
        self._lane.clear()
        return taken

    def leave(self) -> None:
        if self._gulp:
            self._gulp.cancel()

    def _swallow(self) -> None:
        self._gulp = None
        self._lane.append(Delivery(f"{self._last}.gulp", Gulp(), ""))
        self._filled.set()


class Channel:
    """What was said last, by rising number; nothing is remembered at or below `floor`."""

    def __init__(self, floor: int) -> None:
        self.floor = floor
        self.said: deque[tuple[int, float, Delivery]] = deque()
        self.listeners: set[Listener] = set()

    def add(self, number: int, delivery: Delivery) -> None:
        now = time.monotonic()
        self.said.append((number, now, delivery))
        self.forget(now)
        for listener in self.listeners:
            listener.put(delivery)

    def forget(self, now: float) -> None:
        while self.said and (len(self.said) > REMEMBERED or now - self.said[0][1] > REMEMBERED_SECONDS):
            self.floor = self.said.popleft()[0]


class MemoryBus:
    """Numbers are shared by all channels, so that a channel forgotten and begun anew never repeats one."""

    def __init__(self) -> None:
        self._epoch = f"{time.time_ns() // 1_000_000:x}"
        self._number = 0
        self._channels: dict[str, Channel] = {}

    @classmethod
    @asynccontextmanager
    async def open(cls) -> AsyncIterator[Bus]:
        yield cls()

    async def publish(self, channel: str, event: Event) -> str:
        self._number += 1
        delivery = Delivery(name := self._name(self._number), event, frame(event, name))
        self._channel(channel).add(self._number, delivery)
        if self._number % SWEEP_EVERY == 0:
            self._sweep()
        return name

    @asynccontextmanager
    async def subscribe(self, channel: str, after: str | None = None, patient: Patient | None = None) -> AsyncIterator[Listener]:
        known = self._channel(channel)
        asked = self._number if after is None else self._read(after)
        resumes = asked is not None and known.floor <= asked <= self._number
        start = self._name(asked if asked is not None and resumes else self._number)
        listener = Listener(start, start if resumes else NOWHERE, patient)
        if asked is not None and resumes:
            for number, _, delivery in known.said:
                if number > asked:
                    listener.put(delivery)
        else:
            listener.put(gap(start))
        known.listeners.add(listener)
        try:
            yield listener
        finally:
            known.listeners.discard(listener)
            listener.leave()

    def _channel(self, name: str) -> Channel:
        if name not in self._channels:
            self._channels[name] = Channel(self._number)
        return self._channels[name]

    def _name(self, number: int) -> str:
        return f"{self._epoch}-{number}"

    def _read(self, name: str) -> int | None:
        epoch, _, number = name.partition(".")[0].partition("-")
        return int(number) if epoch == self._epoch and number.isascii() and number.isdigit() and len(number) < 20 else None

    def _sweep(self) -> None:
        now = time.monotonic()
        for name, channel in list(self._channels.items()):
            channel.forget(now)
            if not channel.said and not channel.listeners:
                del self._channels[name]


def gap(name: str) -> Delivery:
    """A Gap at this id."""
    return Delivery(name, event := Gap(), frame(event, name))
