"""The product as its webapp drives it: a sign-in, threads, one socket a chat, the frames of the protocol."""

import asyncio
import json
import os
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import aiohttp

from ..ports import free_port
from .servers import Server
from .turns import Turn

PASSWORD = "a bench is not a throne 42"
FRAME_SECONDS = 60


class Product:
    """The server and the people who use it. Several people share the chats out among them."""

    def __init__(self, folder: Path, model: str) -> None:
        port = free_port()
        agents = {f"AGENT_{agent}_MODELS": "openai:fake" for agent in ("ANIMA", "NEO", "NEXUS")}
        self.environment = {
            "EMERGENCE_HOME": str(folder / "home"),
            "OPENAI_BASE_URL": f"{model}/v1",
            "OPENAI_API_KEY": "sk-bench",
            "AUTH_JWT_SECRET": "b" * 48,
            "RATE_LIMITS": "off",
            "SESSION_INACTIVITY_TIMEOUT_MINUTES": "600",
            **agents,
        }
        command = [sys.executable, "-m", "emergence", "serve", "--host", "127.0.0.1", "--port", str(port)]
        self.server = Server(command, port, "/api/health", folder / "product.log", self.environment)
        self.server.folder = folder
        self.tokens: list[str] = []

    async def open(self, http: aiohttp.ClientSession, people: int) -> None:
        """Let people in and sign them in; the first one gets fifty threads."""
        self.http = http
        for number in range(people):
            self.tokens.append(await self._sign_in(f"bench{number}@example.org"))
        for number in range(50):
            await self.post("/api/threads/", {"title": f"Thread {number}"})

    async def _sign_in(self, email: str) -> str:
        add = [*self.server.command[:3], "user", "add", email, "--role", "member", "--password-stdin"]
        await asyncio.to_thread(self._run, add)
        answer = await self.post("/api/auth/login", {"email": email, "password": PASSWORD, "mode": "bearer"})
        return str(answer["token"])

    def _run(self, command: list[str]) -> None:
        variables = {**os.environ, **self.environment}
        subprocess.run(command, input=PASSWORD.encode(), cwd=self.server.folder, env=variables, check=True, capture_output=True)

    def headers(self, who: int = 0) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[who % len(self.tokens)]}"} if self.tokens else {}

    async def post(self, path: str, body: object, who: int = 0) -> dict[str, Any]:
        async with self.http.post(self.server.url + path, json=body, headers=self.headers(who)) as answer:
            answer.raise_for_status()
            return dict(await answer.json())

    async def socket(self, who: int = 0) -> aiohttp.ClientWebSocketResponse:
        """A live session, ready. Nothing is compressed, as the product does not."""
        token = self.tokens[who % len(self.tokens)]
        url = f"{self.server.url}/ws/{uuid.uuid4().hex}"
        opened = await self.http.ws_connect(url, protocols=("emergence.v1", f"bearer.{token}"), compress=0, max_msg_size=0)
        while (await opened.receive_json(timeout=FRAME_SECONDS))["type"] != "session.ready":
            pass
        return opened

    async def chat(self, who: int = 0) -> "ProductChat":
        """A chat of its own in a new thread."""
        thread = await self.post("/api/threads/", {"title": "bench"}, who)
        return ProductChat(await self.socket(who), thread["id"])

    async def chat_after(self, length: int) -> "ProductChat":
        """A chat in a thread that holds so many messages already."""
        said = [{"role": "assistant" if number % 2 else "user", "content": sentence(number)} for number in range(length)]
        answer = await self.post("/api/threads/import", {"threads": [{"title": f"{length} messages", "messages": said}]})
        return ProductChat(await self.socket(), answer["items"][0]["id"])


def sentence(number: int) -> str:
    return f"Message number {number}, neither long nor short, which says one simple thing."


class ProductChat:
    """One socket that talks in one thread."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, thread: str) -> None:
        self.socket = socket
        self.thread = thread

    async def say(self, text: str, turn: Turn) -> None:
        """Ask Anima, and hear her answer among what else happens to this person."""
        sent = {"type": "send", "ref": uuid.uuid4().hex, "thread_id": self.thread, "text": text, "agents": ["anima"]}
        await self.socket.send_str(json.dumps(sent))
        reply = await self._started(turn)
        while turn.error is None:
            frame = await self.socket.receive_str(timeout=FRAME_SECONDS)
            if '"type":"gap"' in frame:
                turn.error = "gap: this socket was too slow for the bus"
            if reply not in frame:
                continue
            if '"type":"reply.delta"' in frame:
                turn.hear(frame)
            elif '"type":"reply.done"' in frame:
                return
            elif '"type":"reply.failed"' in frame:
                turn.error = frame[:200]

    async def _started(self, turn: Turn) -> str:
        while True:
            text = await self.socket.receive_str(timeout=FRAME_SECONDS)
            if '"type":"failed"' in text:
                turn.error = text[:200]
                return ""
            if '"type":"reply.started"' in text and self.thread in text:
                return str(json.loads(text)["message_id"])

    async def close(self) -> None:
        await self.socket.close()
