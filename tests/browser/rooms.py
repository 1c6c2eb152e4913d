"""What the tests of accounts and of the pages for admins do: open a room, be somebody elsewhere, ask beside the page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import APIResponse, Browser, Locator, expect
from reader import SECONDS, Reader, reading, tab
from site_of import PASSWORD, Site


@asynccontextmanager
async def admin_of(browser: Browser, site: Site, **look: Any) -> AsyncIterator[Reader]:
    """An admin whose page is open."""
    async with reading(browser, site, role="admin", **look) as admin:
        await admin.open()
        yield admin


@asynccontextmanager
async def elsewhere(browser: Browser, reader: Reader) -> AsyncIterator[Reader]:
    """The same person, signed in with another browser, the page of which is open."""
    context = await browser.new_context(
        locale="en-US", user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"
    )
    answer = await context.request.post(f"{reader.site.base}/api/auth/login", data={"email": reader.email, "password": PASSWORD})
    assert answer.ok, await answer.text()
    async with tab(context, reader.site, reader.email) as other:
        await other.open()
        yield other
    await context.close()


async def room(reader: Reader, address: str) -> Locator:
    """Go to an address of the page, such as `settings/account`; answers where its content is."""
    await reader.page.goto(f"{reader.site.base}/#/{address}")
    main = reader.page.get_by_role("main")
    await expect(main.get_by_role("heading", level=1)).to_be_visible(timeout=SECONDS)
    return main


async def ask(reader: Reader, method: str, path: str, **data: Any) -> APIResponse:
    """Ask the server as the page would."""
    headers = {"Origin": reader.site.base, "Sec-Fetch-Site": "same-origin"}
    return await reader.page.request.fetch(reader.site.base + path, method=method, headers=headers, data=data or None)


async def signs_in(reader: Reader, **how: str) -> tuple[int, str | None]:
    """Sign in as this person beside the page: the status, and the code of what went wrong."""
    body = {"email": reader.email, "password": PASSWORD, "mode": "bearer"} | how
    answer = await reader.page.request.post(f"{reader.site.base}/api/auth/login", data=body)
    return answer.status, (await answer.json()).get("code")


async def signed_out(reader: Reader) -> None:
    """The page shows that nobody is signed in, by itself."""
    await expect(reader.page.get_by_role("button", name="Sign in", exact=True)).to_be_visible(timeout=SECONDS)
