"""A live session: two one-way lanes. Up: receive, parse, one feature. Down: the bus, and one writer."""

import asyncio
import logging
import time
from dataclasses import dataclass, field

from starlette.types import Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from ..domain.accounts import Identity
from ..domain.problems import Forbidden, Problem, TooMany
from ..ports.bus import channel_of
from ..ports.limits import Rate
from ..protocol import Active, Command, Failed, Ping, Pong, SessionReady, frame
from ..services import Services
from .commands import obey, parse
from .credentials import chosen
from .denials import note_denial
from .given import Room
from .gulps import Gulps
from .lane import CODES, Closing, Lane, closing
from .sockets import Open, Sockets

NOT_TEXT, POLICY, BROKEN, NOT_YOURS, TOO_MANY = 1003, 1008, 1011, 4403, 4429
BAD_IN_A_ROW = 100
FLOOD, FLOOD_SECONDS = 2000, 10.0
FRAMES = Rate("frames of a person", 100, 60)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Guest:
    """Who opens a socket: the browser's name for its session, the person, and the token that shows it."""

    session_id: str
    identity: Identity
    token: str


@dataclass(slots=True)
class Talk:
    """One person's live session while it lasts."""

    services: Services
    sockets: Sockets
    websocket: WebSocket
    socket: Open
    owner: str
    bad: int = 0
    frames: int = 0
    since: float = field(default_factory=time.monotonic)
    obeying: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def up(self) -> None:
        """Receive and obey until the browser is gone, or behaves too badly; then the lane is closed."""
        try:
            await self._listen()
        except WebSocketDisconnect:
            self.socket.lane.close(Closing())
        except Problem:
            self.socket.lane.close(closing("overloaded"))
        except Exception:
            log.exception("a live session broke")
            self.socket.lane.close(Closing(BROKEN))

    async def _listen(self) -> None:
        if await self.services.accounts.identify(self.socket.token) is None:  # it ended while this one was opening
            return self.socket.lane.close(closing("revoked"))
        while (text := await self._receive()) is not None:
            if self.sockets.draining:
                await asyncio.Event().wait()  # unanswered, so that the browser sends it again to whoever comes next
            if await self.services.accounts.identify(self.socket.token) is None:
                return self.socket.lane.close(closing("revoked"))
            await self._handle(text)
            if self.bad >= BAD_IN_A_ROW or self._is_flood():
                return self.socket.lane.close(Closing(POLICY))

    def _is_flood(self) -> bool:
        """Whether so much comes that others would feel it, whatever it is."""
        self.frames += 1
        if (now := time.monotonic()) - self.since > FLOOD_SECONDS:
            self.frames, self.since = 0, now
        return self.frames > FLOOD

    async def _receive(self) -> str | None:
        message = await self.websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1006))
        if message.get("text") is None:
            self.socket.lane.close(Closing(NOT_TEXT))
        return message.get("text")

    async def _handle(self, text: str) -> None:
        ref: str | None = None
        try:
            command = parse(text)
            self.bad, ref = 0, getattr(command, "ref", None)
            await self._expect_room(command)
            await self._do(command)
        except Problem as problem:
            self.bad += 1 if ref is None else 0
            ref = ref or (problem.details or {}).get("ref")
            self.socket.lane.whisper(Failed(code=problem.code, message=problem.message, ref=ref))

    async def _expect_room(self, command: Command) -> None:
        limits = self.services.limits
        if limits and not isinstance(command, Active | Ping) and (wait := await limits.take(FRAMES, self.owner)):
            raise TooMany("Too many messages; please wait a little.", retry_after=wait)

    async def _do(self, command: Command) -> None:
        if isinstance(command, Ping):
            return self.socket.lane.whisper(Pong())
        self.socket.touch()
        if not isinstance(command, Active | Ping):
            async with self.obeying:
                thread_id = await obey(self.services, command, self.owner)
            self.socket.lane.come_near(thread_id)
        return None


async def converse(websocket: WebSocket, send: Send, room: Room, guest: Guest) -> None:
    """Hold a live session with a person who is signed in; returns when it is over."""
    sockets, owner = room.sockets, guest.identity.user.id
    await websocket.accept(subprotocol=chosen(websocket.scope["subprotocols"]))
    if sockets.draining:
        return await websocket.close(CODES["restarting"])
    with sockets.place_for(owner) as is_free:
        return await (converse_in_place(websocket, send, room, guest) if is_free else websocket.close(TOO_MANY))


async def converse_in_place(websocket: WebSocket, send: Send, room: Room, guest: Guest) -> None:
    """Hold it, if its name is the person's."""
    services, sockets, owner = room.services, room.sockets, guest.identity.user.id
    try:
        mine = await services.accounts.bind(guest.session_id, owner)
    except Problem:
        return await websocket.close(CODES["overloaded"])
    if not mine:
        await note_denial(services, room.place, websocket.scope, Forbidden("This is somebody else's session.", "not_your_session"))
        return await websocket.close(NOT_YOURS)
    gulps = Gulps()
    async with services.bus.subscribe(channel_of(owner), websocket.query_params.get("after"), gulps.is_patient) as heard:
        socket = Open(Lane(send, heard, gulps), guest.token, guest.identity.session.id, owner)
        ready = SessionReady(session_id=guest.session_id, event_id=heard.start, agents=services.agents)
        gulps.floor = heard.opening
        await websocket.send_text(frame(ready, f"{heard.opening}.ready"))
        async with sockets.holding(socket):
            await two_lanes(Talk(services, sockets, websocket, socket, owner), socket.lane)
    return None


async def two_lanes(talk: Talk, lane: Lane) -> None:
    """Go up, and write down until the writer ends. A command that is being obeyed is obeyed to its end."""
    up = asyncio.create_task(talk.up())
    try:
        await lane.write()
    finally:
        async with talk.obeying:
            up.cancel()
        await asyncio.gather(up, return_exceptions=True)
