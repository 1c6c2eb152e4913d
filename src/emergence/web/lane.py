"""The way down of one socket: one writer of what is heard on the bus. What is too slow here slows nobody else."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from starlette.types import Send

from ..ports.bus import Subscription
from ..protocol import SessionClosed, frame
from .gulps import Gulps

SEND_SECONDS = 10.0
GOODBYE_SECONDS = 1.0
Reason = Literal["inactive", "revoked", "restarting", "overloaded"]
CODES: dict[Reason, int] = {"inactive": 4408, "revoked": 4401, "restarting": 1012, "overloaded": 1013}


@dataclass(frozen=True, slots=True)
class Closing:
    """How the socket is to be closed; without a code it is gone already."""

    code: int | None = None
    reason: Reason | None = None


def closing(reason: Reason) -> Closing:
    """How a socket is closed for this reason."""
    return Closing(CODES[reason], reason)


class Lane:
    """Passes on to one browser what its person's channel tells, and what is whispered to this session alone."""

    def __init__(self, send: Send, heard: Subscription, gulps: Gulps) -> None:
        self._send, self._heard, self._gulps = send, heard, gulps
        self._loop = asyncio.get_running_loop()
        self._patience: asyncio.Timeout | None = None
        self._due: float | None = None
        self._watch: asyncio.TimerHandle | None = None
        self._closing: Closing | None = None
        self.whisper = heard.whisper
        self.come_near = gulps.come_near

    def close(self, how: Closing) -> None:
        """Close now: what waits is not sent any more, but for the reason."""
        if self._closing is None:
            self._closing = how
            self._stop()

    async def write(self) -> None:
        """Write until the socket is to be closed or the browser does not take a frame in time; then close it."""
        with suppress(TimeoutError, OSError):
            async with asyncio.timeout(0 if self._closing else None) as self._patience:
                while True:
                    deliveries = await self._heard.take()
                    for text in self._gulps.frames(deliveries):
                        await self._write(text)
        self._patience = None
        if self._watch:
            self._watch.cancel()
        with suppress(TimeoutError, OSError):
            async with asyncio.timeout(GOODBYE_SECONDS):
                await self._say_goodbye(self._closing or closing("overloaded"))

    async def _write(self, text: str) -> None:
        self._due = self._loop.time() + SEND_SECONDS
        if self._watch is None:  # a look now and then costs less than a time limit on every frame
            self._watch = self._loop.call_at(self._due, self._look)
        await self._send({"type": "websocket.send", "text": text})
        self._due = None

    def _look(self) -> None:
        self._watch = None
        if self._due is None:
            return
        if self._loop.time() < self._due:
            self._watch = self._loop.call_at(self._due, self._look)
        else:
            self._stop()

    def _stop(self) -> None:
        with suppress(RuntimeError):  # it is ending already
            if self._patience:
                self._patience.reschedule(self._loop.time())

    async def _say_goodbye(self, how: Closing) -> None:
        if how.reason:
            text = frame(SessionClosed(reason=how.reason), f"{self._gulps.floor}.closed")
            await self._send({"type": "websocket.send", "text": text})
        if how.code:
            await self._send({"type": "websocket.close", "code": how.code})
