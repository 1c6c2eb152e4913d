"""Files that are given with a message: chosen, dropped or pasted, they go with it as documents; and what is too long to be typed."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Route, expect
from reader import Reader
from shelves import FABLES, READ, SHEET

pytestmark = pytest.mark.asyncio(loop_scope="session")

PICTURE = bytes([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0])
DRAG = """async (files) => {
  const dragged = new DataTransfer()
  for (const [name, text] of files) dragged.items.add(new File([text], name))
  const event = (type) => new DragEvent(type, { dataTransfer: dragged, bubbles: true, cancelable: true })
  window.dispatchEvent(event('dragenter'))
  await new Promise((done) => setTimeout(done, 300))
  document.elementFromPoint(innerWidth / 2, innerHeight / 2).dispatchEvent(event('drop'))
}"""
PASTE = """(area, text) => {
  area.focus()
  const clipboardData = new DataTransfer()
  clipboardData.items.add(new File([text], 'notes.md'))
  area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}"""
SAVED = "(text) => Object.values({ ...localStorage }).some((one) => one.includes(text))"


def chips(reader: Reader) -> Locator:
    return reader.page.get_by_role("list", name="Attached documents").get_by_role("listitem")


def chip(reader: Reader, name: str) -> Locator:
    return chips(reader).filter(has_text=name)


async def attach(reader: Reader, *paths: Path) -> None:
    async with reader.page.expect_file_chooser() as chooser:
        await reader.page.get_by_role("button", name="Attach files").click()
    await (await chooser.value).set_files(paths)


async def fables(reader: Reader, folder: Path) -> None:
    """One document goes with the message that is being written."""
    (folder / "fables.md").write_text(FABLES, encoding="utf-8")
    await attach(reader, folder / "fables.md")
    await expect(chip(reader, "fables.md")).to_contain_text("ready", timeout=READ)


async def test_a_file_goes_with_the_message_and_another_is_refused_in_place(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(PICTURE)
    await reader.box.fill("Que dit ceci ?")
    await fables(reader, tmp_path)
    await attach(reader, tmp_path / "photo.png")
    await expect(chip(reader, "photo.png")).to_contain_text("This is not a file that can be read here.")
    await expect(reader.box).to_have_value("Que dit ceci ?")
    await reader.shot("attached")
    await reader.page.get_by_role("button", name="Remove “photo.png”").click()
    await expect(chips(reader)).to_have_count(1)


async def test_the_documents_of_a_message_are_sent_with_it(reader: Reader, tmp_path: Path) -> None:
    sent: list[str] = []
    reader.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    await reader.page.reload()
    await expect(reader.box).to_be_visible()
    await fables(reader, tmp_path)
    await reader.write("echo lu", "Neo")
    await reader.done("Neo", "lu")
    assert re.search(r'"document_ids":\["[\w-]+"\]', "".join(sent))
    await expect(chips(reader)).to_have_count(0)
    await reader.write("echo encore")
    await reader.done("Neo", "encore")
    assert "".join(sent).count("document_ids") == 1


async def test_files_are_dropped_anywhere_over_the_conversation(reader: Reader) -> None:
    await reader.page.evaluate(DRAG, [["fables.md", FABLES], ["villes.csv", SHEET]])
    await expect(chips(reader)).to_have_count(2)
    for name in ("fables.md", "villes.csv"):
        await expect(chip(reader, name)).to_contain_text("ready", timeout=READ)
    await expect(reader.page.get_by_text("Drop your files here")).to_have_count(0)
    await expect(reader.box).to_have_value("")


async def test_a_file_is_pasted(reader: Reader) -> None:
    await reader.box.fill("Voici")
    await reader.box.evaluate(PASTE, "# Notes")
    await expect(chip(reader, "notes.md")).to_contain_text("ready", timeout=READ)
    await expect(reader.box).to_have_value("Voici")


async def test_documents_stay_with_the_draft_of_their_thread(reader: Reader, tmp_path: Path) -> None:
    await fables(reader, tmp_path)
    await reader.page.wait_for_function(SAVED, arg="fables.md")
    await reader.page.reload()
    await expect(chip(reader, "fables.md")).to_contain_text("ready")
    await reader.write("echo un", "Anima")
    await reader.done("Anima", "un")
    await expect(chips(reader)).to_have_count(0)
    await reader.page.get_by_role("button", name="New thread").click()
    await expect(chips(reader)).to_have_count(0)


async def never(route: Route) -> None:
    await route.abort()


async def test_nothing_is_sent_before_its_files_are_there(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "fables.md").write_text(FABLES, encoding="utf-8")
    await reader.page.evaluate("() => { XMLHttpRequest.prototype.send = () => undefined }")
    await attach(reader, tmp_path / "fables.md")
    await reader.write("echo trop tôt", "Neo")
    send = reader.page.get_by_role("button", name="Send", exact=True)
    await expect(send).to_be_disabled()
    await expect(reader.box).to_have_value("echo trop tôt")
    await reader.page.get_by_role("button", name="Remove “fables.md”").click()
    await send.click()
    await reader.done("Neo", "trop tôt")


async def test_a_file_that_did_not_get_there_does_not_keep_the_message_back(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "fables.md").write_text(FABLES, encoding="utf-8")
    await reader.page.route("**/api/documents/", never)
    await attach(reader, tmp_path / "fables.md")
    await expect(chip(reader, "fables.md")).to_contain_text("The server cannot be reached.")
    await reader.write("echo sans", "Neo")
    await reader.done("Neo", "sans")
    await expect(chips(reader)).to_have_count(0)


async def test_a_long_text_is_pasted_and_sent_whole(reader: Reader) -> None:
    long = "\n".join(f"ligne {n} de beaucoup" for n in range(1, 1500))
    await reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await reader.page.evaluate("(text) => navigator.clipboard.writeText(text)", f"{long}\necho reçu")
    await reader.choose("Neo")
    await reader.box.press("Control+v")
    await reader.box.press("Enter")
    await reader.done("Neo", "reçu")
    await expect(reader.page.get_by_role("article", name="You")).to_contain_text("ligne 1499 de beaucoup")
