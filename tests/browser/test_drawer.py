"""The head of a thread and the drawer at the right: from how much replies were drawn, what a thread cost, what it is."""

import json
import re
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, expect
from reader import SECONDS, Reader, reading
from site_of import Site

from emergence.bootstrap import opened
from emergence.domain.usage import Spend, Tokens
from emergence.settings import read_settings

pytestmark = pytest.mark.asyncio(loop_scope="session")
PHONE = {"viewport": {"width": 390, "height": 844}}
LONG = "Un texte assez long pour passer à la ligne plusieurs fois, et plus souvent quand il a moins de place. " * 4


def toggle(reader: Reader) -> Locator:
    return reader.page.get_by_role("button", name="What this thread is made of")


def drawer(reader: Reader) -> Locator:
    return reader.page.get_by_role("complementary", name="What this thread is made of")


def section(reader: Reader, name: str) -> Locator:
    return drawer(reader).get_by_role("region", name=name, exact=True)


async def bring(reader: Reader, folder: Path, *texts: str) -> None:
    told = {"threads": [{"title": "Jardin", "messages": [{"role": "user", "content": text} for text in texts]}]}
    (folder / "brought.json").write_text(json.dumps(told), encoding="utf-8")
    await reader.page.locator("input[type=file]").set_input_files(folder / "brought.json")
    await reader.sees(texts[-1])


async def pay(reader: Reader, agent: str, model: str, cost: float) -> None:
    """What a priced model would have cost in the thread that is open."""
    thread = reader.page.url.partition("#/t/")[2]
    async with opened(read_settings(_env_file=None, emergence_home=reader.site.folder / "home")) as services:
        owner = next(person.id for person in await services.accounts.people() if person.email == reader.email)
        at, tokens = datetime.now(UTC), Tokens(1000, 100)
        async with services.store.begin() as tx:
            await tx.spends.add(Spend(uuid.uuid4().hex, owner, agent, "openai", model, at, tokens, cost, thread))


async def top_of(message: Locator) -> float:
    box = await message.bounding_box()
    assert box
    return box["y"]


async def test_the_drawer_opens_beside_the_conversation_and_is_there_after_a_reload(reader: Reader) -> None:
    await reader.write("echo Oui.", "Neo")
    await reader.done("Neo", "Oui.")
    await expect(toggle(reader)).to_have_attribute("aria-expanded", "false")
    await toggle(reader).click()
    at, writing = await drawer(reader).bounding_box(), await reader.box.bounding_box()
    assert at
    assert writing
    assert writing["x"] + writing["width"] <= at["x"]
    await reader.page.reload()
    await expect(drawer(reader)).to_be_visible(timeout=SECONDS)
    await drawer(reader).get_by_role("button", name="Close the drawer").click()
    await expect(drawer(reader)).to_have_count(0)
    await expect(toggle(reader)).to_have_attribute("aria-expanded", "false")


async def test_it_says_from_how_much_each_answer_was_drawn_also_after_a_reload(reader: Reader) -> None:
    await reader.write("echo Un.", "Anima")
    await reader.done("Anima", "Un.")
    await reader.write("echo Deux.", "Neo")
    await reader.done("Neo", "Deux.")
    await toggle(reader).click()
    await reader.page.reload()
    await expect(section(reader, "Context")).to_contain_text("Neo", timeout=SECONDS)
    await expect(section(reader, "Context")).to_contain_text("Drawn from the last 3 messages")
    await section(reader, "Context").get_by_role("button", name="Earlier answer").click()
    await expect(section(reader, "Context")).to_contain_text("Anima")
    await expect(section(reader, "Context")).to_contain_text("Drawn from your message alone")
    await expect(section(reader, "Context").get_by_role("button", name="Earlier answer")).to_be_disabled()


async def test_an_answer_shows_what_it_was_drawn_from(reader: Reader) -> None:
    await reader.write("echo Un.", "Anima")
    await reader.done("Anima", "Un.")
    await reader.write("echo Deux.", "Neo")
    await reader.done("Neo", "Deux.")
    await reader.reply("Anima").get_by_role("button", name="More").click()
    await reader.page.get_by_role("button", name="What it was drawn from").click()
    await expect(section(reader, "Context")).to_contain_text(re.compile("Anima.*Drawn from your message alone"), timeout=SECONDS)


async def test_an_answer_under_way_is_told_of_before_it_has_ended(reader: Reader) -> None:
    await reader.write("count 400 every 50", "Nexus")
    await expect(reader.reply("Nexus")).to_contain_text("w3", timeout=SECONDS)
    await toggle(reader).click()
    await expect(section(reader, "Context")).to_contain_text(re.compile("Nexus.*Drawn from your message alone"))
    await reader.page.get_by_role("button", name="Stop Nexus").click()
    await reader.done("Nexus", "w3")


async def test_costs_that_nobody_knows_are_said_to_be_unknown(reader: Reader) -> None:
    await reader.write("echo Oui.", "Neo")
    await reader.done("Neo", "Oui.")
    await toggle(reader).click()
    await expect(section(reader, "Costs")).to_contain_text("Cost unknown", timeout=SECONDS)
    await expect(section(reader, "Costs")).not_to_contain_text("$")


async def test_what_is_known_of_the_costs_is_summed_and_shared_out(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, "Bonjour")
    await pay(reader, "neo", "gpt-6.1-terra", 0.03)
    await pay(reader, "anima", "gpt-6.1-terra", 0.01)
    await toggle(reader).click()
    costs = section(reader, "Costs")
    await expect(costs).to_contain_text("$0.042 answers", timeout=SECONDS)
    await expect(costs.get_by_role("listitem")).to_contain_text(["25% of the cost", "75% of the cost"])
    await reader.shot("drawer")


async def test_the_costs_grow_when_an_answer_has_ended(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, "Bonjour")
    await pay(reader, "neo", "gpt-6.1-terra", 0.03)
    await toggle(reader).click()
    await expect(section(reader, "Costs")).to_contain_text("1 answer", timeout=SECONDS)
    await reader.write("echo Oui.", "Neo")
    await reader.done("Neo", "Oui.")
    await expect(section(reader, "Costs")).to_contain_text("at least $0.032 answers", timeout=SECONDS)
    await expect(section(reader, "Costs")).to_contain_text("The cost of 1 call out of 2 is unknown.")


async def test_a_thread_without_answers_has_only_what_there_is_to_tell(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, "Un", "Deux", "Trois")
    await toggle(reader).click()
    await expect(drawer(reader).get_by_role("region")).to_have_count(2)
    await expect(section(reader, "Documents of this conversation")).to_contain_text("all your documents")
    await expect(section(reader, "About this thread")).to_contain_text(re.compile(r"Messages\s*3\s*Take away"))
    async with reader.page.expect_download() as download:
        await section(reader, "About this thread").get_by_role("link", name="Save as Markdown").click()
    assert (await download.value).suggested_filename == "Jardin.md"


async def test_what_is_read_stays_where_it_is_when_the_drawer_opens_and_closes(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, *(f"{n}. {LONG}" for n in range(1, 31)))
    read = reader.talk.locator("[data-message]").nth(14)
    await read.evaluate("it => it.scrollIntoView({ block: 'start' })")
    before = await top_of(read)
    await toggle(reader).click()
    await expect(drawer(reader)).to_be_visible()
    assert abs(await top_of(read) - before) < 2
    await toggle(reader).click()
    await expect(drawer(reader)).to_have_count(0)
    assert abs(await top_of(read) - before) < 2


async def test_on_a_telephone_it_lies_over_the_page_and_escape_gives_the_focus_back(browser: Browser, site: Site) -> None:
    async with reading(browser, site, **PHONE) as reader:
        await reader.open()
        await reader.write("echo Oui.", "Neo")
        await reader.done("Neo", "Oui.")
        await toggle(reader).focus()
        await reader.page.keyboard.press("Enter")
        await expect(drawer(reader).get_by_role("button", name="Close the drawer")).to_be_focused()
        await reader.shot("drawer-phone")
        await reader.page.keyboard.press("Escape")
        await expect(drawer(reader)).to_have_count(0)
        await expect(toggle(reader)).to_be_focused()
        assert await reader.page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_on_a_telephone_a_reload_does_not_begin_with_the_drawer(browser: Browser, site: Site) -> None:
    async with reading(browser, site, **PHONE) as reader:
        await reader.open()
        await reader.write("echo Oui.", "Neo")
        await reader.done("Neo", "Oui.")
        await toggle(reader).click()
        await expect(drawer(reader)).to_be_visible()
        await reader.page.reload()
        await reader.sees("Oui.")
        await expect(drawer(reader)).to_have_count(0)


async def test_a_double_click_on_the_title_changes_it_in_place(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, "Bonjour")
    await reader.page.get_by_role("heading", name="Jardin").dblclick()
    await reader.page.get_by_label("Title").fill("Potager")
    await reader.page.get_by_role("button", name="Save", exact=True).click()
    await expect(reader.page.get_by_role("heading", name="Potager")).to_be_visible()


async def test_the_link_to_a_thread_can_be_copied(reader: Reader, tmp_path: Path) -> None:
    await reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await bring(reader, tmp_path, "Bonjour")
    await reader.page.get_by_role("button", name="Options of this thread").click()
    await reader.page.get_by_role("button", name="Copy link to this thread").click()
    await expect(reader.page.get_by_role("button", name="Link copied")).to_be_visible()
    assert await reader.page.evaluate("navigator.clipboard.readText()") == reader.page.url
