"""What is written but not sent yet: a draft of its thread, for its writer, in this browser; a message that waits, in this tab."""

import asyncio

import pytest
from playwright.async_api import Locator, Route, expect
from reader import SECONDS, Reader, tab
from site_of import PASSWORD, Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

KEPT = "() => Object.keys({ ...localStorage }).filter((key) => key.startsWith('emergence.draft.')).length"
SAVED = "(text) => Object.values({ ...localStorage }).some((one) => one.includes(text))"


def answering(reader: Reader, name: str) -> Locator:
    return reader.page.get_by_role("group", name="Who should answer").get_by_label(name, exact=True)


def threads(reader: Reader) -> Locator:
    return reader.page.get_by_role("navigation").get_by_role("link")


async def saved(reader: Reader, text: str) -> None:
    await reader.page.wait_for_function(SAVED, arg=text)


async def new_thread(reader: Reader) -> None:
    await reader.page.get_by_role("button", name="New thread").click()


async def test_a_draft_stays_with_its_thread(reader: Reader) -> None:
    await reader.write("echo un", "Anima")
    await reader.done("Anima", "un")
    await reader.choose("Neo", "Nexus")
    await reader.box.fill("pour ce fil")
    await new_thread(reader)
    await expect(reader.box).to_have_value("")
    await reader.choose("Anima")
    await reader.box.fill("pour un autre")
    await threads(reader).click()
    await expect(reader.box).to_have_value("pour ce fil")
    await expect(answering(reader, "Nexus")).to_be_checked()
    await expect(answering(reader, "Anima")).not_to_be_checked()
    await new_thread(reader)
    await expect(reader.box).to_have_value("pour un autre")


async def test_a_draft_survives_a_reload_and_the_end_of_its_tab(reader: Reader, site: Site) -> None:
    await reader.write("echo un", "Anima")
    await reader.done("Anima", "un")
    await reader.choose("Nexus")
    await reader.box.fill("à demi")
    await reader.page.reload()
    await expect(reader.box).to_have_value("à demi")
    await expect(answering(reader, "Nexus")).to_be_checked()
    here = reader.page.url.removeprefix(site.base)
    await reader.page.close(run_before_unload=True)
    async with tab(reader.page.context, site, reader.email) as later:
        await later.open(here)
        await expect(later.box).to_have_value("à demi")
        await expect(answering(later, "Nexus")).to_be_checked()


async def test_what_is_sent_is_no_draft_any_more(reader: Reader) -> None:
    await reader.box.fill("echo un")
    await saved(reader, "echo un")
    await reader.box.press("Enter")
    await reader.done("Anima", "un")
    assert await reader.page.evaluate(KEPT) == 0
    await new_thread(reader)
    await expect(reader.box).to_have_value("")


async def test_what_is_written_in_one_tab_is_not_replaced_by_another(reader: Reader, site: Site) -> None:
    await reader.box.fill("ici")
    await saved(reader, "ici")
    async with tab(reader.page.context, site, reader.email) as other:
        await other.open()
        await expect(other.box).to_have_value("ici")
        await other.box.fill("là-bas")
        await saved(reader, "là-bas")
        await expect(reader.box).to_have_value("ici")
        await reader.page.reload()
        await expect(reader.box).to_have_value("ici")
        await expect(other.box).to_have_value("là-bas")


async def test_two_tabs_send_each_its_own(reader: Reader, site: Site) -> None:
    await reader.write("echo un", "Anima")
    await reader.done("Anima", "un")
    async with tab(reader.page.context, site, reader.email) as other:
        await other.open(reader.page.url.removeprefix(site.base))
        await other.done("Anima", "un")
        await reader.page.context.set_offline(True)
        await reader.write("echo premier")
        await other.write("echo second")
        await expect(other.page.get_by_test_id("waiting")).to_have_count(1)
        await reader.page.context.set_offline(False)
        for one in (reader, other):
            await one.sees("echo premier")
            await one.sees("echo second")
            await expect(one.talk.get_by_role("article", name="You")).to_have_count(3, timeout=SECONDS)


async def late(route: Route) -> None:
    """Answer only when the live session has been closed already."""
    answer = await route.fetch()
    await asyncio.sleep(1)
    await route.fulfill(response=answer)


async def test_signing_out_leaves_no_draft(reader: Reader) -> None:
    await reader.box.fill("entre nous")
    await saved(reader, "entre nous")
    await reader.page.route("**/api/auth/logout", late)
    async with reader.page.expect_response("**/api/auth/logout"):
        await reader.account("Sign out")
    await reader.page.get_by_label("E-mail").fill(reader.email)
    await reader.page.wait_for_function(f"({KEPT})() === 0")
    await reader.page.get_by_label("Password").fill(PASSWORD)
    await reader.page.get_by_role("button", name="Sign in").click()
    await expect(reader.box).to_have_value("")


async def test_what_waits_is_sent_in_its_order_and_once_also_after_a_reload(reader: Reader) -> None:
    await reader.write("echo zéro", "Anima")
    await reader.done("Anima", "zéro")
    await reader.page.context.set_offline(True)
    for number in ("un", "deux", "trois"):
        await reader.write(f"echo {number}")
    await expect(reader.page.get_by_test_id("waiting")).to_have_count(3)
    await expect(reader.page.get_by_test_id("waiting").last).to_contain_text("as soon as the connection is back", timeout=SECONDS)
    await reader.shot("waiting")
    await reader.page.context.set_offline(False)
    await reader.page.reload()
    await expect(reader.page.get_by_test_id("waiting")).to_have_count(0, timeout=SECONDS)
    said = reader.talk.get_by_role("article", name="You")
    await expect(said).to_have_count(4, timeout=SECONDS)
    await expect(said.locator(".said")).to_have_text(["echo zéro", "echo un", "echo deux", "echo trois"])


async def test_a_thread_that_begins_without_a_connection_begins_once_it_is_back(reader: Reader) -> None:
    await reader.choose("Neo")
    await reader.page.context.set_offline(True)
    await reader.write("echo enfin")
    held = reader.page.get_by_text("as soon as the connection is back")
    await expect(held).to_be_visible()
    await reader.shot("held")
    await reader.page.wait_for_timeout(1500)
    await expect(reader.box).to_have_value("echo enfin")
    await reader.page.context.set_offline(False)
    await reader.done("Neo", "enfin")
    await expect(reader.talk.get_by_role("article")).to_have_count(2)
    await expect(threads(reader)).to_have_count(1)
    await expect(reader.box).to_have_value("")


async def test_a_thread_that_waits_to_begin_is_remembered_over_a_reload(reader: Reader) -> None:
    await reader.choose("Neo")
    await reader.page.context.set_offline(True)
    await reader.write("echo après")
    await expect(reader.page.get_by_text("as soon as the connection is back")).to_be_visible()
    await reader.page.context.set_offline(False)
    await reader.page.reload()
    await reader.done("Neo", "après")
    await expect(reader.talk.get_by_role("article")).to_have_count(2)


async def test_a_thread_that_waits_begins_also_while_one_is_in_another(reader: Reader) -> None:
    await reader.write("echo un", "Anima")
    await reader.done("Anima", "un")
    await new_thread(reader)
    await reader.choose("Neo")
    await reader.page.context.set_offline(True)
    await reader.write("echo enfin")
    await expect(reader.page.get_by_text("as soon as the connection is back")).to_be_visible()
    await threads(reader).click()
    await reader.page.context.set_offline(False)
    await expect(threads(reader)).to_have_count(2, timeout=SECONDS)
    await threads(reader).first.click()
    await reader.done("Neo", "enfin")


async def test_who_writes_on_takes_back_what_waits(reader: Reader) -> None:
    await reader.page.context.set_offline(True)
    await reader.write("echo pas encore", "Neo")
    held = reader.page.get_by_text("as soon as the connection is back")
    await expect(held).to_be_visible()
    await reader.box.press("End")
    await reader.box.press_sequentially(" tout à fait")
    await expect(held).to_have_count(0)
    await reader.page.context.set_offline(False)
    await reader.page.wait_for_timeout(2500)
    await expect(reader.box).to_have_value("echo pas encore tout à fait")
