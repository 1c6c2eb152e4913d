"""The raw limits as servers of their own, asked in the same way as the product."""

import json
import sys
from pathlib import Path

import aiohttp

from ..ports import free_port
from .raw import END, bearer
from .servers import Server
from .turns import Turn


def served(what: str, folder: Path, environment: dict[str, str]) -> Server:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", f"tests.bench.raw:{what}", "--port", str(port), "--no-access-log"]
    quiet = ["--log-level", "warning", "--ws-per-message-deflate", "false"]
    return Server([*command, *quiet], port, "/health", folder / f"{what}.log", environment)


def model(folder: Path) -> Server:
    port = free_port()
    return Server([sys.executable, "-m", "tests.bench.model", str(port)], port, "/health", folder / "model.log")


class Relay:
    """The thinnest relay."""

    def __init__(self, folder: Path, model_url: str) -> None:
        self.server = served("relay", folder, {"MODEL_URL": model_url})

    async def socket(self, http: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
        return await http.ws_connect(f"{self.server.url}/ws", compress=0, max_msg_size=0)

    async def chat(self, http: aiohttp.ClientSession) -> "RelayChat":
        return RelayChat(await self.socket(http))


class RelayChat:
    """One socket of the relay."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def say(self, text: str, turn: Turn) -> None:
        await self.socket.send_str(json.dumps({"text": text}))
        while (frame := await self.socket.receive_str()) != END:
            turn.hear(frame)

    async def close(self) -> None:
        await self.socket.close()


class Listing:
    """The thinnest list route behind a token."""

    def __init__(self, folder: Path) -> None:
        self.server = served("listing", folder, {"RAW_DATABASE": str(folder / "raw.db")})

    @property
    def url(self) -> str:
        return f"{self.server.url}/threads"

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {bearer()}"}
