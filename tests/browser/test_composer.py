"""Where one writes: who is called, what Enter does, what is stopped, and how it looks."""

import re

import pytest
from playwright.async_api import Browser, Locator, expect
from reader import SECONDS, Reader, reading
from site_of import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

PREFER = "(chosen) => localStorage.setItem('emergence.preferences', JSON.stringify(chosen))"
COMPOSED = "(area) => area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }))"
OUTSIDE = """() => [...document.querySelectorAll('.composer, .composer *')].filter((one) => {
  const { left, right, width } = one.getBoundingClientRect()
  return width > 1 && (left < 0 || right > innerWidth)
}).map((one) => one.outerHTML)"""


def names(reader: Reader) -> Locator:
    return reader.page.get_by_role("listbox", name="Whom to call").get_by_role("option")


def answering(reader: Reader, name: str) -> Locator:
    return reader.page.get_by_role("group", name="Who should answer").get_by_label(name, exact=True)


async def in_one_row(reader: Reader) -> None:
    assert await reader.page.evaluate(OUTSIDE) == []
    row = await reader.page.locator(".composer .row").bounding_box()
    assert row is not None
    assert row["height"] < 48


async def prefer(reader: Reader, **chosen: object) -> None:
    await reader.page.evaluate(PREFER, chosen)
    await reader.page.reload()


async def test_who_is_called_answers_this_message_and_the_choice_stands_again_after_it(reader: Reader) -> None:
    await reader.choose("Anima", "Nexus")
    await reader.box.press_sequentially("echo toi, @ne")
    await expect(names(reader)).to_have_text([re.compile("Neo"), re.compile("Nexus")])
    await reader.box.press("Enter")
    await expect(reader.box).to_have_value("echo toi, @Neo ")
    await expect(answering(reader, "Neo")).to_be_checked()
    await expect(answering(reader, "Anima")).not_to_be_checked()
    await expect(reader.page.get_by_text("Called in this message: Neo")).to_be_attached()
    await reader.shot("called")
    await reader.box.press("Enter")
    await reader.done("Neo", "toi, @Neo")
    await expect(reader.talk.get_by_role("article")).to_have_count(2)
    await expect(answering(reader, "Neo")).not_to_be_checked()
    await expect(answering(reader, "Anima")).to_be_checked()
    await expect(answering(reader, "Nexus")).to_be_checked()


async def test_the_list_of_names_is_gone_through_by_arrows_and_closed_by_escape(reader: Reader) -> None:
    await reader.box.press_sequentially("@")
    await expect(names(reader)).to_have_count(4)
    await reader.box.press("ArrowUp")
    last = names(reader).last
    await expect(last).to_have_attribute("aria-selected", "true")
    await expect(reader.box).to_have_attribute("aria-activedescendant", await last.get_attribute("id") or "-")
    await reader.box.press("Tab")
    await expect(reader.box).to_have_value("@all ")
    await expect(reader.box).to_be_focused()
    await reader.box.press_sequentially("et @")
    await reader.box.press("Escape")
    await expect(names(reader)).to_have_count(0)
    await expect(reader.box).to_have_value("@all et @")


async def test_a_name_is_picked_with_the_pointer(reader: Reader) -> None:
    await reader.box.press_sequentially("Et @")
    await reader.shot("mentions")
    await names(reader).filter(has_text="Nexus").click()
    await expect(reader.box).to_have_value("Et @Nexus ")
    await expect(reader.box).to_be_focused()
    await expect(answering(reader, "Nexus")).to_be_checked()


async def test_an_address_calls_nobody(reader: Reader) -> None:
    await reader.choose("Anima")
    await reader.box.press_sequentially("écris à moi@neo")
    await expect(names(reader)).to_have_count(0)
    await expect(answering(reader, "Neo")).not_to_be_checked()


async def test_who_was_called_can_still_be_left_out(reader: Reader) -> None:
    await reader.choose("Nexus")
    await reader.box.fill("echo ce que @neo dit de @anima")
    await answering(reader, "Anima").set_checked(False, force=True)
    await reader.box.press("Enter")
    await reader.done("Neo", "ce que @neo dit de @anima")
    await expect(reader.talk.get_by_role("article")).to_have_count(2)
    await expect(answering(reader, "Nexus")).to_be_checked()


async def test_a_preferred_agent_answers_in_a_new_thread_and_the_one_chosen_there_goes_on(reader: Reader) -> None:
    await reader.choose("Anima")
    await prefer(reader, agents=["neo"])
    await expect(answering(reader, "Neo")).to_be_checked()
    await reader.write("echo un", "Nexus")
    await reader.done("Nexus", "un")
    await expect(answering(reader, "Nexus")).to_be_checked()
    await reader.page.get_by_role("button", name="New thread").click()
    await expect(answering(reader, "Neo")).to_be_checked()
    await reader.page.get_by_role("navigation").get_by_role("link").click()
    await expect(answering(reader, "Nexus")).to_be_checked()


async def test_an_agent_says_what_it_does_and_which_model_speaks(reader: Reader) -> None:
    await expect(reader.page.get_by_title("Tests what might break · fake")).to_contain_text("Neo")


async def test_enter_begins_a_line_when_that_is_preferred_and_ctrl_enter_sends(reader: Reader) -> None:
    await prefer(reader, enter="line", agents=["anima"])
    await reader.box.press_sequentially("echo une ligne")
    await reader.box.press("Enter")
    await reader.box.press_sequentially("et une autre")
    await expect(reader.box).to_have_value("echo une ligne\net une autre")
    await expect(reader.page.get_by_role("button", name="Send", exact=True)).to_have_attribute("title", "Send (Ctrl+Enter)")
    await reader.box.press("Control+Enter")
    await reader.done("Anima", "une ligne")
    await expect(reader.box).to_have_value("")


async def test_enter_that_ends_a_composed_word_does_not_send(reader: Reader) -> None:
    await reader.choose("Anima")
    await reader.box.fill("日本")
    await reader.box.evaluate(COMPOSED)
    await expect(reader.box).to_have_value("日本")
    await expect(reader.talk).to_have_count(0)


async def test_under_a_thumb_enter_begins_a_line_and_the_button_sends(browser: Browser, site: Site) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    async with reading(browser, site, **phone) as reader:
        await reader.open()
        await reader.choose("Neo")
        await reader.box.press_sequentially("echo une ligne")
        await reader.box.press("Enter")
        await expect(reader.box).to_have_value("echo une ligne\n")
        await expect(reader.box).to_have_css("font-size", "16px")
        await reader.page.get_by_role("button", name="Send", exact=True).tap()
        await reader.done("Neo", "une ligne")


async def test_arrow_up_in_an_empty_field_edits_the_last_message(reader: Reader) -> None:
    await reader.write("echo un", "Anima")
    await reader.done("Anima", "un")
    await reader.box.press("ArrowUp")
    await expect(reader.page.get_by_label("Edit your message")).to_be_focused()


async def test_all_answers_are_stopped_at_once(reader: Reader) -> None:
    await reader.write("count 900 every 30", "Anima", "Neo")
    await expect(reader.reply("Neo")).to_contain_text("w5", timeout=SECONDS)
    await reader.page.get_by_role("button", name="Stop all answers").click()
    for name in ("Anima", "Neo"):
        await reader.done(name, "w5")
        await expect(reader.reply(name)).not_to_contain_text("w899")
    await expect(reader.page.get_by_role("button", name="Stop all answers")).to_have_count(0)
    await expect(reader.box).to_be_focused()


async def test_escape_stops_answers_when_nothing_is_written(reader: Reader) -> None:
    await reader.write("count 900 every 30", "Nexus")
    await expect(reader.reply("Nexus")).to_contain_text("w5", timeout=SECONDS)
    await reader.box.fill("Et puis")
    await reader.box.press("Escape")
    await expect(reader.reply("Nexus")).to_have_attribute("data-status", "streaming")
    await reader.box.fill("")
    await reader.box.press("Escape")
    await reader.done("Nexus", "w5")
    await expect(reader.reply("Nexus")).not_to_contain_text("w899")


async def test_one_can_go_on_writing_while_answers_come(reader: Reader) -> None:
    await reader.write("count 120 every 60", "Anima")
    await expect(reader.reply("Anima")).to_contain_text("w5", timeout=SECONDS)
    await reader.write("echo entre-temps", "Neo")
    await reader.done("Neo", "entre-temps")
    await expect(reader.reply("Anima")).to_have_attribute("data-status", "streaming")
    await reader.done("Anima", "w120")


async def test_the_field_grows_up_to_a_part_of_the_window_and_the_end_of_the_talk_stays_in_view(reader: Reader) -> None:
    await reader.write("count 900 every 1", "Anima", "Neo")
    await reader.done("Anima", "w900")
    await reader.done("Neo", "w900")
    for lines in (3, 60, 1, 30, 1):
        await reader.box.fill("\n".join("x" * lines))
        await expect(reader.talk.get_by_test_id("bill").last).to_be_in_viewport(ratio=1)
        field = await reader.box.bounding_box()
        assert field is not None
        assert 44 <= field["height"] <= 0.4 * 860 + 1


@pytest.mark.parametrize("width", [320, 360, 390])
async def test_everything_is_in_its_place_on_a_phone(browser: Browser, site: Site, width: int) -> None:
    phone = {"viewport": {"width": width, "height": 700}, "has_touch": True, "is_mobile": True, "locale": "fr-FR"}
    async with reading(browser, site, **phone) as reader:
        await reader.page.goto(site.base)
        box = reader.page.get_by_label("Ton message")
        await box.fill("count 400 every 50 @tous")
        await in_one_row(reader)
        await reader.page.get_by_role("button", name="Envoyer", exact=True).tap()
        stop = reader.page.get_by_role("button", name="Tout arrêter")
        await expect(stop).to_be_visible(timeout=SECONDS)
        for text in ("", "@tous encore", "@anima et @nexus"):
            await box.fill(text)
            await in_one_row(reader)
        await reader.shot(f"composer-{width}")
        await stop.tap()
