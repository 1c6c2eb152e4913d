"""What can be done with a message: copied, quoted, linked to, retried, taken back."""

import re

import pytest
from playwright.async_api import Locator, expect
from reader import SECONDS, Reader, tab
from site_of import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

NO_CLIPBOARD = "() => Object.defineProperty(navigator, 'clipboard', { value: undefined })"
SELECT = """(article) => {
  const range = document.createRange()
  range.selectNodeContents(article.querySelector('strong'))
  getSelection().removeAllRanges()
  getSelection().addRange(range)
}"""
TOO_LONG = "x" * 70_000
REFUSED = """async (text) => {
  const { user } = await (await fetch('/api/auth/session')).json()
  const thread_id = location.hash.split('/')[2]
  const command = { type: 'send', ref: 'long'.repeat(8), thread_id, text, agents: ['neo'] }
  const outbox = [{ command, thread_id, at: '' }]
  localStorage.setItem(`emergence.outbox.${user.id}.closed`, JSON.stringify({ at: 0, outbox }))
}"""


async def answered(reader: Reader, text: str) -> Locator:
    await reader.write(f"echo {text}", "Neo")
    await expect(reader.reply("Neo").get_by_role("button", name="More")).to_be_visible(timeout=SECONDS)
    return reader.reply("Neo")


async def choose(reader: Reader, article: Locator, name: str) -> None:
    await article.get_by_role("button", name="More").click()
    await article.get_by_role("button", name=name).click()


async def heard(reader: Reader, text: str) -> None:
    await expect(reader.page.get_by_test_id("news")).to_contain_text(text)


async def test_a_message_is_copied_as_it_was_written(reader: Reader) -> None:
    await reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await (await answered(reader, "**Oui.**")).get_by_role("button", name="Copy").click()
    await heard(reader, "Copied")
    assert await reader.page.evaluate("() => navigator.clipboard.readText()") == "**Oui.**"


async def test_where_there_is_no_clipboard_the_old_way_is_taken(reader: Reader) -> None:
    neo = await answered(reader, "Oui.")
    await reader.page.evaluate(NO_CLIPBOARD)
    await neo.get_by_role("button", name="Copy").click()
    await heard(reader, "Copied")
    await reader.box.press("Control+V")
    await expect(reader.box).to_have_value("Oui.")


async def test_a_link_leads_to_its_message(reader: Reader) -> None:
    await reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await choose(reader, await answered(reader, "Oui."), "Copy link")
    await heard(reader, "Link copied")
    link = await reader.page.evaluate("() => navigator.clipboard.readText()")
    assert re.fullmatch(re.escape(reader.site.base) + r"/#/t/\w+/\w+", link)
    await reader.page.goto(f"{reader.site.base}/#/")
    await reader.page.goto(link)
    await expect(reader.talk.locator(".sought")).to_contain_text("Oui.", timeout=SECONDS)


async def test_a_message_is_quoted_with_who_said_it(reader: Reader) -> None:
    await choose(reader, await answered(reader, "Un.\n\nDeux."), "Quote")
    await expect(reader.box).to_have_value("> **Neo**: Un.\n>\n> Deux.\n\n")
    await expect(reader.box).to_be_focused()


async def test_of_a_message_what_is_selected_is_quoted(reader: Reader) -> None:
    neo = await answered(reader, "Un **mot juste** ici.")
    await expect(neo.locator("strong")).to_be_visible()
    await neo.evaluate(SELECT)
    await choose(reader, neo, "Quote")
    await expect(reader.box).to_have_value("> **Neo**: mot juste\n\n")


async def test_a_reply_that_failed_says_why_and_can_be_tried_again(reader: Reader) -> None:
    await reader.write("refuse", "Neo")
    await reader.done("Neo", "No answer", "failed")
    await expect(reader.reply("Neo")).to_contain_text("does not accept the key")
    await reader.reply("Neo").get_by_role("button", name="Try again").click()
    await expect(reader.reply("Neo").get_by_text("Version 2 of 2")).to_be_attached(timeout=SECONDS)


async def test_a_reply_that_broke_off_keeps_its_words_and_can_be_tried_again(reader: Reader) -> None:
    await reader.write("break after 20", "Neo")
    await reader.done("Neo", "w19", "interrupted")
    await expect(reader.reply("Neo")).to_contain_text("broke off")
    await expect(reader.reply("Neo").get_by_role("button", name="Try again")).to_be_visible()


async def test_what_was_refused_as_too_long_is_taken_back_to_be_shortened(reader: Reader) -> None:
    await answered(reader, "un")
    await reader.page.evaluate(REFUSED, TOO_LONG)
    await reader.page.reload()
    await reader.page.get_by_role("button", name="Take back").click()
    await expect(reader.box).to_have_value(re.compile("^x{70000}\\n?$"))
    await expect(reader.page.get_by_test_id("waiting")).to_have_count(0)


async def test_a_thread_deleted_in_another_tab_is_said_to_be_gone(reader: Reader, site: Site) -> None:
    await answered(reader, "un")
    async with tab(reader.page.context, site, reader.email) as other:
        await other.open(reader.page.url.removeprefix(site.base))
        await other.page.get_by_role("button", name="Options of this thread").click()
        await other.page.get_by_role("button", name="Delete").click()
        await other.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        await expect(reader.page.get_by_role("alert")).to_contain_text("This thread was deleted elsewhere.", timeout=SECONDS)
        await expect(other.page.get_by_role("alert")).to_have_count(0)
    await expect(reader.page).to_have_url(re.compile(r"#/$"))
