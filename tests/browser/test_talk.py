"""Talking: to one agent and to all, stopping, asking again, editing, retrying."""

import re

import pytest
from playwright.async_api import Locator, expect
from reader import SECONDS, Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_one_agent_answers_and_the_thread_gets_a_title(reader: Reader) -> None:
    await reader.write("echo Bonjour **toi**, `voilà`.", "Anima")
    await reader.done("Anima", "Bonjour toi, voilà.")
    await expect(reader.reply("Anima").locator("strong")).to_have_text("toi")
    await expect(reader.page.get_by_role("navigation").get_by_role("link")).to_have_text("Un titre pour ce fil", timeout=SECONDS)


async def test_all_three_answer_at_once_and_their_words_come_as_they_are_said(reader: Reader) -> None:
    await reader.write("count 40 every 50", "Anima", "Neo", "Nexus")
    for name in ("Anima", "Neo", "Nexus"):
        await expect(reader.reply(name)).to_contain_text("w3", timeout=SECONDS)
        await expect(reader.reply(name)).to_have_attribute("data-status", "streaming")
    await reader.shot("three")
    for name in ("Anima", "Neo", "Nexus"):
        await reader.done(name, "w39 w40")
    await expect(reader.page.get_by_test_id("news")).to_have_text(re.compile("has answered"))


async def test_what_a_reply_cost_is_shown_or_said_to_be_unknown(reader: Reader) -> None:
    await reader.write("echo Oui.", "Neo")
    await expect(reader.reply("Neo").get_by_test_id("bill")).to_contain_text("1,234 tokens read, 56 writtencost unknown")
    await expect(reader.reply("Neo").get_by_text("fake", exact=True)).to_be_visible()


async def test_a_stopped_reply_keeps_its_words(reader: Reader) -> None:
    await reader.write("count 400 every 30", "Nexus")
    await expect(reader.reply("Nexus")).to_contain_text("w5")
    await reader.page.get_by_role("button", name="Stop Nexus").click()
    await reader.done("Nexus", "w5")
    await expect(reader.reply("Nexus").get_by_test_id("bill")).to_contain_text("Stopped here")
    await expect(reader.reply("Nexus")).not_to_contain_text("w399")


async def test_an_answer_asked_for_again_leaves_the_earlier_one_within_reach(reader: Reader) -> None:
    await reader.write("Une question", "Anima")
    await expect(reader.reply("Anima").get_by_role("button", name="Answer again")).to_be_visible(timeout=SECONDS)
    await expect(reader.reply("Anima").locator(".prose")).to_have_text(re.compile(r"Réponse numéro \d+\."))
    first = await reader.reply("Anima").locator(".prose").inner_text()
    await reader.reply("Anima").get_by_role("button", name="Answer again").click()
    await expect(reader.reply("Anima").get_by_text("Version 2 of 2")).to_be_attached(timeout=SECONDS)
    await expect(reader.reply("Anima").locator(".prose")).not_to_have_text(first)
    await reader.reply("Anima").get_by_role("button", name="Earlier version").click()
    await expect(reader.reply("Anima").locator(".prose")).to_have_text(first)
    await reader.reply("Anima").get_by_role("button", name="Later version").click()
    await expect(reader.reply("Anima").locator(".prose")).not_to_have_text(first)


async def test_an_edited_message_is_answered_anew(reader: Reader) -> None:
    await reader.write("echo un", "Anima", "Neo")
    await reader.done("Neo", "un")
    await reader.done("Anima", "un")
    await reader.page.get_by_role("button", name="Edit").click()
    await reader.page.get_by_label("Edit your message").fill("echo deux")
    await reader.page.get_by_role("button", name="Save").click()
    await reader.done("Anima", "deux")
    await reader.done("Neo", "deux")
    await expect(reader.talk.get_by_role("article")).to_have_count(3)
    await reader.page.get_by_role("article", name="You").get_by_role("button", name="Earlier version").click()
    await reader.sees("echo un")


async def test_enter_sends_and_shift_enter_begins_a_line(reader: Reader) -> None:
    await reader.choose("Anima")
    await reader.box.press_sequentially("echo une ligne")
    await reader.box.press("Shift+Enter")
    await reader.box.press_sequentially("et une autre")
    await reader.box.press("Enter")
    await reader.done("Anima", "une ligne")
    await expect(reader.page.get_by_role("article", name="You")).to_contain_text("echo une ligne\net une autre")
    await expect(reader.box).to_have_value("")


async def test_nobody_to_answer_means_nothing_is_sent(reader: Reader) -> None:
    await reader.write("Il y a quelqu'un ?")
    await reader.choose()
    await reader.box.fill("Et maintenant ?")
    await expect(reader.page.get_by_role("button", name="Send")).to_be_disabled()
    await expect(reader.page.get_by_role("alert")).to_have_text("Choose who should answer.")


async def test_answers_stand_beside_each_other_where_there_is_room(reader: Reader) -> None:
    await reader.write("count 60 every 30", "Anima", "Neo", "Nexus")
    await expect(reader.reply("Nexus")).to_contain_text("w2", timeout=SECONDS)
    assert len(await edges(reader, "y")) == 3
    await reader.page.get_by_role("button", name="Side by side").click()
    assert (len(await edges(reader, "x")), len(await edges(reader, "y"))) == (3, 1)
    for name in ("Anima", "Neo", "Nexus"):
        await reader.done(name, "w60")
    assert (len(await edges(reader, "x")), len(await edges(reader, "y"))) == (3, 1)
    await reader.shot("side")
    await reader.page.set_viewport_size({"width": 390, "height": 844})
    assert (len(await edges(reader, "x")), len(await edges(reader, "y"))) == (1, 3)


async def edges(reader: Reader, side: str) -> set[float]:
    """Where the three answers begin."""
    boxes = [await reader.reply(name).bounding_box() for name in ("Anima", "Neo", "Nexus")]
    return {round(box[side]) for box in boxes if box}  # type: ignore[literal-required]


async def test_how_answers_stand_is_kept(reader: Reader) -> None:
    await reader.write("echo un", "Anima", "Neo")
    await reader.done("Neo", "un")
    await reader.page.get_by_role("button", name="Side by side").click()
    await reader.page.reload()
    await expect(reader.page.get_by_role("button", name="Side by side")).to_have_attribute("aria-pressed", "true")


async def test_what_one_writes_is_shown_as_markdown_and_edited_as_it_was_written(reader: Reader) -> None:
    await reader.write("echo un\n\n```js\nconst a = 1\n```", "Neo")
    you = reader.page.get_by_role("article", name="You")
    await expect(you.locator("pre code")).to_have_text(re.compile("const a = 1"), timeout=SECONDS)
    await reader.done("Neo", "un")
    await you.get_by_role("button", name="Edit").click()
    await expect(reader.page.get_by_label("Edit your message")).to_have_value("echo un\n\n```js\nconst a = 1\n```")


async def test_a_very_long_message_of_ones_own_is_folded(reader: Reader) -> None:
    await reader.write("\n".join(f"ligne {n}" for n in range(60)) + "\necho un", "Neo")
    await reader.done("Neo", "un")
    you = reader.page.get_by_role("article", name="You")
    assert await height(you) < 500
    await reader.page.get_by_role("button", name="Show all").click()
    await expect(reader.page.get_by_role("button", name="Show less")).to_have_attribute("aria-expanded", "true")
    assert await height(you) > 1500


async def height(article: Locator) -> float:
    box = await article.bounding_box()
    return box["height"] if box else 0
