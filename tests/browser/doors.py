"""In front of the doors: a site whose letters arrive, and people with a second factor."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyotp
from playwright.async_api import Browser, Locator, Page
from postbox import LINK, Postbox, postbox
from reader import Reader, reading, tab
from site_of import PASSWORD, Site, running

NEW = "quiet lanterns over the harbour"


@dataclass(frozen=True)
class Factor:
    """What a person has to show besides the password."""

    totp: pyotp.TOTP
    recovery: list[str]


@asynccontextmanager
async def with_post(folder: Path, model_url: str, **more: str) -> AsyncIterator[tuple[Site, Postbox]]:
    """A running site, and where its letters arrive."""
    async with postbox() as box:
        smtp = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(box.port), "SMTP_FROM": "product@example.org"}
        async with running(folder, model_url, **smtp, **more) as site:
            yield site, box


@asynccontextmanager
async def outside(browser: Browser, site: Site, **look: Any) -> AsyncIterator[Reader]:
    """Somebody who may come in, and has not."""
    async with reading(browser, site, **look) as one:
        await one.page.context.clear_cookies()
        yield one


@asynccontextmanager
async def stranger(browser: Browser, site: Site, **look: Any) -> AsyncIterator[Reader]:
    """Somebody of whom nothing is known."""
    context = await browser.new_context(**{"locale": "en-US", **look})
    async with tab(context, site, "nobody@example.org") as one:
        yield one
    await context.close()


async def set_up_factor(reader: Reader) -> Factor:
    """A second factor for who is signed in, who is signed out then."""
    started = await posted(reader, "start", password=PASSWORD)
    totp = pyotp.TOTP(started["secret"])
    said = await posted(reader, "confirm", code=totp.at(time.time() - 30))
    await reader.page.context.clear_cookies()
    return Factor(totp, said["codes"])


async def posted(reader: Reader, what: str, **body: str) -> Any:
    path = f"{reader.site.base}/api/auth/two-factor/{what}"
    answer = await reader.page.request.post(path, data=body or None, headers={"Origin": reader.site.base})
    assert answer.ok, await answer.text()
    return await answer.json()


async def signs_in(reader: Reader, password: str = PASSWORD) -> None:
    """Write e-mail and password, and send them."""
    page = reader.page
    await page.goto(reader.site.base)
    await page.get_by_label("E-mail").fill(reader.email)
    await password_of(page).fill(password)
    await page.get_by_role("button", name="Sign in", exact=True).click()


def password_of(page: Page) -> Locator:
    """The field for a password, whatever it is called."""
    return page.locator("[name=password]")


async def link_for(reader: Reader, box: Postbox) -> str:
    """Have a letter sent, and read the link in it."""
    before = links(box, reader.email)
    asked = {"data": {"email": reader.email}, "headers": {"Origin": reader.site.base}}
    assert (await reader.page.request.post(f"{reader.site.base}/api/auth/request-password-reset", **asked)).ok
    return await new_link(reader, box, len(before))


async def new_link(reader: Reader, box: Postbox, known: int = 0) -> str:
    """The latest link in a letter to them, once there are more than were known."""
    async with asyncio.timeout(20):
        while len(links(box, reader.email)) <= known:  # noqa: ASYNC110 - the mail server runs in a thread of its own
            await asyncio.sleep(0.05)
    return links(box, reader.email)[-1]


def links(box: Postbox, email: str) -> list[str]:
    """The links in letters to this address."""
    return [link for letter in box.letters if letter["To"] == email for link in LINK.findall(letter.get_content())]
