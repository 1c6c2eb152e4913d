"""What is seen first: who the three are, how to give them a model, and a greeting later on."""

import json
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from reader import SECONDS, Reader, reading, tab
from site_of import PASSWORD, running

pytestmark = pytest.mark.asyncio(loop_scope="session")
NOBODY = "http://127.0.0.1:9/v1"
MUTE = {"OPENAI_API_KEY": "", "OPENAI_BASE_URL": "", "AGENT_ANIMA_MODELS": "", "AGENT_NEO_MODELS": "", "AGENT_NEXUS_MODELS": ""}
CLIPBOARD = ["clipboard-read", "clipboard-write"]


async def bring(reader: Reader, folder: Path) -> None:
    thread = {"title": "Jardin", "messages": [{"role": "user", "content": "Bonjour"}]}
    (folder / "brought.json").write_text(json.dumps({"threads": [thread]}), encoding="utf-8")
    await reader.page.locator("aside input[type=file]").set_input_files(folder / "brought.json")
    await reader.sees("Bonjour")


async def test_the_first_screen_says_who_the_three_are(reader: Reader) -> None:
    main = reader.page.get_by_role("main")
    await expect(main.get_by_role("heading", name="Three ways to look at what is on your mind")).to_be_visible()
    await expect(main.get_by_role("listitem").get_by_role("heading")).to_have_text(["Anima", "Neo", "Nexus"])
    await expect(main.get_by_text("their answers stand side by side")).to_be_visible()
    await expect(main.get_by_text("No language model")).to_have_count(0)
    await reader.shot("first_run")


async def test_without_a_model_an_admin_reads_how_to_add_one(browser: Browser, tmp_path: Path) -> None:
    context = await browser.new_context(locale="en-US", viewport={"width": 1280, "height": 860}, permissions=CLIPBOARD)
    async with running(tmp_path, NOBODY, **MUTE) as site, tab(context, site, "first@example.org") as first:
        await first.page.goto(site.link)
        await first.page.get_by_label("E-mail").fill(first.email)
        await first.page.get_by_label("Choose a password").fill(PASSWORD)
        await first.page.get_by_role("button", name="Enter").click()
        none = first.page.get_by_role("region", name="No language model is connected yet")
        await expect(none.get_by_text("OPENAI_API_KEY=")).to_be_in_viewport(timeout=SECONDS)
        await first.shot("no_model")
        await none.get_by_role("button", name="On your machine").click()
        await none.get_by_role("button", name="Copy for .env").click()
        copied = await first.page.evaluate("navigator.clipboard.readText()")
        assert "OPENAI_BASE_URL=http://localhost:11434/v1\nAGENT_ANIMA_MODELS=openai:llama3.3" in copied


async def test_without_a_model_a_member_reads_who_can_add_one(browser: Browser, tmp_path: Path) -> None:
    async with running(tmp_path, NOBODY, **MUTE) as site, reading(browser, site) as member:
        await member.open()
        none = member.page.get_by_role("region", name="No language model is connected yet")
        await expect(none).to_contain_text("Whoever looks after this server", timeout=SECONDS)
        await expect(none.get_by_role("button")).to_have_count(0)


async def test_who_has_threads_is_greeted_and_writes_at_once(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path)
    await reader.open()
    await expect(reader.page.get_by_role("heading", name="What is on your mind?")).to_be_visible()
    await expect(reader.box).to_be_focused()
    await expect(reader.page.get_by_role("heading", name="Three ways")).to_have_count(0)
    await reader.shot("greeting")


async def test_a_sample_question_is_written_to_its_agent(reader: Reader) -> None:
    await reader.page.get_by_role("button", name="Write to Neo").click()
    await expect(reader.box).to_have_value(re.compile("^I want to leave my job"))
    await expect(reader.box).to_be_focused()
    await reader.page.get_by_role("button", name="Send", exact=True).click()
    await reader.done("Neo", "Réponse")
    await expect(reader.talk.get_by_role("article", name="Anima")).to_have_count(0)


async def test_the_three_are_met_again_when_one_asks(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path)
    await reader.open()
    await reader.page.get_by_role("button", name="Who are the three?").click()
    await expect(reader.page.get_by_role("main").get_by_role("heading", name="Nexus")).to_be_visible()


async def test_the_first_screen_speaks_french(browser: Browser, tmp_path: Path) -> None:
    async with running(tmp_path, NOBODY, **MUTE) as site, reading(browser, site, locale="fr-FR") as lectrice:
        await lectrice.page.goto(site.base)
        await expect(lectrice.page.get_by_role("heading", name="Trois regards")).to_be_visible(timeout=SECONDS)
        await expect(lectrice.page.get_by_role("heading", name="Aucun modèle de langage")).to_be_visible(timeout=SECONDS)
        await lectrice.shot("premier_regard")
