"""The whole product on loopback, as a browser or a program meets it: accounts, requests, live sessions."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from websockets.asyncio.client import ClientConnection, connect

from emergence.bootstrap import opened
from emergence.server import Server, config, patience
from emergence.services import Services
from emergence.settings import Settings, read_settings
from emergence.web.metrics import Metrics
from emergence.web.sockets import Sockets

PASSWORD = "a house is not a throne 42"
Frame = dict[str, Any]


@dataclass
class Live:
    """A live session: frames go up, frames come down."""

    socket: ClientConnection
    seen: list[Frame] = field(default_factory=list)

    async def say(self, **command: Any) -> None:
        await self.socket.send(json.dumps(command))

    async def next(self) -> Frame:
        frame: Frame = json.loads(await asyncio.wait_for(self.socket.recv(), 10))
        self.seen.append(frame)
        return frame

    async def until(self, wanted: str | Callable[[Frame], bool]) -> Frame:
        """The next frame of this type, or for which this holds."""
        while True:
            frame = await self.next()
            if frame["type"] == wanted if isinstance(wanted, str) else wanted(frame):
                return frame

    async def closed(self) -> int:
        """The code with which the server closes."""
        async with asyncio.timeout(10):
            await self.socket.wait_closed()
        return self.socket.close_code or 0

    def text_of(self, message_id: str) -> str:
        """What the deltas of a reply put together say, each at its place."""
        text = ""
        for frame in self.seen:
            if frame["type"] == "reply.delta" and frame["message_id"] == message_id:
                assert frame["at"] == len(text.encode("utf-16-le")) // 2
                text += frame["text"]
        return text


@dataclass
class Person:
    """Somebody who is signed in, in bearer mode."""

    house: "House"
    email: str
    token: str
    id: str

    async def ask(self, method: str, path: str, **more: Any) -> tuple[int, Any]:
        """Status and JSON of a request."""
        headers = {"Authorization": f"Bearer {self.token}"} | more.pop("headers", {})
        async with self.house.http.request(method, self.house.base + path, headers=headers, **more) as response:
            text = await response.text()
            return response.status, json.loads(text) if text and "json" in response.content_type else text

    async def thread(self, **body: Any) -> str:
        status, thread = await self.ask("POST", "/api/threads/", json=body)
        assert status == 201
        return str(thread["id"])

    async def messages(self, thread_id: str, limit: int = 50) -> list[Frame]:
        _, page = await self.ask("GET", f"/api/threads/{thread_id}/messages?limit={limit}")
        return list(page["items"])

    @asynccontextmanager
    async def live(self, session_id: str | None = None, after: str | None = None, ready: bool = True) -> AsyncIterator[Live]:
        """A live session; the first frame is read unless `ready` is False."""
        url = f"ws://127.0.0.1:{self.house.port}/ws/{session_id or uuid.uuid4().hex}" + (f"?after={after}" if after else "")
        async with connect(url, subprotocols=["emergence.v1", f"bearer.{self.token}"], compression=None) as socket:  # type: ignore[list-item]
            live = Live(socket)
            if ready:
                await live.until("session.ready")
            yield live


@dataclass
class House:
    """A running product."""

    services: Services
    settings: Settings
    sockets: Sockets
    http: aiohttp.ClientSession
    port: int

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def person(self, email: str | None = None, role: str = "member") -> Person:
        email = email or f"{uuid.uuid4().hex[:12]}@example.org"
        await self.services.accounts.add(email, role, PASSWORD)
        async with self.http.post(f"{self.base}/api/auth/login", json={"email": email, "password": PASSWORD, "mode": "bearer"}) as response:
            said = await response.json()
        return Person(self, email, said["token"], said["user"]["id"])


@asynccontextmanager
async def open_house(home: Path, **settings: Any) -> AsyncIterator[House]:
    """The product in this process, on a free port, with these settings over the defaults."""
    from emergence.app import create_app

    given: dict[str, Any] = {"emergence_home": home, "rate_limits": "off", "port": 8000} | settings
    read = read_settings(_env_file=None, **given)
    async with AsyncExitStack() as stack:
        services = await stack.enter_async_context(opened(read))
        metrics = Metrics()
        sockets = Sockets(services, metrics, patience(read))
        listening = asyncio.Event()

        async def greet() -> None:
            listening.set()

        options = config(create_app(services, read, sockets, metrics), read)
        options.port = 0
        server = Server(options, greet)
        await stack.enter_async_context(services.turns.running())
        await stack.enter_async_context(sockets.watched())
        http = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()))
        serving = asyncio.create_task(server._serve())
        await asyncio.wait([serving, asyncio.create_task(listening.wait())], return_when=asyncio.FIRST_COMPLETED)
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            yield House(services, read, sockets, http, port)
        finally:
            await sockets.close_all("restarting", 1)
            server.should_exit = True
            server.over.set()
            await serving
