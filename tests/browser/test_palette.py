"""One field for everything: commands, threads and what was said in them, with the keyboard alone."""

from pathlib import Path

import pytest
from palette import ask, bring, heading, options
from playwright.async_api import Browser, expect
from reader import SECONDS, Reader, reading
from site_of import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_message_is_reached_with_the_keyboard_alone(reader: Reader, tmp_path: Path) -> None:
    page = reader.page
    await bring(reader, tmp_path, Garden=[f"Message {n}." for n in range(1, 80)] + ["Une pivoine.", "Encore."], Kitchen=["Une casserole."])
    await ask(page, "pivoine")
    await expect(options(page)).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(heading(page, "Garden")).to_be_visible()
    await expect(reader.talk.get_by_text("Une pivoine.", exact=True)).to_be_in_viewport(timeout=SECONDS)
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_enter_that_comes_before_the_answer_goes_to_the_first_hit(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, Garden=["Une pivoine."], Kitchen=["Une casserole."])
    await expect(heading(reader.page, "Garden")).to_be_visible()
    field = await ask(reader.page, "")
    await field.fill("casserole")
    await field.press("Enter")
    await expect(heading(reader.page, "Kitchen")).to_be_visible()


async def test_hits_are_marked_and_say_who_spoke(reader: Reader) -> None:
    await reader.write("echo Les pivoines d'Hélène.", "Neo")
    await reader.done("Neo", "Hélène")
    await ask(reader.page, "helene")
    answer = options(reader.page).filter(has_text="Neo")
    await expect(answer.locator("mark")).to_have_text("Hélène")
    await expect(answer.locator("svg.neo")).to_be_visible()
    await expect(answer.locator("time")).to_have_count(1)
    await expect(options(reader.page).filter(has_text="You")).to_have_count(1)
    await reader.shot("palette")


async def test_commands_threads_and_messages_are_found_at_once(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, Themes=["Un thème."], Other=["Rien."])
    await ask(reader.page, "theme")
    for group in ("Commands", "Threads", "Messages, Themes"):
        await expect(reader.page.get_by_role("group", name=group, exact=True)).to_be_visible()
    await expect(options(reader.page).first.locator("mark")).to_have_text("Theme")
    await expect(reader.page.get_by_role("dialog").get_by_role("status")).to_have_text("4 results")


async def test_arrows_home_and_end_move_among_the_options(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, Themes=["Un thème."], Other=["Rien."])
    page = reader.page
    field = await ask(page, "theme")
    await expect(options(page)).to_have_count(4)
    chosen = page.get_by_role("option", selected=True)
    for key, at in (("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", 3), ("ArrowDown", 0), ("End", 3), ("Home", 0)):
        await page.keyboard.press(key)
        await expect(chosen).to_have_count(1)
        await expect(field).to_have_attribute("aria-activedescendant", await options(page).nth(at).get_attribute("id") or "")
        await expect(options(page).nth(at)).to_have_attribute("aria-selected", "true")


async def test_a_thread_with_many_hits_shows_the_first_until_all_are_wanted(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, Garden=[f"Pivoine {n}." for n in range(1, 11)])
    await ask(reader.page, "pivoine")
    await expect(options(reader.page)).to_have_count(4)
    await reader.page.keyboard.press("End")
    await expect(reader.page.get_by_role("option", selected=True)).to_have_text("7 more in this thread")
    await reader.page.keyboard.press("Enter")
    await expect(options(reader.page)).to_have_count(10)
    await expect(reader.page.get_by_role("option", selected=True)).to_contain_text("Pivoine 7.")


async def test_the_side_shows_the_first_hits_of_a_thread_too(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, Garden=[f"Pivoine {n}." for n in range(1, 11)])
    side = reader.page.get_by_role("navigation")
    await reader.page.get_by_label("Search in threads").fill("pivoine")
    await expect(side.get_by_role("link").locator("mark")).to_have_text(["Pivoine"] * 3, timeout=SECONDS)
    await side.get_by_role("button", name="7 more in this thread").click()
    await expect(side.get_by_role("link")).to_have_count(10)


async def test_more_messages_come_when_they_are_wanted(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, **{f"Garden {n}": [f"Pivoine {n}."] for n in range(1, 36)})
    await ask(reader.page, "pivoine")
    await expect(options(reader.page)).to_have_count(31)
    await reader.page.keyboard.press("End")
    await reader.page.keyboard.press("Enter")
    await expect(options(reader.page)).to_have_count(35)
    await expect(reader.page.get_by_role("option", selected=True)).to_contain_text("Pivoine 5.")


async def test_without_a_query_there_are_recent_threads_and_commands(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, Garden=["Une pivoine."], Kitchen=["Une casserole."])
    await expect(heading(reader.page, "Garden")).to_be_visible()
    await ask(reader.page, "")
    await expect(reader.page.get_by_role("group", name="Recent threads").get_by_role("option")).to_contain_text(["Kitchen"])
    await reader.page.keyboard.press("Enter")
    await expect(heading(reader.page, "Kitchen")).to_be_visible()


async def test_a_command_that_was_used_comes_first(reader: Reader) -> None:
    await ask(reader.page, "night")
    await reader.page.keyboard.press("Enter")
    await expect(reader.page.locator("html")).to_have_attribute("data-theme", "dark")
    await ask(reader.page, "day")
    await reader.page.keyboard.press("Enter")
    await expect(reader.page.locator("html")).to_have_attribute("data-theme", "light")
    await ask(reader.page, "")
    await expect(reader.page.get_by_role("group", name="Commands").get_by_role("option").first).to_have_text("Dark theme")


async def test_what_cannot_be_done_now_is_not_offered(reader: Reader, tmp_path: Path) -> None:
    field = await ask(reader.page, "archive this")
    await expect(reader.page.get_by_text("Nothing found for “archive this”.").first).to_be_visible()
    await field.press("Escape")
    await expect(reader.page.get_by_role("dialog")).to_have_count(0)
    await bring(reader, tmp_path, Garden=["Une pivoine."])
    await ask(reader.page, "archive this")
    await reader.page.keyboard.press("Enter")
    await expect(reader.page.get_by_text("archived", exact=True)).to_be_visible()


async def test_a_thread_is_saved_by_name(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, Garden=["Une pivoine."])
    await ask(reader.page, "download json")
    async with reader.page.expect_download() as download:
        await reader.page.keyboard.press("Enter")
    assert (await download.value).suggested_filename.endswith(".json")


async def test_the_field_has_the_focus_again_when_the_palette_is_closed(reader: Reader) -> None:
    await reader.box.focus()
    for close in ("Escape", "ControlOrMeta+k"):
        await ask(reader.page, "abc")
        await reader.page.keyboard.press(close)
        await expect(reader.page.get_by_role("dialog")).to_have_count(0)
        await expect(reader.box).to_be_focused()


async def test_a_server_that_cannot_be_reached_is_told_of(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, Garden=["Une pivoine."])
    await reader.page.route("**/api/threads/search*", lambda route: route.abort())
    field = await ask(reader.page, "garden")
    await expect(reader.page.get_by_role("dialog").get_by_role("alert")).to_contain_text("messages are not searched")
    await expect(options(reader.page)).to_have_count(1)
    await reader.page.unroute("**/api/threads/search*")
    await field.fill("pivoine")
    await expect(options(reader.page).locator("mark")).to_have_text("pivoine")


async def test_the_palette_is_all_of_a_telephone(browser: Browser, site: Site) -> None:
    async with reading(browser, site, viewport={"width": 390, "height": 844}, has_touch=True) as reader:
        await reader.open()
        await reader.page.keyboard.press("ControlOrMeta+k")
        await expect(reader.page.get_by_role("dialog")).to_have_css("width", "390px")
        await expect(reader.page.get_by_role("dialog")).to_have_css("height", "844px")
        await reader.page.get_by_role("dialog").get_by_role("button", name="Close").tap()
        await expect(reader.page.get_by_role("dialog")).to_have_count(0)
