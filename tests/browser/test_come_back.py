"""Whatever happens to the page, the network or the server: nothing that was said is missing or doubled."""

import re
import signal
from pathlib import Path

import pytest
from playwright.async_api import Browser, Error, expect
from reader import SECONDS, Reader, reading, tab
from site_of import Site, running
from speaker import Speaker

pytestmark = pytest.mark.asyncio(loop_scope="session")


def counted(to: int) -> re.Pattern[str]:
    return re.compile(r"\s*".join(f"w{n}" for n in range(1, to + 1)))


async def test_a_reload_in_mid_answer_loses_nothing(reader: Reader) -> None:
    await reader.write("count 60 every 60", "Anima", "Neo")
    await expect(reader.reply("Anima")).to_contain_text("w8", timeout=SECONDS)
    await reader.page.reload()
    for name in ("Anima", "Neo"):
        await reader.done(name, "w60")
        await expect(reader.reply(name)).to_contain_text(counted(60))
    await expect(reader.talk.get_by_role("article")).to_have_count(3)


async def test_a_lost_network_is_made_good(reader: Reader) -> None:
    await reader.write("count 60 every 60", "Neo")
    await expect(reader.reply("Neo")).to_contain_text("w5", timeout=SECONDS)
    await reader.page.context.set_offline(True)
    await reader.page.wait_for_timeout(1000)
    await reader.page.context.set_offline(False)
    await reader.done("Neo", "w60")
    await expect(reader.reply("Neo")).to_contain_text(counted(60))


async def test_what_is_written_without_a_connection_is_sent_once_it_is_back(browser: Browser, model: Speaker, tmp_path: Path) -> None:
    async with running(tmp_path, model.url) as site, reading(browser, site) as reader:
        await reader.open()
        await reader.write("echo avant", "Anima")
        await reader.done("Anima", "avant")
        await site.end()
        await reader.write("echo pendant")
        await expect(reader.page.get_by_test_id("waiting")).to_contain_text("as soon as the connection is back")
        await site.start()
        await reader.done("Anima", "pendant")
        await expect(reader.talk.get_by_role("article", name="You")).to_have_count(2)


async def test_what_waits_outlives_a_reload_while_no_server_answers(browser: Browser, model: Speaker, tmp_path: Path) -> None:
    async with running(tmp_path, model.url) as site, reading(browser, site, service_workers="block") as reader:
        await reader.open()
        await reader.write("echo avant", "Neo")
        await reader.done("Neo", "avant")
        await site.end(signal.SIGKILL)
        await reader.write("echo un")
        await reader.write("echo deux")
        await expect(reader.page.get_by_test_id("waiting")).to_have_count(2)
        here = reader.page.url
        with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
            await reader.page.reload()
        await site.start()
        await reader.page.goto(here)
        await reader.done("Neo", "deux")
        said = reader.talk.get_by_role("article", name="You").locator(".said")
        await expect(said).to_have_text(["echo avant", "echo un", "echo deux"])


async def test_a_server_killed_in_mid_answer_leaves_it_interrupted_and_it_can_be_retried(
    browser: Browser, model: Speaker, tmp_path: Path
) -> None:
    async with running(tmp_path, model.url) as site, reading(browser, site) as reader:
        await reader.open()
        await reader.write("count 40 every 100", "Nexus")
        await expect(reader.reply("Nexus")).to_contain_text("w20", timeout=SECONDS)
        await site.end(signal.SIGKILL)
        await site.start()
        await reader.done("Nexus", "w5", "interrupted")
        await reader.shot("interrupted")
        await reader.reply("Nexus").get_by_role("button", name="Try again").click()
        await reader.done("Nexus", "w40")
        await expect(reader.talk.get_by_role("article")).to_have_count(2)


async def test_two_tabs_tell_the_same(reader: Reader, site: Site) -> None:
    await reader.write("echo un", "Anima")
    await reader.done("Anima", "un")
    async with tab(reader.page.context, site, reader.email) as other:
        await other.open(reader.page.url.removeprefix(site.base))
        await other.done("Anima", "un")
        await reader.write("count 30 every 30")
        await other.done("Anima", "w30")
        await reader.done("Anima", "w30")
        assert await other.talk.inner_text() == await reader.talk.inner_text()


async def test_a_session_nobody_uses_falls_asleep_and_a_touch_wakes_it(browser: Browser, model: Speaker, tmp_path: Path) -> None:
    short = {
        "SESSION_INACTIVITY_TIMEOUT_MINUTES": "0.08",
        "SESSION_WARNING_BEFORE_TIMEOUT_SECONDS": "2",
        "SESSION_CLEANUP_INTERVAL_SECONDS": "0.2",
    }
    async with running(tmp_path, model.url, **short) as site, reading(browser, site) as reader:
        await reader.open()
        await expect(reader.page.get_by_text("Are you still there?")).to_be_visible(timeout=SECONDS)
        await reader.page.get_by_role("button", name="I am here").click()
        await expect(reader.page.get_by_text("Are you still there?")).not_to_be_visible()
        await expect(reader.page.get_by_text("The session is asleep")).to_be_visible(timeout=SECONDS)
        await reader.page.mouse.click(600, 300)
        await expect(reader.page.get_by_text("The session is asleep")).not_to_be_visible()
        await expect(reader.page.get_by_text("The session is asleep")).to_be_visible(timeout=SECONDS)
        await reader.write("echo réveillé", "Anima")
        await reader.done("Anima", "réveillé")


async def test_what_waits_outlives_its_tab_and_is_sent_once(reader: Reader, site: Site) -> None:
    await reader.write("echo avant", "Neo")
    await reader.done("Neo", "avant")
    here, context = reader.page.url.removeprefix(site.base), reader.page.context
    await context.set_offline(True)
    await reader.write("echo après")
    await expect(reader.page.get_by_test_id("waiting")).to_contain_text("as soon as the connection is back", timeout=SECONDS)
    await reader.page.close()
    await context.set_offline(False)
    async with tab(context, site, reader.email) as other:
        await other.open(here)
        await other.done("Neo", "après")
        await other.page.reload()
        said = other.talk.get_by_role("article", name="You").locator(".said")
        await expect(said).to_have_text(["echo avant", "echo après"])
