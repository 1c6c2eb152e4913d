"""The way down of one socket: one writer of what is heard on the bus. What is too slow here slows nobody else."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from ..ports.bus import Subscription
from ..protocol import SessionClosed
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

    def __init__(self, websocket: WebSocket, heard: Subscription, gulps: Gulps) -> None:
        self._websocket, self._heard, self._gulps = websocket, heard, gulps
        self._loop = asyncio.get_running_loop()
        self._patience: asyncio.Timeout | None = None
        self._closing: Closing | None = None
        self.whisper = heard.whisper
        self.come_near = gulps.come_near

    def close(self, how: Closing) -> None:
        """Close now: what waits is not sent any more, but for the reason."""
        if self._closing is None:
            self._allow(0)
            self._closing = how

    async def write(self) -> None:
        """Write until the socket is to be closed or the browser does not take a frame in time; then close it."""
        with suppress(TimeoutError, WebSocketDisconnect):
            async with asyncio.timeout(0 if self._closing else None) as self._patience:
                while True:
                    deliveries = await self._heard.take()
                    for text in self._gulps.frames(deliveries, self._loop.time()):
                        self._allow(SEND_SECONDS)
                        await self._websocket.send_text(text)
                    self._allow(None)
        self._patience = None
        with suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
            async with asyncio.timeout(GOODBYE_SECONDS):
                await self._say_goodbye(self._closing or closing("overloaded"))

    def _allow(self, seconds: float | None) -> None:
        if self._patience and self._closing is None:
            self._patience.reschedule(None if seconds is None else self._loop.time() + seconds)

    async def _say_goodbye(self, how: Closing) -> None:
        if how.reason:
            await self._websocket.send_text(self._heard.alone(SessionClosed(reason=how.reason)).text)
        if how.code:
            await self._websocket.close(how.code)
