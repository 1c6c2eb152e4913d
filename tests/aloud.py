"""The product in a process of its own, and what it says: to the console, and in its log."""

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
from ports import free_port

LINK = re.compile(r"http\S+/#/enter/(\S+)")


@dataclass
class Aloud:
    """A running product; `folder` holds what it said."""

    folder: Path
    port: int
    http: aiohttp.ClientSession

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def console(self) -> str:
        return (self.folder / "console").read_text("utf-8")

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8")

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The log's lines, each of which must be an object."""
        return [json.loads(line) for line in self.log.splitlines()]

    @property
    def secret(self) -> str:
        """Of the first admin's link."""
        found = LINK.search(self.console)
        assert found, self.console + self.log
        return found[1]

    async def ask(self, method: str, path: str, token: str = "", **more: Any) -> tuple[int, Any]:
        """Status and what is said."""
        headers = ({"Authorization": f"Bearer {token}"} if token else {}) | more.pop("headers", {})
        if "json" in more:
            headers |= {"Content-Type": "application/json"}
            more["data"] = BytesIO(json.dumps(more.pop("json"), ensure_ascii=False).encode())
        async with self.http.request(method, self.base + path, headers=headers, **more) as response:
            return response.status, await response.json(content_type=None) if response.content_type == "application/json" else ""

    async def raw(self, request: bytes) -> bytes:
        """The first line of the answer to these very bytes; empty if there is none."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(request)
        first = b""
        with suppress(ConnectionError):
            first = await asyncio.wait_for(reader.readline(), 10)
        writer.close()
        return first


@asynccontextmanager
async def aloud(folder: Path, **settings: str) -> AsyncIterator[Aloud]:
    """A product with these settings, from its start to its end."""
    port = free_port()
    base = {"PATH": os.environ["PATH"], "EMERGENCE_HOME": str(folder / "home"), "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}"}
    command = (sys.executable, "-m", "emergence", "serve", "--port", str(port))
    with (folder / "console").open("wb") as console, (folder / "log").open("wb") as log:
        environment = base | {"RATE_LIMITS": "off"} | settings
        process = await asyncio.create_subprocess_exec(*command, env=environment, cwd=folder, stdout=console, stderr=log)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        product = Aloud(folder, port, http)
        try:
            await until_it_answers(product, process)
            yield product
        finally:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


async def until_it_answers(product: Aloud, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(60):
        while not await answers(product):
            assert process.returncode is None, product.log
            await asyncio.sleep(0.05)


async def answers(product: Aloud) -> bool:
    try:
        return "is at http" in product.console and (await product.ask("GET", "/health"))[0] == 200
    except aiohttp.ClientError:
        return False
