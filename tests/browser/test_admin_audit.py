"""The audit trail for admins: lines in sentences, found again, page by page, and taken away."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect
from reader import Reader
from rooms import admin_of, ask, room, signs_in
from site_of import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

LIST = "/api/auth/admin/allowlist"


@pytest_asyncio.fixture(loop_scope="session")
async def admin(browser: Browser, site: Site) -> AsyncIterator[Reader]:
    async with admin_of(browser, site) as one:
        yield one


async def lines(admin: Reader, who: str) -> Locator:
    """The lines of what somebody did, and of what was done to them."""
    return (await room(admin, f"admin/audit/{who}")).get_by_role("listitem")


def family(admin: Reader) -> Locator:
    return admin.page.get_by_role("combobox", name="What", exact=True)


async def test_what_was_done_is_read_in_sentences(admin: Reader, reader: Reader) -> None:
    await signs_in(reader, password="wrong wrong wrong")
    await ask(admin, "POST", LIST, email=reader.email, role="admin")
    await ask(admin, "DELETE", f"{LIST}/{reader.email}")
    said = await lines(admin, reader.email)
    await expect(said.locator(".what")).to_have_text(
        [
            f"{admin.email} shut {reader.email} out",
            f"{admin.email} made {reader.email} an admin",
            f"Somebody tried to sign in as {reader.email} Refused",
            f"{reader.email} signed in",
            f"Somebody at the server let {reader.email} in",
        ]
    )


async def test_a_line_says_from_where_and_unfolds(admin: Reader) -> None:
    await ask(admin, "POST", LIST, email=f"b.{admin.email}")
    line = (await lines(admin, f"b.{admin.email}")).first
    await expect(line).to_contain_text(re.compile("from 127.0.0.1.*Chrome on Linux"))
    await line.locator("summary").click()
    await expect(line.get_by_text("user.add")).to_be_visible()
    await expect(line.get_by_text("Mozilla/5.0")).to_be_visible()


async def test_lines_are_found_by_who_by_what_and_since_when(admin: Reader) -> None:
    await ask(admin, "POST", LIST, email=f"c.{admin.email}")
    said = await lines(admin, "")
    await admin.page.get_by_label("Who", exact=True).fill(f" {admin.email.upper()} ")
    await expect(said).to_have_count(3)
    await family(admin).select_option("People")
    await expect(said).to_have_count(2)
    await family(admin).select_option("Keys")
    await expect(admin.page.get_by_text("Nothing was written down that fits.")).to_be_visible()
    await family(admin).select_option("Everything")
    await admin.page.get_by_role("combobox", name="Since").select_option("An hour ago")
    await expect(said).to_have_count(3)


async def test_from_a_person_one_comes_to_what_happened_with_them(admin: Reader, reader: Reader) -> None:
    main = await room(admin, "admin/people")
    await main.get_by_label("Find by e-mail").fill(reader.email)
    await main.get_by_role("button", name=f"Options for {reader.email}").click()
    await admin.page.locator(":popover-open").get_by_text("What happened with them").click()
    await expect(admin.page.get_by_label("Who", exact=True)).to_have_value(reader.email)
    await expect(main.get_by_role("listitem").first).to_contain_text(f"{reader.email} signed in")


async def test_older_lines_are_shown_when_asked_for(admin: Reader) -> None:
    for n in range(52):
        await ask(admin, "POST", LIST, email=f"d.{admin.email}", role=("member", "admin")[n % 2])
    said = await lines(admin, f"d.{admin.email}")
    await expect(said).to_have_count(50)
    await admin.page.get_by_role("button", name="Show more").click()
    await expect(said).to_have_count(52)
    await expect(said.last).to_contain_text(f"{admin.email} let d.{admin.email} in")
    await expect(admin.page.get_by_role("button", name="Show more")).to_have_count(0)


async def test_the_whole_trail_is_taken_away(admin: Reader, tmp_path: Path) -> None:
    main = await room(admin, "admin/audit")
    async with admin.page.expect_download() as download:
        await main.get_by_role("link", name="Export all").click()
    taken = await download.value
    assert taken.suggested_filename == "audit.jsonl"
    await taken.save_as(tmp_path / "audit.jsonl")
    kept = [json.loads(line) for line in (tmp_path / "audit.jsonl").read_text("utf-8").splitlines()]
    assert (kept[0]["action"], kept[0]["actor_email"]) == ("audit.export", admin.email)
    await expect((await lines(admin, admin.email)).first).to_contain_text("exported the audit")
