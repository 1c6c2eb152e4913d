"""The live session comes back by itself, whoever ended it, and is always of the person who is signed in."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from reader import SECONDS, Reader, reading, tab
from site_of import PASSWORD, Site, running
from speaker import Speaker

pytestmark = pytest.mark.asyncio(loop_scope="session")

SESSION = "() => sessionStorage.getItem('emergence.session')"
MANY = """async (base) => {
  const one = () => new Promise((done) => {
    const socket = new WebSocket(`${base}/ws/${crypto.randomUUID()}`, 'emergence.v1')
    socket.onmessage = socket.onclose = done
  })
  await Promise.all(Array.from({ length: 30 }, one))
}"""
OFFLINE = "You are offline. What you write is sent later."


@pytest_asyncio.fixture(loop_scope="session")
async def alone(browser: Browser, model: Speaker, tmp_path: Path) -> AsyncIterator[Reader]:
    """The only person of a site, which can be ended and started."""
    async with running(tmp_path, model.url) as site, reading(browser, site) as reads:
        await reads.open()
        yield reads


async def said_so_far(reader: Reader, name: str) -> int:
    words = re.findall(r"w(\d+)", await reader.reply(name).inner_text())
    assert words == [str(n) for n in range(1, len(words) + 1)]
    return len(words)


async def test_a_restart_in_mid_answer_takes_nothing_back(alone: Reader) -> None:
    await alone.write("count 400 every 60", "Neo")
    await expect(alone.reply("Neo")).to_contain_text("w9", timeout=SECONDS)
    before = await said_so_far(alone, "Neo")
    await alone.site.end()
    await alone.shot("restarting")
    await alone.site.start()
    await alone.done("Neo", f"w{before}", "interrupted")
    assert await said_so_far(alone, "Neo") >= before
    await alone.write("echo de retour")
    await alone.done("Neo", "de retour")


async def test_after_a_restart_what_happened_meanwhile_is_fetched(alone: Reader) -> None:
    await alone.write("echo avant", "Neo")
    await alone.done("Neo", "avant")
    thread = alone.page.url.rpartition("/")[2]
    await alone.page.context.set_offline(True)
    await alone.site.end()
    await alone.site.start()
    renamed = {"data": {"title": "Autrement"}, "headers": {"Origin": alone.site.base}}
    assert (await alone.page.context.request.patch(f"{alone.site.base}/api/threads/{thread}", **renamed)).ok
    await alone.page.context.set_offline(False)
    await expect(alone.page.get_by_role("heading", name="Autrement")).to_be_visible(timeout=SECONDS)
    await expect(alone.talk.get_by_role("article")).to_have_count(2)


async def test_without_a_network_the_page_says_so_and_keeps_what_is_written(reader: Reader) -> None:
    await reader.write("echo avant", "Neo")
    await reader.done("Neo", "avant")
    await reader.page.context.set_offline(True)
    await expect(reader.page.get_by_role("status").filter(has_text=OFFLINE)).to_be_visible(timeout=SECONDS)
    await reader.write("echo pendant")
    await expect(reader.page.get_by_test_id("waiting")).to_contain_text("as soon as the connection is back")
    await reader.shot("offline")
    await reader.page.context.set_offline(False)
    await reader.done("Neo", "pendant")
    await expect(reader.page.get_by_text(OFFLINE)).to_have_count(0)


async def test_what_one_tab_asked_the_other_can_stop(reader: Reader, site: Site) -> None:
    await reader.write("count 400 every 40", "Neo")
    await expect(reader.reply("Neo")).to_contain_text("w3", timeout=SECONDS)
    async with tab(reader.page.context, site, reader.email) as other:
        await other.open(reader.page.url.removeprefix(site.base))
        await other.page.get_by_role("button", name="Stop Neo").click()
        await other.done("Neo", "w3")
        await reader.done("Neo", "w3")
        assert 3 <= await said_so_far(reader, "Neo") < 400
        await expect(other.talk).to_have_text(await reader.talk.text_content() or "", timeout=SECONDS)


async def test_a_thread_deleted_in_one_tab_is_left_in_the_other(reader: Reader, site: Site) -> None:
    await reader.write("echo éphémère", "Neo")
    await reader.done("Neo", "éphémère")
    async with tab(reader.page.context, site, reader.email) as other:
        await other.open(reader.page.url.removeprefix(site.base))
        await other.done("Neo", "éphémère")
        thread = reader.page.url.rpartition("/")[2]
        gone = await reader.page.context.request.delete(f"{site.base}/api/threads/{thread}", headers={"Origin": site.base})
        assert gone.ok
        for one in (reader, other):
            await expect(one.page.locator(".welcome")).to_be_visible(timeout=SECONDS)
            await expect(one.page.get_by_role("navigation").get_by_role("link")).to_have_count(0)


async def test_a_session_of_somebody_else_is_left_for_one_of_ones_own(browser: Browser, site: Site, reader: Reader) -> None:
    taken = await reader.page.evaluate(SESSION)
    async with reading(browser, site) as other:
        await other.page.add_init_script(
            f"sessionStorage.getItem('emergence.who') ?? sessionStorage.setItem('emergence.session', '{taken}')"
        )
        await other.open()
        await other.write("echo chez moi", "Neo")
        await other.done("Neo", "chez moi")
        assert await other.page.evaluate(SESSION) != taken


async def test_a_tab_becomes_that_of_whoever_signs_in_elsewhere(reader: Reader, site: Site) -> None:
    await reader.write("echo à moi seul", "Neo")
    await reader.done("Neo", "à moi seul")
    await site.let_in("next@example.org")
    await reader.page.context.clear_cookies()
    signed_in = await reader.page.context.request.post(
        f"{site.base}/api/auth/login", data={"email": "next@example.org", "password": PASSWORD}
    )
    assert signed_in.ok
    await reader.page.context.set_offline(True)
    await expect(reader.page.get_by_text(OFFLINE)).to_be_visible(timeout=SECONDS)
    await reader.page.context.set_offline(False)
    await expect(reader.page.get_by_text("next@example.org")).to_be_visible(timeout=SECONDS)
    await expect(reader.page.get_by_text("à moi seul")).to_have_count(0)


async def test_too_many_windows_are_told_calmly_and_one_that_closes_makes_room(reader: Reader, site: Site) -> None:
    await reader.page.evaluate(MANY, site.base.replace("http", "ws"))
    async with tab(reader.page.context, site, reader.email) as other:
        await other.open()
        said = other.page.get_by_role("status").filter(has_text="Too many windows")
        await expect(said).to_be_visible()
        await other.shot("crowded")
        await reader.page.close()
        await other.write("echo encore de la place", "Neo")
        await other.done("Neo", "encore de la place")
        await expect(said).to_have_count(0)
