"""The pictures beside the README: `PYTHONPATH=tests python tests/browser/gallery.py FOLDER` plays scenes in front of a real Chromium."""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from conftest import QUIET, chromium
from playwright.async_api import Browser, async_playwright
from reader import Reader, reading
from scenes import ANSWERS, NOTES, QUESTIONS, TITLES
from site_of import Site, running
from speaker import Speaker, said_last, speaker

DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
MODEL = "openai:gpt-6.1-terra"
MODELS = {f"AGENT_{agent}_MODELS": MODEL for agent in ("ANIMA", "NEO", "NEXUS")}
Scene = Callable[[Reader], Awaitable[None]]


class Actors(Speaker):
    """Says the words of the scene, each agent its own; slowly when asked to think slowly."""

    pace = 0.0

    def _words(self, messages: list[dict[str, Any]]) -> tuple[list[str], float]:
        said, system = said_last(messages), str(messages[0]["content"])
        language = "fr" if "Lyon" in str(messages[1:]) else "en"
        if any("Give this conversation a title" in str(message["content"]) for message in messages):
            return [TITLES["fr" if "Lyon" in str(messages) else "en"]], 0
        agent = next(name for name in ("Anima", "Neo", "Nexus") if f"# You are {name}" in system)
        text = NOTES if "whiteboard" in said else ANSWERS[language][agent]
        return [text[at : at + 6] for at in range(0, len(text), 6)], self.pace


async def asked(reader: Reader, language: str = "en") -> None:
    """One question to all three, answered."""
    box = reader.page.locator(".composer textarea")
    for name in ("Anima", "Neo", "Nexus"):
        await reader.page.locator(".composer").get_by_label(name, exact=True).check(force=True)
    await box.fill(QUESTIONS[language])
    await box.press("Control+Enter")
    await reader.page.locator("article[data-status=complete]").nth(2).wait_for()
    await asyncio.sleep(1)


async def thread(reader: Reader) -> None:
    await reader.open()
    await asked(reader)
    await reader.page.locator(".scroller").evaluate("(one) => (one.scrollTop = 0)")
    await reader.page.wait_for_timeout(600)


async def french(reader: Reader) -> None:
    await reader.page.goto(reader.site.base)
    await asked(reader, "fr")
    await reader.page.locator(".scroller").evaluate("(one) => (one.scrollTop = 0)")
    await reader.page.wait_for_timeout(600)


async def side_by_side(reader: Reader) -> None:
    Actors.pace = 0.06
    await prefer(reader, "{ layout: 'side', width: 'wide' }")
    await reader.write(QUESTIONS["en"], "Anima", "Neo", "Nexus")
    await reader.page.locator("[data-status=streaming]").nth(2).wait_for()
    await reader.page.wait_for_timeout(3_500)


async def drawer(reader: Reader) -> None:
    await prefer(reader, "{ drawer: true }")
    await asked(reader)


async def notes(reader: Reader) -> None:
    await reader.open()
    await reader.write("Put the whiteboard in order, please.", "Nexus")
    await reader.page.locator("article[data-status=complete]").wait_for()
    await reader.page.wait_for_timeout(4_000)
    await reader.page.locator(".scroller").evaluate("(one) => (one.scrollTop = 0)")
    await reader.page.wait_for_timeout(600)


async def palette(reader: Reader) -> None:
    await thread(reader)
    await reader.page.keyboard.press("Control+k")
    await reader.page.keyboard.type("book")
    await reader.page.wait_for_timeout(1_200)


async def settings(reader: Reader) -> None:
    await reader.page.goto(f"{reader.site.base}/#/settings")
    await reader.page.wait_for_timeout(800)


async def first(reader: Reader) -> None:
    await reader.open()
    await reader.page.wait_for_timeout(800)


async def prefer(reader: Reader, choices: str) -> None:
    await reader.open()
    await reader.page.evaluate(f"localStorage.setItem('emergence.preferences', JSON.stringify({choices}))")
    await reader.page.reload()
    await reader.box.wait_for()


SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "first-run": (first, {}),
    "thread": (thread, {}),
    "three-at-once": (side_by_side, {"viewport": {"width": 1440, "height": 860}}),
    "dark": (thread, {"color_scheme": "dark"}),
    "french": (french, {"locale": "fr-FR"}),
    "notes": (notes, {}),
    "drawer": (drawer, {"viewport": {"width": 1440, "height": 860}}),
    "palette": (palette, {"color_scheme": "dark"}),
    "settings": (settings, {}),
    "phone": (thread, {"viewport": PHONE, "has_touch": True}),
    "phone-dark-french": (french, {"viewport": PHONE, "has_touch": True, "color_scheme": "dark", "locale": "fr-FR"}),
}


@asynccontextmanager
async def stage() -> AsyncIterator[tuple[Browser, Site]]:
    folder = Path(tempfile.mkdtemp(prefix="gallery-"))
    async with speaker(Actors) as speaks, running(folder, speaks.url, **MODELS) as site, async_playwright() as playwright:
        yield await playwright.chromium.launch(executable_path=chromium(), args=list(QUIET)), site
    shutil.rmtree(folder)


async def main(folder: Path, names: list[str]) -> None:
    async with stage() as (browser, site):
        for name in names or SCENES:
            scene, look = SCENES[name]
            Actors.pace = 0.0
            async with reading(browser, site, **{"viewport": DESKTOP, **look}) as reader:
                await scene(reader)
                await reader.page.screenshot(path=folder / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2:]))
