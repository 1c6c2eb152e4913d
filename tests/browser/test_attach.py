"""Files that are given with a message: chosen, dropped or pasted; and what is too long to be typed."""

from pathlib import Path

import pytest
from playwright.async_api import expect
from reader import Reader

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


async def test_a_text_file_goes_into_the_message_and_another_is_refused_in_place(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "essai.py").write_text("print('é')\n", encoding="utf-8")
    (tmp_path / "photo.png").write_bytes(PICTURE)
    await reader.box.fill("Que fait ceci ?")
    async with reader.page.expect_file_chooser() as chooser:
        await reader.page.get_by_role("button", name="Add text files").click()
    await (await chooser.value).set_files([tmp_path / "essai.py", tmp_path / "photo.png"])
    await expect(reader.box).to_have_value("Que fait ceci ?\n`essai.py`\n```py\nprint('é')\n```\n")
    await expect(reader.box).to_be_focused()
    await expect(reader.page.get_by_role("alert")).to_contain_text("“photo.png” was not added")
    await reader.shot("attached")
    await reader.box.press("a")
    await expect(reader.page.get_by_role("alert")).to_have_count(0)


async def test_files_are_dropped_anywhere_over_the_conversation(reader: Reader) -> None:
    await reader.page.evaluate(DRAG, [["a.json", '{"a": 1}'], ["b.csv", "x;y"]])
    await expect(reader.box).to_have_value('`a.json`\n```json\n{"a": 1}\n```\n\n`b.csv`\n```csv\nx;y\n```\n')
    await expect(reader.page.get_by_text("Drop text files here")).to_have_count(0)


async def test_a_file_is_pasted(reader: Reader) -> None:
    await reader.box.fill("Voici")
    await reader.box.evaluate(PASTE, "# Notes")
    await expect(reader.box).to_have_value("Voici\n`notes.md`\n```md\n# Notes\n```\n")


async def test_a_long_text_is_pasted_and_sent_whole(reader: Reader) -> None:
    long = "\n".join(f"ligne {n} de beaucoup" for n in range(1, 1500))
    await reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await reader.page.evaluate("(text) => navigator.clipboard.writeText(text)", f"{long}\necho reçu")
    await reader.choose("Neo")
    await reader.box.press("Control+v")
    await reader.box.press("Enter")
    await reader.done("Neo", "reçu")
    await expect(reader.page.get_by_role("article", name="You")).to_contain_text("ligne 1499 de beaucoup")
