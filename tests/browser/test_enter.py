"""Coming in: by the one-time link, by e-mail and password, and out again."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from reader import SECONDS, Reader, reading, tab
from site_of import PASSWORD, Site, running
from speaker import Speaker

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_first_admin_enters_by_the_printed_link_once(browser: Browser, model: Speaker, tmp_path: Path) -> None:
    async with running(tmp_path, model.url) as site:
        context = await browser.new_context(locale="en-US")
        async with tab(context, site, "first@example.org") as first:
            await first.page.goto(site.link)
            await first.page.get_by_label("E-mail").fill("first@example.org")
            await first.page.get_by_label("Choose a password").fill(PASSWORD)
            await first.shot("enter")
            await first.page.get_by_role("button", name="Enter").click()
            await expect(first.box).to_be_visible(timeout=SECONDS)
            await expect(first.page).to_have_url(f"{site.base}/#/")
            await expect(first.page.get_by_text("first@example.org")).to_be_visible()
        async with tab(await browser.new_context(locale="en-US"), site, "") as second:
            await second.page.goto(site.link)
            await expect(second.page.get_by_role("alert")).to_contain_text("used already")
            await expect(second.page.get_by_text("emergence user link")).to_be_visible()
            await second.shot("used_link")


async def test_a_weak_password_is_refused_with_its_reason(browser: Browser, model: Speaker, tmp_path: Path) -> None:
    async with running(tmp_path, model.url) as site, tab(await browser.new_context(locale="fr-FR"), site, "") as first:
        await first.page.goto(site.link)
        await first.page.get_by_label("E-mail").fill("first@example.org")
        await expect(first.page.get_by_text("Au moins 12 caractères")).to_be_visible()
        await first.page.get_by_label("Choisis un mot de passe").fill("short")
        await first.page.get_by_role("button", name="Entrer").click()
        await expect(first.page.get_by_role("alert")).to_contain_text("12 caractères")
        await first.shot("weak")


async def test_sign_out_and_in_again(reader: Reader) -> None:
    page = reader.page
    await reader.account("Sign out")
    await page.get_by_label("E-mail").fill(reader.email)
    await page.get_by_label("Password").fill("not the right one at all")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("alert")).to_have_text("E-mail or password is not right.")
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Show").click()
    await reader.shot("sign_in")
    await page.get_by_role("button", name="Sign in").click()
    await expect(reader.box).to_be_visible()


async def test_a_mistake_is_told_where_it_was_made(reader: Reader) -> None:
    page = reader.page
    await reader.account("Sign out")
    await expect(page.get_by_label("E-mail")).to_be_focused()
    await page.get_by_label("E-mail").fill(reader.email)
    await page.get_by_label("Password").fill("not the right one at all")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Password")).to_be_focused()
    await expect(page.get_by_label("Password")).to_have_accessible_description("E-mail or password is not right.")


async def test_a_password_manager_knows_the_fields(reader: Reader) -> None:
    await reader.account("Sign out")
    form = reader.page.locator("form").filter(has=reader.page.get_by_role("button", name="Sign in"))
    await expect(form.get_by_label("Password")).to_be_visible()
    named = await form.locator("input").evaluate_all("all => all.map(it => [it.name, it.type, it.autocomplete])")
    assert named == [["email", "email", "username"], ["password", "password", "current-password"]]


async def test_the_door_speaks_the_other_language(reader: Reader) -> None:
    await reader.account("Sign out")
    await reader.page.get_by_role("button", name="Français").click()
    await expect(reader.page.get_by_role("button", name="Se connecter")).to_be_visible()
    await reader.page.get_by_role("button", name="English").click()
    await expect(reader.page.get_by_role("button", name="Sign in")).to_be_visible()


async def test_a_sign_out_in_one_tab_signs_out_the_other(browser: Browser, site: Site) -> None:
    async with reading(browser, site) as one:
        await one.open()
        async with tab(one.page.context, site, one.email) as other:
            await other.open()
            await one.account("Sign out")
            await expect(other.page.get_by_role("button", name="Sign in")).to_be_visible(timeout=SECONDS)
