"""What the tests of the palette and of shortcuts do: bring threads in, ask, and look at what is offered."""

import json
import re
from pathlib import Path

from playwright.async_api import Locator, Page, expect
from reader import SECONDS, Reader


async def bring(reader: Reader, folder: Path, **threads: list[str]) -> None:
    """Threads by their title, each with these messages."""
    told = [{"title": title, "messages": [{"role": "user", "content": text} for text in texts]} for title, texts in threads.items()]
    (folder / "brought.json").write_text(json.dumps({"threads": told}), encoding="utf-8")
    await reader.page.locator("input[type=file]").set_input_files(folder / "brought.json")
    await expect(reader.page).to_have_url(re.compile("#/t/"))
    await expect(reader.page.get_by_role("navigation").get_by_role("link")).to_have_count(len(threads), timeout=SECONDS)


async def ask(page: Page, query: str) -> Locator:
    """Open the palette and type; answers where one types."""
    await page.keyboard.press("ControlOrMeta+k")
    field = page.get_by_role("dialog").get_by_role("combobox")
    await expect(field).to_be_focused()
    await page.keyboard.type(query)
    return field


def options(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=name, exact=True)
