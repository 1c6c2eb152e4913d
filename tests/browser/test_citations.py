"""Documents in the conversation, in the page: citations open the words, sources are listed, the drawer says why."""

import asyncio
import re

import pytest
import pytest_asyncio
from accessible import violations
from playwright.async_api import Locator, expect
from reader import Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")
OTTERS = """# The river otter

The river otter sleeps eleven hours a day and eats a fifth of its weight in fish every evening.

# The beaver

A beaver fells two hundred aspens in a year, and mends its dam at night.
"""
ASKED = "How long does the river otter sleep? echo It sleeps eleven hours [1]; neither `a[1]` nor [1](https://e.example) nor [9] cites."
HALVES = """() => {
  window.halves = []
  const look = () => {
    const text = document.querySelector('article.neo .prose')?.textContent ?? ''
    if (/\\[\\d*$/.test(text)) window.halves.push(text)
  }
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def otters(reader: Reader) -> str:
    """The name of a document of theirs that is read."""
    return await brought(reader, "otters.md", OTTERS)


async def brought(reader: Reader, name: str, text: str) -> str:
    file = {"name": name, "mimeType": "text/markdown", "buffer": text.encode()}
    origin = {"Origin": reader.site.base}
    answer = await reader.page.request.post(f"{reader.site.base}/api/documents/", multipart={"file": file}, headers=origin)
    document = await answer.json()
    async with asyncio.timeout(60):
        while document["status"] != "ready":
            await asyncio.sleep(0.2)
            document = await (await reader.page.request.get(f"{reader.site.base}/api/documents/{document['id']}")).json()
    return name


async def answered(reader: Reader) -> Locator:
    """A reply that cites."""
    await reader.write(ASKED, "Neo")
    await reader.done("Neo", "eleven hours")
    return reader.reply("Neo")


async def section(reader: Reader, name: str) -> Locator:
    """A section of the drawer, which is opened."""
    await reader.page.get_by_role("button", name="What this thread is made of").click()
    return reader.page.get_by_role("complementary", name="What this thread is made of").get_by_role("region", name=name, exact=True)


def viewer(reader: Reader, name: str) -> Locator:
    return reader.page.get_by_role("article", name=f"Document “{name}”", exact=True)


async def test_a_citation_opens_the_document_at_its_words(reader: Reader, otters: str) -> None:
    reply = await answered(reader)
    citation = reply.get_by_role("link", name="Source 1: otters.md").first
    await expect(citation).to_have_text("[1]")
    await citation.click()
    shown = viewer(reader, otters)
    await expect(shown).to_contain_text("A beaver fells two hundred aspens")
    await expect(shown.locator("mark").filter(has_text="eleven hours")).to_be_visible()
    await expect(reply).to_be_visible()
    await reader.shot("citation")


async def test_a_citation_is_reached_by_the_keyboard(reader: Reader, otters: str) -> None:
    reply = await answered(reader)
    await reply.get_by_role("link", name="Source 1: otters.md").first.press("Enter")
    await expect(viewer(reader, otters)).to_be_visible()


async def test_code_links_and_unknown_numbers_are_no_citations(reader: Reader, otters: str) -> None:
    reply = await answered(reader)
    prose = reply.locator(".prose")
    await expect(prose.locator("a.cite")).to_have_count(1)
    await expect(prose.locator("code")).to_have_text("a[1]")
    await expect(prose.locator("a[href^='https://e.example']")).to_have_text("1")
    await expect(prose).to_contain_text("nor [9] cites")


async def test_what_is_selected_keeps_the_number_in_brackets(reader: Reader, otters: str) -> None:
    reply = await answered(reader)
    await expect(reply.locator("a.cite")).to_be_visible()
    copied = await reply.locator(".prose").evaluate("(all) => (getSelection().selectAllChildren(all), String(getSelection()))")
    assert "eleven hours [1]; neither" in copied


async def test_the_sources_are_listed_under_the_reply(reader: Reader, otters: str) -> None:
    reply = await answered(reader)
    sources = reply.get_by_role("list", name="Sources")
    await expect(sources.get_by_role("listitem")).to_have_count(1)
    await sources.get_by_role("link", name="otters.md").click()
    await expect(viewer(reader, otters)).to_contain_text("eleven hours")


async def test_a_number_that_comes_in_halves_is_never_seen_as_one(reader: Reader, otters: str) -> None:
    await reader.page.evaluate(HALVES)
    text = " ".join(f"w{n} and so on [1]" for n in range(12))
    await reader.write(f"How long does the river otter sleep? echo every 60 {text}.", "Neo")
    await reader.done("Neo", "w11")
    assert await reader.page.evaluate("window.halves") == []
    await expect(reader.reply("Neo").locator("a.cite")).to_have_count(12)


async def test_the_drawer_says_which_passages_were_given_and_why(reader: Reader, otters: str) -> None:
    await answered(reader)
    context = await section(reader, "Context")
    await expect(context.get_by_role("listitem").first).to_contain_text("otters.md")
    await expect(context).to_contain_text(re.compile(r"Meaning 0\.\d+ · words 0\.\d+ · letters 0\.\d+"))
    await expect(context).to_contain_text("tokens")
    assert await violations(reader.page) == []
    await reader.shot("citation-drawer")


async def test_a_conversation_is_given_a_document_and_loses_it_again(reader: Reader, otters: str) -> None:
    await answered(reader)
    documents = await section(reader, "Documents of this conversation")
    await documents.get_by_role("button", name="Add a document").click()
    await documents.get_by_label("Add a document").select_option(label=otters)
    await expect(documents).to_contain_text("Answers draw on these only")
    await expect(documents.get_by_role("button", name="Open “otters.md”")).to_be_visible()
    await documents.get_by_role("button", name="Remove “otters.md” from this conversation").click()
    await expect(documents).to_contain_text("Answers draw on all your documents")
