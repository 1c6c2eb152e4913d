"""The page of documents: files are given, become ready or say why not, are searched, and go."""

import asyncio
import re
from pathlib import Path

import pytest
from accessible import violations
from playwright.async_api import Browser, Route, expect
from reader import SECONDS, Reader, reading, tab
from shelves import FABLES, READ, SHEET, ask, becomes, give, given, report, row, visit
from site_of import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

BROKEN = b"%PDF-1.7\n%%EOF and nothing"
PICTURE = bytes([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0])
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DROP = """async (files) => {
  const dragged = new DataTransfer()
  for (const [name, text] of files) dragged.items.add(new File([text], name))
  const event = (type) => new DragEvent(type, { dataTransfer: dragged, bubbles: true, cancelable: true })
  window.dispatchEvent(event('dragenter'))
  await new Promise((done) => setTimeout(done, 300))
  document.querySelector('.zone').dispatchEvent(event('drop'))
}"""
HOLD = """() => {
  window.sent = []
  const send = XMLHttpRequest.prototype.send
  XMLHttpRequest.prototype.send = function (body) {
    window.sent.push(() => send.call(this, body))
    this.dispatchEvent(new ProgressEvent('loadstart'))
    this.upload.dispatchEvent(new ProgressEvent('progress', { lengthComputable: true, loaded: 40, total: 100 }))
  }
}"""


async def test_without_documents_the_page_tells_what_it_is_for(reader: Reader) -> None:
    await visit(reader)
    await expect(reader.page.get_by_role("heading", name="Nothing to read yet")).to_be_visible()
    await expect(reader.page.get_by_text("PDF, Word, PowerPoint, Excel, CSV")).to_be_visible()
    await expect(reader.page.get_by_label("Search in documents")).to_have_count(0)
    assert await violations(reader.page) == []


async def test_the_page_is_reached_from_the_side_the_account_and_the_palette(reader: Reader) -> None:
    title = reader.page.get_by_role("heading", name="Documents", exact=True)
    await reader.page.get_by_role("link", name="Documents", exact=True).click()
    await expect(title).to_be_visible()
    await reader.page.keyboard.press("Escape")
    await reader.account("My documents")
    await expect(title).to_be_visible()
    await reader.page.get_by_role("link", name="Back to the conversation").click()
    await reader.page.keyboard.press("ControlOrMeta+k")
    await reader.page.get_by_role("combobox").fill("upload")
    await reader.page.get_by_role("option", name="Documents").click()
    await expect(title).to_be_visible()


async def test_files_become_ready_and_are_found_at_their_words(reader: Reader, tmp_path: Path) -> None:
    await given(reader, tmp_path, report__pdf=report(), fables__md=FABLES)
    await expect(row(reader, "report.pdf")).to_contain_text("6 pages")
    await expect(reader.page.get_by_text("2 documents of at most")).to_be_visible()
    await reader.shot("documents_list")
    finds = await ask(reader, "Where did the otters sleep?")
    await expect(finds.first).to_contain_text("report.pdf")
    await expect(finds.first).to_contain_text("Page 5")
    await expect(finds.first.locator("mark").first).to_have_text("otters")
    assert await violations(reader.page) == []
    await finds.first.get_by_role("link").click()
    await expect(reader.page).to_have_url(re.compile(r"#/documents/[\w-]+\?at=\d+-\d+&page=5$"))


async def test_files_are_dropped_many_at_once(reader: Reader) -> None:
    await visit(reader)
    await reader.page.evaluate(DROP, [[f"note{n}.md", f"# Note {n}\n\nSomething of its own: {n * 7}."] for n in range(5)])
    for n in range(5):
        await becomes(reader, f"note{n}.md")


async def test_what_cannot_be_read_says_why_and_may_be_tried_again(reader: Reader, tmp_path: Path) -> None:
    await visit(reader)
    await give(reader, tmp_path, broken__pdf=BROKEN)
    await becomes(reader, "broken.pdf", "failed")
    await expect(row(reader, "broken.pdf")).to_contain_text("Not read. This file is damaged, or is not what it says it is.")
    async with reader.page.expect_response(re.compile("/reindex$")) as answer:
        await reader.page.get_by_role("button", name="Try again with “broken.pdf”").click()
    assert (await answer.value).ok
    await becomes(reader, "broken.pdf", "failed")
    assert await violations(reader.page) == []


async def test_what_is_not_taken_says_why_and_is_put_away(reader: Reader, tmp_path: Path) -> None:
    await visit(reader)
    await give(reader, tmp_path, photo__png=PICTURE, empty__txt=b"")
    await expect(row(reader, "photo.png")).to_contain_text("Not sent. This is not a file that can be read here.")
    await expect(row(reader, "empty.txt")).to_contain_text("There is nothing in this file.")
    await expect(reader.page.get_by_role("button", name=re.compile("Try again"))).to_have_count(0)
    await reader.page.get_by_role("button", name="Put “photo.png” away").click()
    await expect(row(reader, "photo.png")).to_have_count(0)


async def test_a_file_that_did_not_get_there_is_sent_again(reader: Reader, tmp_path: Path) -> None:
    await visit(reader)
    await reader.page.route("**/api/documents/", lambda route: route.abort())
    await give(reader, tmp_path, fables__md=FABLES)
    await expect(row(reader, "fables.md")).to_contain_text("Not sent. The server cannot be reached.")
    await reader.page.unroute("**/api/documents/")
    await reader.page.get_by_role("button", name="Try again with “fables.md”").click()
    await becomes(reader, "fables.md")


async def test_how_much_has_gone_is_seen_and_it_can_be_called_back(reader: Reader, tmp_path: Path) -> None:
    await visit(reader)
    await reader.page.evaluate(HOLD)
    await give(reader, tmp_path, slow__md=FABLES, kept__md="Kept.")
    await expect(row(reader, "slow.md")).to_contain_text("Sending, 40%")
    await reader.shot("documents_sending")
    await reader.page.get_by_role("button", name="Cancel “slow.md”").click()
    await expect(row(reader, "slow.md")).to_have_count(0)
    await reader.page.evaluate("() => window.sent.at(-1)()")
    await becomes(reader, "kept.md")
    await reader.page.reload()
    await becomes(reader, "kept.md")
    await expect(row(reader, "slow.md")).to_have_count(0)


async def test_reading_is_cancelled_and_done_after_all(reader: Reader, tmp_path: Path) -> None:
    await visit(reader)
    long = "\n\n".join(f"Chapter {n}. The otter number {n} went to the river {n * 3} times." for n in range(6000))
    await give(reader, tmp_path, long__md=long)
    await reader.page.get_by_role("button", name="Cancel “long.md”").click(timeout=READ)
    await becomes(reader, "long.md", "failed")
    await expect(row(reader, "long.md")).to_contain_text("You have stopped it.")
    await reader.page.get_by_role("button", name="Options of “long.md”").click()
    await expect(row(reader, "long.md").get_by_text("Read anew")).to_be_visible()


async def test_a_deleted_document_is_found_no_more(reader: Reader, tmp_path: Path) -> None:
    await given(reader, tmp_path, fables__md=FABLES, villes__csv=SHEET)
    await reader.page.get_by_role("button", name="Options of “fables.md”").click()
    await row(reader, "fables.md").get_by_role("button", name="Delete").click()
    asked = reader.page.get_by_role("dialog")
    await expect(asked).to_contain_text("It will not be found by any search nor used in any answer any more.")
    await asked.get_by_role("button", name="Delete").click()
    await expect(row(reader, "fables.md")).to_have_count(0)
    await expect(reader.page.get_by_text("1 document of at most")).to_be_visible()
    await reader.page.get_by_label("Search in documents").fill("renard cigogne")
    await expect(reader.page.locator(".documents [role=status]").first).not_to_have_text("Searching…", timeout=SECONDS)
    await expect(reader.page.locator(".documents ol > li").filter(has_text="fables.md")).to_have_count(0)


def said_by(path: Path) -> str:
    return path.read_text("utf-8")


async def test_a_document_is_taken_away_as_it_was_given(reader: Reader, tmp_path: Path) -> None:
    await given(reader, tmp_path, villes__csv=SHEET)
    await reader.page.get_by_role("button", name="Options of “villes.csv”").click()
    async with reader.page.expect_download() as download:
        await reader.page.get_by_role("link", name="Download").click()
    taken = await download.value
    assert taken.suggested_filename == "villes.csv"
    assert said_by(Path(await taken.path())) == SHEET


async def test_a_reload_in_the_middle_loses_nothing(reader: Reader, tmp_path: Path) -> None:
    await visit(reader)
    await give(reader, tmp_path, report__pdf=report(40), fables__md=FABLES)
    await expect(reader.page.locator(".papers > li:not([data-status=sending])")).to_have_count(2)
    await reader.page.reload()
    await becomes(reader, "report.pdf")
    await becomes(reader, "fables.md")


async def test_another_tab_sees_what_comes_and_goes(reader: Reader, site: Site, tmp_path: Path) -> None:
    await visit(reader)
    async with tab(reader.page.context, site, reader.email) as other:
        await visit(other)
        await give(reader, tmp_path, fables__md=FABLES)
        await becomes(other, "fables.md")
        await other.page.get_by_role("button", name="Options of “fables.md”").click()
        await row(other, "fables.md").get_by_role("button", name="Delete").click()
        await other.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        await expect(row(reader, "fables.md")).to_have_count(0)


async def test_what_came_to_its_end_is_told_aloud(reader: Reader, tmp_path: Path) -> None:
    await visit(reader)
    await give(reader, tmp_path, fables__md=FABLES)
    await expect(reader.page.get_by_role("status").filter(has_text="“fables.md” is ready.")).to_have_count(1, timeout=READ)


async def slowly(route: Route) -> None:
    """Answer the first question only after the second."""
    answer = await route.fetch()
    await asyncio.sleep(1.5 if "renard" in route.request.url else 0)
    await route.fulfill(response=answer)


async def test_an_answer_that_comes_too_late_is_dropped(reader: Reader, tmp_path: Path) -> None:
    await given(reader, tmp_path, fables__md=FABLES, villes__csv=SHEET)
    await reader.page.route("**/api/documents/search**", slowly)
    field = reader.page.get_by_label("Search in documents")
    async with reader.page.expect_request(re.compile("search.*renard")):
        await field.fill("renard")
    await field.fill("Strasbourg Rhin")
    finds = reader.page.locator(".documents ol > li")
    await expect(finds.first).to_contain_text("villes.csv")
    await reader.page.wait_for_timeout(2_000)
    await expect(finds.first).to_contain_text("villes.csv")
    await reader.page.unroute_all(behavior="wait")


async def test_on_a_phone_in_french_everything_has_its_place(browser: Browser, site: Site, tmp_path: Path) -> None:
    async with reading(browser, site, locale="fr-FR", color_scheme="dark", **PHONE) as reader:
        await visit(reader)
        await give(reader, tmp_path, report__pdf=report(), broken__pdf=BROKEN)
        await becomes(reader, "report.pdf")
        await becomes(reader, "broken.pdf", "failed")
        await expect(row(reader, "broken.pdf")).to_contain_text("Pas lu. Ce fichier est abîmé")
        assert await reader.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert await violations(reader.page) == []
        await reader.shot("documents_phone")
        finds = await ask(reader, "otters lamp")
        await expect(reader.page.get_by_text(re.compile("passages? trouvés?"))).to_be_visible()
        await finds.first.get_by_role("link").click()
        await expect(reader.page.locator(".box").first).to_be_in_viewport(timeout=READ)
