"""kill -9 at any moment: what was acknowledged is there, once, and every answer comes to an end."""

import asyncio
import json
import os
import random
import signal
import sys
import uuid
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from house import PASSWORD
from ports import free_port
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidMessage

ROUNDS = 50
EMAIL = "kill@example.org"
AGENTS = ["anima", "neo", "nexus"]


@dataclass
class Product:
    """The product as a process of its own, that can be killed."""

    home: Path
    model: str
    port: int = field(default_factory=free_port)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        own = {"EMERGENCE_HOME": str(self.home), "OPENAI_BASE_URL": self.model, "OPENAI_API_KEY": "sk-test", "RATE_LIMITS": "off"}
        chains = {f"AGENT_{agent.upper()}_MODELS": "openai:test" for agent in AGENTS}
        return os.environ | own | chains | {"HOST": "127.0.0.1", "PORT": str(self.port)}

    async def run(self, *arguments: str, given: bytes | None = None) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "emergence", *arguments, env=self.environment, cwd=self.home, stdin=asyncio.subprocess.PIPE
        )
        await process.communicate(given)
        assert process.returncode == 0

    @asynccontextmanager
    async def serving(self, last_signal: int = signal.SIGKILL) -> AsyncIterator[None]:
        """Serve from when it answers until this is left; then it gets the signal."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "emergence", "serve", env=self.environment, cwd=self.home, stdout=asyncio.subprocess.DEVNULL
        )
        try:
            await self._healthy(process)
            yield
        finally:
            with suppress(ProcessLookupError):
                process.send_signal(last_signal)
            self.exit_code = await asyncio.wait_for(process.wait(), 15)

    async def _healthy(self, process: asyncio.subprocess.Process) -> None:
        async with aiohttp.ClientSession() as http, asyncio.timeout(30):
            while True:
                assert process.returncode is None
                with suppress(aiohttp.ClientError):
                    async with http.get(f"{self.base}/api/health") as response:
                        if response.status == 200:
                            return
                await asyncio.sleep(0.02)


@dataclass
class Browser:
    """Says things over and over, and again what was not acknowledged, as the page does."""

    product: Product
    token: str
    thread: str
    said: dict[str, str] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)

    async def talk(self) -> None:
        url = f"ws://127.0.0.1:{self.product.port}/ws/{self.thread}"
        async with connect(url, subprotocols=["emergence.v1", f"bearer.{self.token}"], compression=None) as live:  # type: ignore[list-item]
            hearing = asyncio.create_task(self._hear(live))
            with suppress(ConnectionClosed):
                for ref in set(self.said) - self.acknowledged:
                    await self._say(live, ref)
                while not hearing.done():
                    ref = uuid.uuid4().hex
                    self.said[ref] = f"Message {len(self.said)} de {self.thread}"
                    await self._say(live, ref)
                    await asyncio.sleep(random.uniform(0, 0.2))
            await hearing

    async def _say(self, live: Any, ref: str) -> None:
        agents = random.sample(AGENTS, random.randint(1, 3))
        await live.send(json.dumps({"type": "send", "ref": ref, "thread_id": self.thread, "text": self.said[ref], "agents": agents}))

    async def _hear(self, live: Any) -> None:
        with suppress(ConnectionClosed):
            async for text in live:
                frame = json.loads(text)
                assert frame["type"] != "failed" or frame["code"] == "rate_limited", frame
                if frame["type"] == "message.added" and frame["message"].get("ref") in self.said:
                    self.acknowledged.add(frame["message"]["ref"])


async def signed_in(product: Product, http: aiohttp.ClientSession) -> str:
    body = {"email": EMAIL, "password": PASSWORD, "mode": "bearer"}
    async with http.post(f"{product.base}/api/auth/login", json=body) as response:
        return str((await response.json())["token"])


async def begun(product: Product, token: str, http: aiohttp.ClientSession) -> str:
    async with http.post(f"{product.base}/api/threads/", json={"title": "x"}, headers={"Authorization": f"Bearer {token}"}) as response:
        return str((await response.json())["id"])


async def everything(product: Product, browser: Browser, http: aiohttp.ClientSession) -> list[dict[str, Any]]:
    """All messages of a thread, in reading order."""
    found: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        url = f"{product.base}/api/threads/{browser.thread}/messages?limit=200{cursor and '&cursor=' + cursor}"
        async with http.get(url, headers={"Authorization": f"Bearer {browser.token}"}) as response:
            page = await response.json()
        found, cursor = page["items"] + found, page["next"]
    return found


async def one_life(product: Product, browsers: list[Browser]) -> None:
    """Serve under load, and die at a random moment."""
    async with product.serving():
        talking = [asyncio.create_task(browser.talk()) for browser in browsers]
        await asyncio.sleep(random.uniform(0.05, 0.9))
    results = await asyncio.gather(*talking, return_exceptions=True)
    assert all(r is None or isinstance(r, ConnectionClosed | OSError | InvalidMessage) for r in results), results


async def test_after_fifty_kills_nothing_acknowledged_is_lost_nothing_is_doubled_and_every_answer_has_ended(
    tmp_path: Path, slow_model: str
) -> None:
    product = Product(tmp_path, slow_model)
    await product.run("user", "add", EMAIL, "--password-stdin", given=PASSWORD.encode())
    async with aiohttp.ClientSession() as http:
        async with product.serving():
            token = await signed_in(product, http)
            browsers = [Browser(product, token, await begun(product, token, http)) for _ in range(3)]
        for _ in range(ROUNDS):
            await one_life(product, browsers)
        async with product.serving(signal.SIGTERM):
            found = {browser.thread: await everything(product, browser, http) for browser in browsers}
    assert sum(len(browser.acknowledged) for browser in browsers) > ROUNDS
    for browser in browsers:
        check(browser, found[browser.thread])


def check(browser: Browser, messages: list[dict[str, Any]]) -> None:
    """The invariants of a thread."""
    said = {m["ref"]: m for m in messages if m["role"] == "user"}
    assert browser.acknowledged <= set(said) <= set(browser.said)
    assert len(said) == sum(m["role"] == "user" for m in messages)
    assert all(said[ref]["content"] == browser.said[ref] for ref in said)
    replies = [m for m in messages if m["role"] == "assistant"]
    assert {reply["status"] for reply in replies} <= {"complete", "interrupted", "failed"}
    assert max(Counter((reply["reply_to"], reply["speaker"]) for reply in replies).values()) == 1
    assert {reply["reply_to"] for reply in replies} == {m["id"] for m in said.values()}
    assert [m["seq"] for m in messages] == list(range(1, len(messages) + 1))


async def test_a_signal_lets_answers_end_and_the_exit_is_clean(tmp_path: Path, slow_model: str) -> None:
    product = Product(tmp_path, slow_model)
    await product.run("user", "add", EMAIL, "--password-stdin", given=PASSWORD.encode())
    async with aiohttp.ClientSession() as http:
        async with product.serving(signal.SIGTERM):
            token = await signed_in(product, http)
            browser = Browser(product, token, await begun(product, token, http))
            talking = asyncio.create_task(browser.talk())
            await asyncio.sleep(1)
        with suppress(ConnectionClosed, OSError, InvalidMessage):
            await talking
        assert product.exit_code == 0
        async with product.serving(signal.SIGTERM):
            messages = await everything(product, browser, http)
    check(browser, messages)
    assert {m["status"] for m in messages} == {"complete"}
