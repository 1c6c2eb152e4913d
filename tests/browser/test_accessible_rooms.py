"""The account's settings and the pages for admins, in the looks of all other views: axe finds nothing wrong."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from accessible import violations
from playwright.async_api import Browser, expect
from reader import Reader, reading
from rooms import ask, room
from site_of import PASSWORD, Site
from test_accessible import LOOKS

SCROLLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"  # a menu does not stay over what moves
pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(params=LOOKS, loop_scope="session")
async def admin(request: pytest.FixtureRequest, browser: Browser, site: Site) -> AsyncIterator[Reader]:
    async with reading(browser, site, role="admin", reduced_motion="reduce", **LOOKS[request.param]) as one:
        yield one


async def test_the_account_with_a_password_being_changed_and_a_second_step_being_set_up(admin: Reader) -> None:
    account = (await room(admin, "settings/account")).locator("section").filter(has=admin.page.locator("#settings-account"))
    await account.locator("button[aria-expanded]").first.click()
    await account.locator("[name=current-password]").fill("x")
    await account.locator("button[aria-expanded]").last.click()
    await account.locator("[name=current-password]").last.fill(PASSWORD)
    await account.locator("[name=current-password]").last.press("Enter")
    await expect(account.locator("img")).to_be_visible()
    assert await violations(admin.page) == []


async def test_sessions_and_a_key_that_was_just_made(admin: Reader) -> None:
    keys = (await room(admin, "settings/keys")).locator("section").filter(has=admin.page.locator("#settings-keys"))
    await keys.locator("button[aria-expanded]").click()
    await keys.locator("[name=key-name]").fill("A script")
    await keys.locator("[name=key-name]").press("Enter")
    await expect(keys.locator("code").first).to_be_visible()
    assert await violations(admin.page) == []


@pytest.mark.parametrize("part", ["people", "sessions", "audit"])
async def test_the_pages_for_admins(admin: Reader, part: str) -> None:
    await ask(admin, "POST", "/api/auth/admin/allowlist", email=f"new.{admin.email}")
    await ask(admin, "DELETE", f"/api/auth/admin/allowlist/new.{admin.email}")
    main = await room(admin, f"admin/{part}")
    await expect(main.get_by_role("listitem").first).to_be_visible()
    assert await violations(admin.page) == []


async def test_somebody_about_to_be_forgotten(admin: Reader) -> None:
    main = await room(admin, "admin/people")
    options = main.get_by_role("listitem").get_by_role("button").first
    await options.scroll_into_view_if_needed()
    await admin.page.evaluate(SCROLLED)
    await options.click()
    await admin.page.locator(":popover-open .danger").last.click()
    await expect(admin.page.get_by_role("dialog")).to_be_visible()
    assert await violations(admin.page) == []
