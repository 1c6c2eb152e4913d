"""A real Chromium in front of the product, and in front of a page that does nothing but show what it is told."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, CDPSession, Page, async_playwright

from .lab import Lab
from .product import PASSWORD

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
EMAIL = "bench0@example.org"
BOX = "textarea[aria-label='Your message']"
ANSWERED = """(n) => {
  const ended = document.querySelectorAll('article[data-status=complete]').length
  return ended >= n && !document.querySelector('[data-status=streaming]')
}"""
RELAY = """(socket) => new Promise((done) => {
  const last = document.createElement('p')
  document.body.append(last)
  const live = new WebSocket(socket)
  live.onopen = () => live.send('go on')
  live.onmessage = ({ data }) => {
    const frame = JSON.parse(data)
    if (frame.type === 'end') return done(last.textContent.length)
    last.append(frame.content)
    scrollTo(0, document.body.scrollHeight)
  }
})"""


@dataclass
class Tab:
    """One page and what the browser says of it."""

    page: Page
    told: CDPSession

    async def seconds(self) -> float:
        """Seconds that its main thread was at work so far: scripts, styles, layout and painting."""
        return (await self._metrics())["TaskDuration"]

    async def heap(self) -> float:
        """Megabytes that its scripts hold, after everything that can be forgotten is."""
        await self.told.send("HeapProfiler.collectGarbage")
        return (await self._metrics())["JSHeapUsedSize"] / 2**20

    async def throttle(self, *, megabits: float, latency_ms: float, cpu: float) -> None:
        """A slower network and a slower processor, from the next load on."""
        speed = megabits * 1e6 / 8
        network = {"offline": False, "latency": latency_ms, "downloadThroughput": speed, "uploadThroughput": speed}
        await self.told.send("Network.enable")
        await self.told.send("Network.emulateNetworkConditions", network)
        await self.told.send("Emulation.setCPUThrottlingRate", {"rate": cpu})

    async def _metrics(self) -> dict[str, float]:
        answer: dict[str, Any] = await self.told.send("Performance.getMetrics")
        return {one["name"]: one["value"] for one in answer["metrics"]}


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    path = next(found for name in NAMES if (found := shutil.which(name)))
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield launched
        await launched.close()


@asynccontextmanager
async def tab(browser: Browser, lab: Lab) -> AsyncIterator[Tab]:
    """A new tab of somebody who is signed in."""
    context = await browser.new_context(locale="en-US", viewport={"width": 1280, "height": 860}, service_workers="block")
    await context.request.post(f"{lab.product.server.url}/api/auth/login", data={"email": EMAIL, "password": PASSWORD})
    page = await context.new_page()
    told = await context.new_cdp_session(page)
    await told.send("Performance.enable")
    yield Tab(page, told)
    await context.close()


async def answered(page: Page, replies: int, seconds: float = 120) -> None:
    """All streams of the thread have ended, and so many replies are there."""
    await page.wait_for_function(ANSWERED, arg=replies, timeout=seconds * 1000)


async def relayed(page: Page, lab: Lab) -> int:
    """Show a whole answer of the model on the barest page, which is open; answers how many characters."""
    return int(await page.evaluate(RELAY, lab.relay.server.url.replace("http", "ws") + "/ws"))
