"""Keys that do things: the usual ones, others in their place, and how they are called."""

import re
from pathlib import Path

import pytest
from accessible import violations
from palette import ask, bring, heading, options
from playwright.async_api import Browser, Locator, Page, expect
from reader import Reader, reading
from site_of import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def rebind(page: Page, command: str, keys: str) -> None:
    await page.get_by_role("button", name=re.compile(f"^{command}: .* Change$")).focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Press the new keys…")).to_be_focused()
    await page.keyboard.press(keys)


async def list_shortcuts(page: Page) -> Locator:
    await page.get_by_role("heading").first.click()
    await page.keyboard.press("?")
    shortcuts = page.get_by_role("dialog", name="Keyboard shortcuts")
    await expect(shortcuts).to_be_visible()
    return shortcuts


async def test_all_answers_are_stopped_at_once(reader: Reader) -> None:
    await reader.write("count 400 every 30", "Anima", "Neo")
    await expect(reader.reply("Neo")).to_contain_text("w5")
    await expect(reader.reply("Anima")).to_contain_text("w5")
    await reader.page.keyboard.press("ControlOrMeta+.")
    await reader.done("Anima", "w5")
    await reader.done("Neo", "w5")


async def test_the_last_answer_is_copied(reader: Reader) -> None:
    await reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await reader.write("echo **Voilà**.", "Neo")
    await reader.done("Neo", "Voilà.")
    await reader.page.keyboard.press("ControlOrMeta+Shift+C")
    await expect(reader.page.get_by_role("status").get_by_text("Copied")).to_be_visible()
    assert await reader.page.evaluate("navigator.clipboard.readText()") == "**Voilà**."


async def test_keys_go_from_thread_to_thread_while_one_writes(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, Garden=["Une pivoine."], Kitchen=["Une casserole."], Attic=["Une malle."])
    links = reader.page.get_by_role("navigation").get_by_role("link")
    await links.first.click()
    titles = await links.all_inner_texts()
    await reader.box.fill("En cours ?")
    for key, title in (("Down", titles[1]), ("Down", titles[2]), ("Up", titles[1])):
        await reader.page.keyboard.press(f"Alt+Arrow{key}")
        await expect(heading(reader.page, title)).to_be_visible()


async def test_a_sign_goes_to_where_one_writes(reader: Reader) -> None:
    await reader.page.get_by_role("heading").first.click()
    await expect(reader.box).not_to_be_focused()
    await reader.page.keyboard.press("/")
    await expect(reader.box).to_be_focused()
    await expect(reader.box).to_have_value("")


async def test_who_answers_is_chosen_by_name(reader: Reader) -> None:
    await reader.choose("Anima")
    for query, names in (("let nexus", {"Nexus"}), ("all three", {"Anima", "Neo", "Nexus"})):
        await ask(reader.page, query)
        await reader.page.keyboard.press("Enter")
        for name in ("Anima", "Neo", "Nexus"):
            await expect(reader.page.get_by_label(name, exact=True)).to_be_checked(checked=name in names)


async def test_the_last_message_is_edited_by_name(reader: Reader) -> None:
    await reader.write("echo un", "Neo")
    await reader.done("Neo", "un")
    await ask(reader.page, "edit the last")
    await reader.page.keyboard.press("Enter")
    await expect(reader.page.get_by_label("Edit your message")).to_be_focused()


async def test_signs_are_written_where_one_writes(reader: Reader) -> None:
    await reader.box.press_sequentially("Vraiment ?/")
    await expect(reader.box).to_have_value("Vraiment ?/")
    await expect(reader.page.get_by_role("dialog")).to_have_count(0)
    await expect(await list_shortcuts(reader.page)).to_contain_text("Search everything")
    await reader.page.keyboard.press("ControlOrMeta+k")
    await expect(reader.page.get_by_role("combobox")).to_have_count(0)


async def test_a_shortcut_gets_other_keys_and_has_them_after_a_reload(reader: Reader) -> None:
    await list_shortcuts(reader.page)
    await rebind(reader.page, "Settings", "Escape")
    await rebind(reader.page, "Settings", "Control+n")
    await expect(reader.page.get_by_role("alert")).to_contain_text("Ctrl+N is needed by the browser")
    await reader.page.keyboard.press("Control+Shift+u")
    await expect(reader.page.get_by_role("button", name="Settings: Ctrl+Shift+U. Change")).to_be_focused()
    await reader.page.reload()
    await expect(reader.box).to_be_visible()
    await reader.page.keyboard.press("Control+Shift+u")
    await expect(reader.page).to_have_url(re.compile("#/settings$"))


async def test_keys_that_another_command_has_are_taken_over_only_if_one_wants_that(reader: Reader) -> None:
    page = reader.page
    shortcuts = await list_shortcuts(page)
    await rebind(page, "New thread", "Control+k")
    await expect(page.get_by_role("alert")).to_contain_text("Ctrl+K belongs to “Search everything”.")
    await reader.shot("conflict")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="New thread: Ctrl+Shift+O. Change")).to_be_focused()
    await rebind(page, "New thread", "Control+k")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="New thread: Ctrl+K. Change")).to_be_focused()
    await expect(page.get_by_role("button", name="Search everything: no keys. Change")).to_be_attached()
    await shortcuts.get_by_role("button", name="All back to the usual keys").press("Enter")
    await expect(page.get_by_role("button", name="Search everything: Ctrl+K. Change")).to_be_attached()


async def test_a_shortcut_can_have_no_keys_and_its_own_again(reader: Reader) -> None:
    page = reader.page
    shortcuts = await list_shortcuts(page)
    await shortcuts.get_by_role("button", name="No keys for “Search everything”").press("Enter")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("ControlOrMeta+k")
    await expect(page.get_by_role("combobox")).to_have_count(0)
    await list_shortcuts(page)
    await shortcuts.get_by_role("button", name="Back to Ctrl+K for “Search everything”").press("Enter")
    await expect(page.get_by_role("button", name="Search everything: Ctrl+K. Change")).to_be_attached()


async def test_the_settings_have_the_shortcuts_too(reader: Reader) -> None:
    await reader.page.goto(f"{reader.site.base}/#/settings/shortcuts")
    await rebind(reader.page, "Dark theme", "Control+Shift+l")
    await reader.page.keyboard.press("Control+Shift+l")
    await expect(reader.page.locator("html")).to_have_attribute("data-theme", "dark")


async def test_french_keys_have_french_names(browser: Browser, site: Site) -> None:
    async with reading(browser, site, locale="fr-FR") as reader:
        await reader.page.goto(site.base)
        await expect(reader.page.get_by_role("textbox", name="Ton message")).to_be_visible()
        await reader.page.get_by_role("heading").first.click()
        await reader.page.keyboard.press("?")
        await expect(reader.page.get_by_role("button", name="Nouveau fil : Ctrl+Maj+O. Changer")).to_be_visible()
        await reader.page.keyboard.press("Escape")
        await ask(reader.page, "regl")
        await expect(options(reader.page)).to_have_text(["Réglages Ctrl,"])


async def test_apple_keys_have_apple_signs(browser: Browser, site: Site) -> None:
    async with reading(browser, site, user_agent="Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)") as reader:
        await reader.open()
        await reader.page.keyboard.press("Control+k")
        await reader.page.keyboard.press("Meta+k")
        await expect(reader.page.get_by_role("combobox")).to_be_focused()
        await reader.page.keyboard.type("new thread")
        await expect(options(reader.page).first).to_have_text("New thread ⇧⌘O")


async def test_nothing_is_wrong_for_those_who_do_not_see_it(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, Themes=[f"Un thème {n}." for n in range(1, 10)], Other=["Rien."])
    field = await ask(reader.page, "theme")
    await expect(options(reader.page)).to_have_count(7)
    await reader.page.wait_for_timeout(300)
    assert await violations(reader.page, "dialog") == []
    await field.press("Escape")
    await list_shortcuts(reader.page)
    await reader.page.wait_for_timeout(300)
    assert await violations(reader.page, "dialog") == []
