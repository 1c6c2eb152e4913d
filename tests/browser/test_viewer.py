"""The viewer: a document opens at the very words, as it looks or as a text, on a page of its own or beside the conversation."""

import re
from pathlib import Path

import pytest
from accessible import violations
from playwright.async_api import Browser, Locator, expect
from reader import Reader, reading
from shelves import FABLES, HOSTILE, READ, SHEET, ask, given, report, row, written
from site_of import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


async def opened(reader: Reader, name: str) -> Locator:
    await row(reader, name).get_by_role("link", name=name, exact=True).click()
    return reader.page.get_by_role("article", name=f"Document “{name}”")


async def drawn(page: Locator) -> None:
    """The picture of a page is there."""
    await expect(page.locator("img")).to_have_js_property("complete", True)
    assert await page.locator("img").evaluate("(one) => one.decode().then(() => one.naturalWidth)") >= 600


async def test_a_find_opens_a_pdf_at_the_words(reader: Reader, tmp_path: Path) -> None:
    await given(reader, tmp_path, report__pdf=report())
    await (await ask(reader, "seven otters under the lamp")).first.get_by_role("link").click()
    fifth = reader.page.locator(".sheet[data-page='5']")
    await expect(fifth.locator(".box").first).to_be_in_viewport(timeout=READ)
    await drawn(fifth)
    await expect(reader.page.get_by_label("Page", exact=True)).to_have_value("5")
    await expect(reader.page.locator(".sheet[data-page='1'] .box")).to_have_count(0)
    await reader.shot("viewer_pdf")
    assert await violations(reader.page) == []


async def test_pages_are_turned_and_drawn_as_they_come_near(reader: Reader, tmp_path: Path) -> None:
    await given(reader, tmp_path, report__pdf=report(30))
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url) if "/picture" in request.url else None)
    viewer = await opened(reader, "report.pdf")
    await drawn(reader.page.locator(".sheet[data-page='1']"))
    assert not [one for one in asked if "/pages/20/" in one]
    number = viewer.get_by_label("Page", exact=True)
    await viewer.get_by_role("button", name="Next page").click()
    await expect(number).to_have_value("2")
    await number.fill("20")
    await number.press("Enter")
    await drawn(reader.page.locator(".sheet[data-page='20']"))
    await expect(number).to_have_value("20")
    await viewer.get_by_role("button", name="Previous page").click()
    await expect(number).to_have_value("19")


async def test_a_page_keeps_its_place_whether_its_picture_is_there_or_not(reader: Reader, tmp_path: Path) -> None:
    await given(reader, tmp_path, report__pdf=report())
    viewer = await opened(reader, "report.pdf")
    first = reader.page.locator(".sheet[data-page='1']")
    await drawn(first)
    ratio = "(all) => all.map((one) => Math.round(100 * one.offsetHeight / one.offsetWidth))"
    assert set(await reader.page.locator(".sheet").evaluate_all(ratio)) == {142}
    width = await first.evaluate("(one) => one.offsetWidth")
    await viewer.get_by_role("button", name="Larger").click()
    await expect(viewer.get_by_text("125%")).to_be_visible()
    assert await first.evaluate("(one) => one.offsetWidth") > width


async def test_a_find_opens_a_text_at_the_words_whatever_stands_before(reader: Reader, tmp_path: Path) -> None:
    before = "\n\n".join(f"🦊 Paragraph {n} of what is of no interest here." for n in range(300))
    await given(reader, tmp_path, long__md=f"{before}\n\n# Otters 🦦\n\nSeven otters slept under the old lamp.\n")
    await (await ask(reader, "where did the otters sleep")).first.get_by_role("link").click()
    marked = reader.page.locator(".text mark")
    await expect(marked.filter(has_text="Seven otters slept under the old lamp.")).to_be_in_viewport(timeout=READ)
    await reader.page.locator(".text").evaluate("(one) => one.scrollTo(0, 0)")
    await reader.page.get_by_role("button", name="To the words").click()
    await expect(marked.first).to_be_in_viewport()


async def test_the_marked_words_are_those_of_the_address(reader: Reader, tmp_path: Path) -> None:
    await given(reader, tmp_path, fables__md=FABLES)
    await opened(reader, "fables.md")
    start, said = FABLES.index("Cigogne 🦊"), "Cigogne 🦊. Le régal"
    await reader.page.goto(f"{reader.page.url}?at={start}-{start + len(said)}")
    await expect(reader.page.locator(".text mark")).to_have_text(said)
    await expect(reader.page.get_by_role("heading", name="Le renard et la cigogne")).to_be_visible()


async def test_a_text_is_walked_through_by_its_outline(reader: Reader, tmp_path: Path) -> None:
    chapters = "\n\n".join(f"# Chapter {n}\n\n" + "Words and more words. " * 60 for n in range(1, 12))
    await given(reader, tmp_path, book__md=chapters)
    viewer = await opened(reader, "book.md")
    await viewer.get_by_role("button", name="Outline").click()
    await viewer.get_by_role("button", name="Chapter 9").click()
    await expect(viewer.get_by_role("heading", name="Chapter 9")).to_be_in_viewport()


async def test_rows_are_shown_as_a_table(reader: Reader, tmp_path: Path) -> None:
    await given(reader, tmp_path, villes__csv=SHEET)
    viewer = await opened(reader, "villes.csv")
    await expect(viewer.get_by_role("row")).to_have_count(4)
    await expect(viewer.get_by_role("row").nth(1).get_by_role("cell")).to_have_text(["Lyon", "520774", "Rhône"])
    assert await violations(reader.page) == []


async def test_what_a_document_says_stays_text(reader: Reader, tmp_path: Path) -> None:
    await given(reader, tmp_path, hostile__md=HOSTILE)
    viewer = await opened(reader, "hostile.md")
    await expect(viewer.locator(".text")).to_contain_text("<script>alert(2)</script> [a](javascript:alert(3)) <b>bold</b>")
    await expect(viewer.locator(".text").locator("img, script, a, b")).to_have_count(0)


async def test_a_pdf_is_read_as_text_too(reader: Reader, tmp_path: Path) -> None:
    await given(reader, tmp_path, report__pdf=report())
    await (await ask(reader, "seven otters under the lamp")).first.get_by_role("link").click()
    await reader.page.get_by_role("button", name="As text").click()
    await expect(reader.page.locator(".text mark").first).to_contain_text("otters", timeout=READ)
    await expect(reader.page.get_by_text("Page 5", exact=True)).to_be_visible()
    await reader.page.get_by_role("button", name="As pages").click()
    await expect(reader.page.locator(".box").first).to_be_in_viewport(timeout=READ)


async def test_a_document_that_is_not_there_says_so(reader: Reader) -> None:
    await reader.page.goto(f"{reader.site.base}/#/documents/nowhere")
    await expect(reader.page.get_by_text("This document is not there: it was deleted, or the address is wrong.")).to_be_visible()
    await reader.page.keyboard.press("Escape")
    await expect(reader.page).to_have_url(re.compile("#/documents$"))


async def attached(reader: Reader, path: Path) -> Locator:
    """Give a file with the message that is being written; answers its chip when it is ready."""
    written(path, report())
    async with reader.page.expect_file_chooser() as chooser:
        await reader.page.get_by_role("button", name=re.compile("Attach files|Joindre des fichiers")).click()
    await (await chooser.value).set_files(path)
    chip = reader.page.locator(".composer li").filter(has_text=path.name)
    await expect(chip.get_by_role("button", name=path.name, exact=True)).to_be_visible(timeout=READ)
    return chip


async def test_beside_the_conversation_one_writes_on(reader: Reader, tmp_path: Path) -> None:
    chip = await attached(reader, tmp_path / "report.pdf")
    await chip.get_by_role("button", name="report.pdf", exact=True).click()
    viewer = reader.page.get_by_role("article", name="Document “report.pdf”")
    await drawn(viewer.locator(".sheet[data-page='1']"))
    await reader.write("echo read", "Neo")
    await reader.done("Neo", "read")
    await expect(viewer).to_be_visible()
    await reader.shot("viewer_beside")
    assert await violations(reader.page) == []
    await viewer.get_by_role("button", name="Close the document").click()
    await expect(viewer).to_have_count(0)


async def test_from_beside_it_goes_to_a_page_of_its_own(reader: Reader, tmp_path: Path) -> None:
    chip = await attached(reader, tmp_path / "report.pdf")
    await chip.get_by_role("button", name="report.pdf", exact=True).click()
    await reader.page.get_by_role("button", name="Open on a page of its own").click()
    await expect(reader.page).to_have_url(re.compile(r"#/documents/[\w-]+$"))
    await expect(reader.page.locator(".sheet[data-page='1'] img")).to_be_visible()


async def test_on_a_phone_it_lies_over_the_conversation(browser: Browser, site: Site, tmp_path: Path) -> None:
    async with reading(browser, site, locale="fr-FR", color_scheme="dark", **PHONE) as reader:
        await reader.page.goto(site.base)
        chip = await attached(reader, tmp_path / "report.pdf")
        opener = chip.get_by_role("button", name="report.pdf", exact=True)
        await opener.click()
        viewer = reader.page.get_by_role("article", name="Document « report.pdf »")
        await drawn(viewer.locator(".sheet[data-page='1']"))
        assert await reader.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert await violations(reader.page) == []
        await reader.shot("viewer_phone")
        await reader.page.keyboard.press("Escape")
        await expect(viewer).to_have_count(0)
        await expect(opener).to_be_focused()
