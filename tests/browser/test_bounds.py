"""What is too long, and where one reads: nothing blocks what follows, and the last words stay in view."""

import pytest
from playwright.async_api import expect
from reader import SECONDS, Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOO_LONG = "x" * 70_000
LEFT_BY_A_TAB = """async (text) => {
  const { user } = await (await fetch('/api/auth/session')).json()
  const thread_id = location.hash.split('/')[2]
  const said = (ref, text) => ({ command: { type: 'send', ref, thread_id, text, agents: ['neo'] }, thread_id, at: '' })
  const outbox = [said('long'.repeat(8), text), said('next'.repeat(8), 'echo ensuite')]
  localStorage.setItem(`emergence.outbox.${user.id}.closed`, JSON.stringify({ at: 0, outbox }))
}"""
FULL = "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"


async def test_a_message_that_is_too_long_stays_where_it_was_written(reader: Reader) -> None:
    await reader.choose("Neo")
    await reader.box.fill(TOO_LONG)
    await expect(reader.page.get_by_role("alert")).to_contain_text("by about 4,600 characters")
    await reader.box.press("Enter")
    await reader.shot("too_long")
    await expect(reader.box).to_have_value(TOO_LONG)
    await expect(reader.page.get_by_role("navigation").get_by_role("link")).to_have_count(0)
    await reader.write("echo court")
    await reader.done("Neo", "court")
    await expect(reader.talk.get_by_role("article")).to_have_count(2)


async def test_an_edit_that_is_too_long_is_refused_in_place(reader: Reader) -> None:
    await reader.write("echo un", "Anima")
    await reader.done("Anima", "un")
    await reader.page.get_by_role("button", name="Edit").click()
    field = reader.page.get_by_label("Edit your message")
    await field.fill(TOO_LONG)
    await field.press("Enter")
    await expect(reader.talk.get_by_role("alert")).to_contain_text("Too long")
    await expect(field).to_have_value(TOO_LONG)


async def test_what_the_server_hangs_up_on_is_refused_and_the_next_goes_out(reader: Reader) -> None:
    await reader.write("echo un", "Neo")
    await reader.done("Neo", "un")
    await reader.page.evaluate(LEFT_BY_A_TAB, TOO_LONG)
    await reader.page.reload()
    await expect(reader.page.get_by_role("alert")).to_have_text("This is too long to be sent.", timeout=SECONDS)
    await reader.done("Neo", "ensuite")
    await reader.page.get_by_role("button", name="Discard").click()
    await expect(reader.page.get_by_test_id("waiting")).to_have_count(0)


async def test_a_full_storage_does_not_keep_a_message_from_being_sent(reader: Reader) -> None:
    await reader.choose("Neo")
    await reader.page.evaluate(FULL)
    await reader.write("echo malgré tout")
    await reader.done("Neo", "malgré tout")


async def test_quick_long_answers_are_followed_to_their_end(reader: Reader) -> None:
    await reader.write("count 900 every 1", "Anima", "Neo", "Nexus")
    for name in ("Anima", "Neo", "Nexus"):
        await reader.done(name, "w900")
    await expect(reader.talk.get_by_test_id("bill").last).to_be_in_viewport()


async def test_after_a_reload_in_mid_answer_the_end_is_in_view(reader: Reader) -> None:
    await reader.write("count 900 every 3", "Anima", "Neo")
    await expect(reader.reply("Neo")).to_contain_text("w300", timeout=SECONDS)
    await reader.page.reload()
    await reader.done("Anima", "w900")
    await reader.done("Neo", "w900")
    await expect(reader.talk.get_by_test_id("bill").last).to_be_in_viewport()


async def test_whoever_goes_up_is_left_there_and_gets_back_by_a_button(reader: Reader) -> None:
    await reader.write("count 1500 every 2", "Neo")
    await expect(reader.reply("Neo")).to_contain_text("w700", timeout=SECONDS)
    await reader.talk.hover(position={"x": 100, "y": 100})
    await reader.page.mouse.wheel(0, -400)
    latest = reader.page.get_by_role("button", name="To the latest")
    await expect(latest).to_be_visible()
    await reader.done("Neo", "w1500")
    await expect(latest).to_be_visible()
    await latest.click()
    await expect(reader.talk.get_by_test_id("bill")).to_be_in_viewport()
