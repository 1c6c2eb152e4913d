"""What the page costs in a real browser: its first paint, a streamed token, half an hour of streaming, a very long thread."""

from itertools import pairwise
from statistics import median, quantiles
from typing import cast

from playwright.async_api import Page

from .browser import BOX, Tab, answered, browsing, relayed, tab
from .lab import Figure, Lab

LOADS = 5
TOKENS, PACE = 400, 50
AGENTS = 3
# Thirty minutes of one agent at fifty tokens a second, told as fast as they are taken.
HALF_HOUR, ANSWER = 90_000, 3_000
LONG, PAGE = 5_000, 50
SECONDS = 8
PAINT = """() => new Promise((done) => {
  const told = (list) => list.getEntriesByName('first-contentful-paint').forEach((one) => done(one.startTime))
  new PerformanceObserver(told).observe({ type: 'paint', buffered: true })
})"""
FRAMES = """(seconds) => new Promise((done) => {
  const times = []
  const frame = (now) => (times.push(now), now - times[0] < seconds * 1000 ? requestAnimationFrame(frame) : done(times))
  requestAnimationFrame(frame)
})"""


async def paint(lab: Lab) -> None:
    """Milliseconds until something is seen, on a slow line and with a slow processor, nothing kept from before."""
    await lab.ready()
    async with browsing() as browser:
        ours, raw = [], []
        for _ in range(LOADS):
            async with tab(browser, lab) as one:
                await one.throttle(megabits=9, latency_ms=60, cpu=4)
                ours.append(await painted(one.page, lab.product.server.url))
            async with tab(browser, lab) as one:
                await one.throttle(megabits=9, latency_ms=60, cpu=4)
                raw.append(await painted(one.page, f"{lab.relay.server.url}/health"))
        lab.found(Figure("first paint, 9 Mbit/s, 60 ms, CPU / 4", "ms", median(ours), median(raw), goal=1000))


async def painted(page: Page, url: str) -> float:
    await page.goto(url)
    return float(await page.evaluate(PAINT))


async def scripting(lab: Lab) -> None:
    """Main-thread time of a streamed token: the product beside a page that only appends the text."""
    await lab.ready()
    await lab.pace(first_ms=0, rate=PACE, tokens=TOKENS)
    async with browsing() as browser, tab(browser, lab) as one, tab(browser, lab) as other:
        await one.page.goto(lab.product.server.url)
        await ask(one.page, "warm up", replies=1)
        before = await one.seconds()
        await ask(one.page, "go on", replies=2)
        ours = (await one.seconds() - before) / TOKENS
        await other.page.goto(f"{lab.relay.server.url}/health")
        await relayed(other.page, lab)
        before = await other.seconds()
        await relayed(other.page, lab)
        raw = (await other.seconds() - before) / TOKENS
    lab.found(Figure(f"main thread a token, {PACE} a second", "ms", ours * 1000, raw * 1000))


async def lasting(lab: Lab) -> None:
    """Megabytes of scripts' memory that half an hour's tokens leave in one thread."""
    await lab.ready()
    await lab.pace(first_ms=0, rate=0, tokens=ANSWER)
    async with browsing() as browser, tab(browser, lab) as one:
        await one.page.goto(lab.product.server.url)
        await ask(one.page, "warm up", replies=1)
        before = await one.heap()
        for number in range(2, HALF_HOUR // ANSWER + 1):
            await ask(one.page, "go on", replies=number)
        lab.found(Figure(f"page memory, {HALF_HOUR:,} tokens later", "MB", await one.heap(), before))


async def frames(lab: Lab) -> None:
    """Frame times while three agents answer in a thread whose 5,000 messages are all loaded."""
    await lab.ready()
    talk = await lab.product.chat_after(LONG)
    await talk.close()
    await lab.pace(first_ms=0, rate=PACE, tokens=SECONDS * PACE)
    async with browsing() as browser, tab(browser, lab) as one:
        await one.page.goto(f"{lab.product.server.url}/#/t/{talk.thread}")
        await unrolled(one.page)
        ours = await streamed(one)
        async with tab(browser, lab) as other:
            await other.page.goto(f"{lab.relay.server.url}/health")
            raw = spans(await other.page.evaluate(FRAMES, SECONDS / 2))
    lab.found(Figure(f"frame, {AGENTS} answers in {LONG:,} messages, p50", "ms", median(ours), median(raw)))
    lab.found(Figure(f"frame, {AGENTS} answers in {LONG:,} messages, p95", "ms", p95(ours), p95(raw), goal=17))
    lab.found(Figure("frames longer than two, of a hundred", "", 100 * sum(one > 34 for one in ours) / len(ours)))


async def unrolled(page: Page) -> None:
    """Go up until the first message is there."""
    await page.locator("[data-message]").first.wait_for()
    while await page.locator("[data-message]").count() < LONG:
        known = await page.locator("[data-message]").count()
        await page.locator(".scroller").evaluate("(one) => (one.scrollTop = 0)")
        await page.wait_for_function("n => document.querySelectorAll('[data-message]').length > n", arg=known)


async def streamed(one: Tab) -> list[float]:
    await one.page.get_by_role("button", name="All three").click()
    await say(one.page, "go on")
    await one.page.locator("[data-status=streaming]").nth(AGENTS - 1).wait_for()
    return spans(cast("list[float]", await one.page.evaluate(FRAMES, SECONDS * 3 / 4)))


def spans(times: list[float]) -> list[float]:
    return [after - before for before, after in pairwise(times)]


def p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


async def ask(page: Page, text: str, replies: int) -> None:
    await say(page, text)
    await answered(page, replies)


async def say(page: Page, text: str) -> None:
    await page.fill(BOX, text)
    await page.press(BOX, "Enter")
