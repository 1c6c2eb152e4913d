"""The left side: threads under their days, what can be done with one on the spot, and the side put away."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect
from reader import SECONDS, Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def bring(reader: Reader, folder: Path, *threads: tuple[str, datetime]) -> None:
    said = [
        {"title": title, "created_at": at.isoformat(), "messages": [{"role": "user", "content": title, "created_at": at.isoformat()}]}
        for title, at in threads
    ]
    (folder / "threads.json").write_text(json.dumps({"threads": said}), encoding="utf-8")
    await reader.page.locator("aside input[type=file]").set_input_files(folder / "threads.json")


def ago(**how: float) -> datetime:
    return datetime.now(UTC) - timedelta(**how)


def list_of(reader: Reader) -> Locator:
    return reader.page.get_by_role("navigation", name="Threads")


async def row_option(reader: Reader, title: str, name: str) -> None:
    await list_of(reader).get_by_role("link", name=title).hover()
    await reader.page.get_by_role("button", name=f"Options of “{title}”").click()
    await list_of(reader).locator(".list").get_by_text(name, exact=True).click()


async def test_threads_stand_under_their_days(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, ("Now", ago()), ("A day", ago(days=1)), ("A week", ago(days=5)), ("A year", ago(days=500)))
    year = ago(days=500).astimezone().strftime("%B %Y")
    await expect(list_of(reader).get_by_role("heading")).to_have_text(["Today", "Yesterday", "Last 7 days", year])
    await expect(list_of(reader).get_by_role("region", name="Yesterday").get_by_role("link")).to_have_text(["A day"])
    await reader.shot("days")


async def test_what_was_today_is_yesterday_after_midnight(reader: Reader, tmp_path: Path) -> None:
    last = datetime.now().astimezone().replace(hour=23, minute=59, second=0)
    await reader.page.clock.install(time=last)
    await reader.open()
    await bring(reader, tmp_path, ("Late", last - timedelta(hours=30)), ("Early", last - timedelta(hours=20)))
    await expect(list_of(reader).get_by_role("heading")).to_have_text(["Today", "Yesterday"])
    await reader.page.clock.fast_forward("02:00")
    await expect(list_of(reader).get_by_role("heading")).to_have_text(["Yesterday", "Last 7 days"])


async def test_a_thread_is_renamed_in_the_list(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, ("Before", ago()))
    await row_option(reader, "Before", "Rename")
    field = list_of(reader).get_by_label("Title")
    await expect(field).to_be_focused()
    await field.fill("After")
    await field.press("Enter")
    await expect(list_of(reader).get_by_role("link", name="After")).to_be_focused()


async def test_escape_leaves_the_title_as_it_was(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, ("Before", ago()))
    await row_option(reader, "Before", "Rename")
    await list_of(reader).get_by_label("Title").fill("After")
    await list_of(reader).get_by_label("Title").press("Escape")
    await expect(list_of(reader).get_by_role("link")).to_have_text(["Before"])


async def test_a_thread_is_archived_and_deleted_from_the_list(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, ("To archive", ago()), ("To delete", ago()))
    await row_option(reader, "To archive", "Archive")
    await expect(list_of(reader).get_by_role("link")).to_have_text(["To delete"])
    await row_option(reader, "To delete", "Delete")
    await reader.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(list_of(reader).get_by_text("What you write begins a thread.")).to_be_visible()


async def test_a_menu_is_used_with_keys_alone(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, ("By hand", ago()))
    await reader.page.get_by_role("link", name="By hand").focus()
    await reader.page.keyboard.press("Tab")
    await reader.page.keyboard.press("Enter")
    await expect(reader.page.get_by_role("button", name="Rename")).to_be_focused()
    await reader.page.keyboard.press("ArrowUp")
    await expect(list_of(reader).get_by_role("button", name="Delete")).to_be_focused()
    await reader.page.keyboard.press("Escape")
    await expect(reader.page.get_by_role("button", name="Options of “By hand”")).to_be_focused()


async def test_more_threads_come_as_one_scrolls(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, *((f"Thread {n}", ago(hours=n)) for n in range(120)))
    links = list_of(reader).get_by_role("link")
    await expect(links).to_have_count(120)
    await reader.page.goto(f"{reader.site.base}/#/")
    await reader.page.reload()
    await expect(links).to_have_count(50)
    for count in (100, 120):
        await links.last.scroll_into_view_if_needed()
        await expect(links).to_have_count(count, timeout=SECONDS)
    await expect(list_of(reader).get_by_role("button", name="More")).to_have_count(0)


async def test_a_thread_says_that_something_was_begun_in_it(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, ("Begun", ago()), ("Other", ago()))
    await reader.page.get_by_role("link", name="Begun").click()
    await reader.box.fill("Half a thought")
    await reader.page.get_by_role("link", name="Other").click()
    await expect(reader.page.get_by_role("link", name="Begun")).to_have_accessible_description("Begun, not sent")
    await expect(reader.page.get_by_role("link", name="Other")).to_have_accessible_description("Other")


async def test_the_side_is_put_away_and_stays_so(reader: Reader) -> None:
    await reader.page.get_by_role("button", name="Hide threads").click()
    await expect(list_of(reader)).not_to_be_visible()
    await expect(reader.page.get_by_role("button", name="Show threads")).to_be_focused()
    await reader.open()
    await reader.shot("side_away")
    await reader.page.get_by_role("button", name="Show threads").click()
    await expect(list_of(reader)).to_be_visible()
    await expect(reader.page.get_by_role("button", name="Hide threads")).to_be_focused()


async def test_the_archive_is_a_shelf_one_comes_back_from(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, ("In use", ago()))
    await reader.account("Archived")
    await expect(reader.page.get_by_text("Nothing is archived.")).to_be_visible()
    await reader.page.get_by_role("button", name="Back to the threads").click()
    await expect(list_of(reader).get_by_role("link")).to_have_text(["In use"])
