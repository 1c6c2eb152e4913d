"""The way down of one socket: a bounded queue with one writer. What is too slow here slows nobody else."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from ..ports.bus import Subscription
from ..protocol import Event, SessionClosed, frame

WAITING = 256
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
    """Frames on their way to one browser, in order. Frames of this session alone carry the id of the event before them."""

    def __init__(self, websocket: WebSocket, position: str) -> None:
        self._websocket = websocket
        self._position = position
        self._frames: asyncio.Queue[str] = asyncio.Queue(WAITING)
        self._patience: asyncio.Timeout | None = None
        self._closing: Closing | None = None

    async def put(self, event: Event) -> None:
        """Send an event of this session alone, after what waits already."""
        await self._frames.put(frame(event, self._position))

    def close(self, how: Closing) -> None:
        """Close now: what waits is not sent any more, but for the reason."""
        if self._closing is None:
            self._allow(0)
            self._closing = how

    async def follow(self, heard: Subscription) -> None:
        """Pass on what happens on the bus, for ever."""
        async for delivery in heard:
            self._position = delivery.id
            await self._frames.put(delivery.text)

    async def write(self) -> None:
        """Write until the socket is to be closed or the browser does not take a frame in time; then close it."""
        with suppress(TimeoutError, WebSocketDisconnect):
            async with asyncio.timeout(0 if self._closing else None) as self._patience:
                while True:
                    text = await self._frames.get()
                    self._allow(SEND_SECONDS)
                    await self._websocket.send_text(text)
                    self._allow(None)
        with suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
            async with asyncio.timeout(GOODBYE_SECONDS):
                await self._say_goodbye(self._closing or closing("overloaded"))

    def _allow(self, seconds: float | None) -> None:
        if self._patience and self._closing is None:
            self._patience.reschedule(None if seconds is None else asyncio.get_running_loop().time() + seconds)

    async def _say_goodbye(self, how: Closing) -> None:
        if how.reason:
            await self._websocket.send_text(frame(SessionClosed(reason=how.reason), self._position))
        if how.code:
            await self._websocket.close(how.code)
