"""On a telephone: the threads come from the left with the focus, nothing is too wide, and fingers find what they touch."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect
from reader import Reader, reading
from site_of import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
SMALLEST = {"width": 320, "height": 568}
FINGER_PX = 40
SIZES = "all => all.filter(it => it.checkVisibility()).map(it => [it.textContent, it.getBoundingClientRect().height])"


@pytest_asyncio.fixture(loop_scope="session")
async def phone(browser: Browser, site: Site, tmp_path: Path) -> AsyncIterator[Reader]:
    async with reading(browser, site, **PHONE) as reads:
        await reads.open()
        thread = {"title": "En poche, avec un titre qui n’en finit pas", "messages": [{"role": "user", "content": "mot" * 60}]}
        (tmp_path / "brought.json").write_text(json.dumps({"threads": [thread]}), encoding="utf-8")
        await reads.page.locator("aside input[type=file]").set_input_files(tmp_path / "brought.json")
        await reads.sees("mot")
        yield reads


def link(reader: Reader) -> Locator:
    return reader.page.get_by_role("navigation").get_by_role("link")


async def test_the_threads_are_in_a_drawer(phone: Reader) -> None:
    await expect(link(phone)).not_to_be_visible()
    await phone.page.get_by_role("button", name="Show threads").tap()
    await phone.shot("phone_side")
    await link(phone).tap()
    await expect(link(phone)).not_to_be_visible()


async def test_the_focus_goes_into_the_threads_and_back(phone: Reader) -> None:
    await phone.page.get_by_role("button", name="Show threads").tap()
    hide = phone.page.get_by_role("complementary").get_by_role("button", name="Hide threads")
    await expect(hide).to_be_focused()
    await hide.tap()
    await expect(phone.page.get_by_role("button", name="Show threads")).to_be_focused()


async def test_escape_puts_the_threads_away(phone: Reader) -> None:
    await phone.page.get_by_role("button", name="Show threads").tap()
    await phone.page.keyboard.press("Escape")
    await expect(link(phone)).not_to_be_visible()
    await expect(phone.page.get_by_role("button", name="Show threads")).to_be_focused()


async def test_escape_closes_a_menu_before_the_threads(phone: Reader) -> None:
    await phone.page.get_by_role("button", name="Show threads").tap()
    await phone.page.get_by_role("button", name="Account of").tap()
    await phone.page.keyboard.press("Escape")
    await expect(phone.page.get_by_role("button", name="Sign out")).to_have_count(0)
    await expect(link(phone)).to_be_visible()


async def test_what_lies_under_the_threads_cannot_be_reached(phone: Reader) -> None:
    await phone.page.get_by_role("button", name="Show threads").tap()
    await phone.box.evaluate("it => it.focus()")
    await expect(phone.box).not_to_be_focused()


async def test_nothing_is_wider_than_the_smallest_screen(phone: Reader) -> None:
    await phone.page.set_viewport_size(SMALLEST)
    await phone.shot("smallest_thread")
    for path in ("/#/", "/#/nowhere"):
        assert await phone.page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
        await phone.open(path)
    await phone.page.get_by_role("button", name="Who are the three?").tap()
    assert await phone.page.evaluate("document.querySelector('.welcome').scrollWidth") <= SMALLEST["width"]
    await phone.shot("smallest_first")


async def test_the_door_fits_the_smallest_screen(phone: Reader) -> None:
    await phone.page.set_viewport_size(SMALLEST)
    await phone.page.get_by_role("button", name="Show threads").tap()
    await phone.account("Sign out")
    await expect(phone.page.get_by_label("E-mail")).to_be_visible()
    assert await phone.page.evaluate("document.querySelector('main').scrollWidth") <= SMALLEST["width"]
    await phone.shot("smallest_door")


async def test_a_finger_finds_what_it_touches(phone: Reader) -> None:
    await phone.page.get_by_role("button", name="Show threads").tap()
    await phone.page.get_by_role("button", name="Account of").tap()
    await expect(phone.page.get_by_role("button", name="Sign out")).to_be_visible()
    sizes = await phone.page.locator("aside :is(button, a, input:not([type=file]))").evaluate_all(SIZES)
    assert [(text, height) for text, height in sizes if height < FINGER_PX] == []
