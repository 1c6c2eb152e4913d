"""A person in front of the page: what they do, what they see, and what must never happen meanwhile."""

import os
import re
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect
from site_of import PASSWORD, Site

from emergence.domain.accounts import Role

SECONDS = 15_000
HARMLESS = re.compile(r"registration blocked by Playwright|Failed to load resource|WebSocket connection to .* failed|net::ERR_")


@dataclass
class Reader:
    page: Page
    site: Site
    email: str
    dialogs: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.set_default_timeout(SECONDS)
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    async def open(self, path: str = "/") -> None:
        await self.page.goto(self.site.base + path)
        await expect(self.box).to_be_visible(timeout=SECONDS)

    async def write(self, text: str, *agents: str) -> None:
        """Write to these agents; to whom was chosen before if none is named."""
        if agents:
            await self.choose(*agents)
        await self.box.fill(text)
        await self.box.press("Enter")

    async def choose(self, *agents: str) -> None:
        for name in ("Anima", "Neo", "Nexus"):
            await (
                self.page.get_by_role("group", name="Who should answer")
                .get_by_label(name, exact=True)
                .set_checked(name in agents, force=True)
            )

    async def account(self, name: str) -> None:
        """Do what the menu of the person's account has under this name."""
        await self.page.get_by_role("button", name="Account of").click()
        await self.page.locator(".account .list").get_by_text(name, exact=True).click()

    async def sees(self, text: str) -> None:
        await expect(self.talk).to_contain_text(text, timeout=SECONDS)

    async def done(self, name: str, text: str, status: str = "complete") -> None:
        """The last reply of this agent has ended like this, with this text."""
        last = self.reply(name)
        await expect(last).to_have_attribute("data-status", status, timeout=SECONDS)
        await expect(last).to_contain_text(text, timeout=SECONDS)

    async def shot(self, name: str) -> None:
        """Keep a picture, if the variable SCREENSHOTS names a folder for it."""
        if folder := os.environ.get("SCREENSHOTS"):
            await self.page.screenshot(path=Path(folder) / f"{name}.png")

    def reply(self, name: str) -> Locator:
        return self.talk.get_by_role("article", name=name, exact=True).last

    @property
    def box(self) -> Locator:
        return self.page.get_by_label("Your message", exact=True)

    @property
    def talk(self) -> Locator:
        return self.page.get_by_test_id("messages")

    async def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        await dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site.base, self.site.base.replace("http", "ws"), "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not HARMLESS.search(message.text):
            self.complaints.append(message.text)


@asynccontextmanager
async def reading(
    browser: Browser, site: Site, context: BrowserContext | None = None, role: Role = "member", **look: Any
) -> AsyncIterator[Reader]:
    """A new person who is signed in, in a browser of their own; or, with a context, one more tab of the same."""
    email = f"{uuid.uuid4().hex[:10]}@example.org"
    own = context or await browser.new_context(**{"locale": "en-US", "viewport": {"width": 1280, "height": 860}, **look})
    if context is None:
        await site.let_in(email, role)
        answer = await own.request.post(f"{site.base}/api/auth/login", data={"email": email, "password": PASSWORD})
        assert answer.ok, await answer.text()
    async with tab(own, site, email) as reader:
        yield reader
    if context is None:
        await own.close()


@asynccontextmanager
async def tab(context: BrowserContext, site: Site, email: str) -> AsyncIterator[Reader]:
    """A page that is watched: at the end nothing was reported, no dialog opened and nothing else was asked."""
    reader = Reader(await context.new_page(), site, email)
    reader.watch()
    yield reader
    wrong = {"dialogs": reader.dialogs, "asked elsewhere": reader.elsewhere, "complaints": reader.complaints}
    assert not any(wrong.values()), wrong
