"""The product as a person starts it: in a process of its own, with a folder of its own."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from ports import free_port

from emergence.bootstrap import opened
from emergence.domain.accounts import Role
from emergence.settings import read_settings

PASSWORD = "seven otters under a lamp"
LINK = re.compile(r"http://\S+/#/(?:enter|reset)/\S+")
STARTS = ("serve", "--port")


@dataclass
class Site:
    folder: Path
    model_url: str
    more: dict[str, str]
    port: int = field(default_factory=free_port)
    _process: asyncio.subprocess.Process | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def link(self) -> str:
        """The one-time link on the console."""
        found = LINK.search((self.folder / "console").read_text("utf-8"))
        assert found, "no link was printed"
        return found[0]

    def letter_link(self, email: str) -> str:
        """The link of the last letter to somebody, from the console."""
        return LINK.findall((self.folder / "console").read_text("utf-8").rpartition(f"A letter to {email}")[2])[0]

    async def start(self) -> None:
        with (self.folder / "console").open("ab") as console:
            self._process = await self._run(*STARTS, str(self.port), stdout=console, stderr=console)
        async with asyncio.timeout(20), aiohttp.ClientSession() as http:
            while not await self._answers(http):  # noqa: ASYNC110 - another process sets no event
                await asyncio.sleep(0.05)

    def send(self, how: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(how)

    async def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._process and self._process.returncode is None:
            self._process.send_signal(how)
            await self._process.wait()

    async def let_in(self, email: str, role: Role = "member") -> None:
        """A person who can sign in with the password of the tests."""
        async with opened(read_settings(_env_file=None, emergence_home=self.folder / "home")) as services:
            await services.accounts.add(email, role, PASSWORD)

    async def told(self, what: str) -> None:
        """The console says this sooner or later, such as a letter that nobody else delivers."""
        async with asyncio.timeout(20):
            while what not in (self.folder / "console").read_text("utf-8"):  # noqa: ASYNC110 - another process sets no event
                await asyncio.sleep(0.1)

    async def _answers(self, http: aiohttp.ClientSession) -> bool:
        assert self._process is not None
        assert self._process.returncode is None, (self.folder / "console").read_text("utf-8")
        try:
            async with http.get(f"{self.base}/health") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    async def _run(self, *command: str, **streams: Any) -> asyncio.subprocess.Process:
        chosen = {f"AGENT_{agent}_MODELS": "openai:fake" for agent in ("ANIMA", "NEO", "NEXUS")}
        model = {"OPENAI_API_KEY": "not-a-key", "OPENAI_BASE_URL": self.model_url, **chosen}
        place = {"PATH": os.environ["PATH"], "EMERGENCE_HOME": str(self.folder / "home"), "PUBLIC_BASE_URL": self.base}
        environment = {**place, **model, "RATE_LIMITS": "off", **self.more}
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "emergence", *command, env=environment, cwd=self.folder, **streams
        )


@asynccontextmanager
async def running(folder: Path, model_url: str, **more: str) -> AsyncIterator[Site]:
    site = Site(folder, model_url, more)
    try:
        await site.start()
        yield site
    finally:
        await site.end()
