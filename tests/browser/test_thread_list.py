"""Threads in the list: rename, archive, delete, search, take away, bring in; and long ones."""

import json
import re
from pathlib import Path

import pytest
from playwright.async_api import expect
from reader import SECONDS, Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")


def brought(title: str, *texts: str) -> str:
    return json.dumps({"threads": [{"title": title, "messages": [{"role": "user", "content": text} for text in texts]}]})


async def bring(reader: Reader, folder: Path, text: str) -> None:
    (folder / "brought.json").write_text(text, encoding="utf-8")
    await reader.page.locator("input[type=file]").set_input_files(folder / "brought.json")


async def option(reader: Reader, name: str) -> None:
    await reader.page.get_by_role("button", name="Options of this thread").click()
    await reader.page.locator(".menu .list").get_by_text(name, exact=True).click()


async def test_a_thread_is_renamed(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, brought("Avant", "Bonjour"))
    await option(reader, "Rename")
    await reader.page.get_by_label("Title").fill("Après")
    await reader.page.get_by_label("Title").press("Enter")
    await expect(reader.page.get_by_role("heading", name="Après")).to_be_visible()
    await expect(reader.page.get_by_role("navigation").get_by_role("link")).to_have_text("Après")


async def test_a_thread_is_archived_and_brought_back(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, brought("Au grenier", "Bonjour"))
    await option(reader, "Archive")
    links = reader.page.get_by_role("navigation").get_by_role("link")
    await expect(links).to_have_count(0)
    await reader.account("Archived")
    await expect(links).to_have_text("Au grenier")
    await expect(reader.page.get_by_text("archived", exact=True)).to_be_visible()
    await reader.shot("archived")
    await option(reader, "Bring back")
    await expect(links).to_have_count(0)


async def test_a_thread_is_deleted_when_that_was_confirmed(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, brought("À oublier", "Bonjour"))
    await option(reader, "Delete")
    await reader.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(reader.page.locator(".welcome")).to_be_visible()
    await expect(reader.page.get_by_role("navigation").get_by_role("link")).to_have_count(0)


async def test_a_search_finds_what_was_said(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, brought("Jardin", "Les pivoines d'Hélène fleurissent en mai."))
    await reader.sees("Les pivoines")
    await reader.page.get_by_role("button", name="New thread").click()
    await reader.page.get_by_label("Search in threads").fill("helene")
    hit = reader.page.get_by_role("navigation").get_by_role("link")
    await expect(hit.locator("mark")).to_have_text("Hélène", timeout=SECONDS)
    await hit.click()
    await reader.sees("Les pivoines")


async def test_a_hit_leads_to_its_message(reader: Reader, tmp_path: Path) -> None:
    texts = [f"Message {n}." for n in range(1, 181)]
    await bring(reader, tmp_path, brought("Jardin", *texts, "Une pivoine.", *texts, "Encore une pivoine."))
    await reader.sees("Encore une pivoine.")
    await reader.page.get_by_label("Search in threads").fill("pivoine")
    hits = reader.page.get_by_role("navigation").get_by_role("link")
    await expect(hits).to_have_count(2, timeout=SECONDS)
    await expect(reader.page.get_by_role("navigation").get_by_role("heading", name="Jardin")).to_have_count(1)
    await hits.filter(has_not_text="Encore").click()
    await expect(reader.talk.get_by_text("Une pivoine.", exact=True)).to_be_in_viewport(timeout=SECONDS)
    await reader.shot("hit")
    await expect(reader.page).to_have_url(re.compile(r"#/t/[^/]+$"))


async def test_a_thread_taken_away_as_json_can_be_brought_in(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, brought("Voyage", "Vers le nord"))
    await expect(reader.page.get_by_role("heading", name="Voyage")).to_be_visible()
    async with reader.page.expect_download() as download:
        await option(reader, "Save as JSON")
    await (await download.value).save_as(tmp_path / "taken.json")
    await bring(reader, tmp_path, (tmp_path / "taken.json").read_text("utf-8"))
    await expect(reader.page.get_by_role("navigation").get_by_role("link")).to_have_text(["Voyage", "Voyage"])


async def test_a_file_that_is_no_export_is_refused(reader: Reader, tmp_path: Path) -> None:
    for text in ('{"what": "is this"}', "# Ce n'est pas du JSON"):
        await bring(reader, tmp_path, text)
        await expect(reader.page.get_by_role("alert")).to_have_text("This file is neither an export of ÉMERGENCE nor one of ChatGPT.")
        await reader.page.get_by_role("button", name="Close").click()


async def test_a_thread_that_is_not_there_is_said_to_be_so(reader: Reader) -> None:
    await reader.open("/#/t/nowhere")
    await expect(reader.page.get_by_role("alert")).to_contain_text("This thread is not there")
    await expect(reader.page.get_by_role("heading", name="Three ways to look")).to_be_visible()


async def test_a_long_thread_is_read_back_to_its_first_message(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, brought("Long", *(f"Message {n}." for n in range(1, 181))))
    await reader.sees("Message 180.")
    await expect(reader.talk.get_by_text("Message 130.", exact=True)).to_have_count(0)
    first = reader.talk.get_by_text("Message 1.", exact=True)
    for _ in range(20):
        await reader.page.locator(".scroller").evaluate("it => it.scrollTo(0, 0)")
        await reader.page.wait_for_timeout(100)
    await expect(first).to_be_visible(timeout=SECONDS)
    await expect(reader.talk.get_by_role("article")).to_have_count(180)
