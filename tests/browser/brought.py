"""A thread that is there already: messages brought in as from elsewhere, and opened."""

from collections.abc import Iterable
from typing import Any

from reader import Reader

IMPORT = """async (messages) => {
  const body = JSON.stringify({ threads: [{ title: 'Brought', messages }] })
  const how = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
  return (await (await fetch('/api/threads/import', how)).json()).items[0].id
}"""


def said(*texts: str) -> list[dict[str, Any]]:
    return [{"role": "user", "content": text} for text in texts]


def lengthy(n: int) -> list[dict[str, Any]]:
    """Messages of several lines, each with its number."""
    return said(*(f"Message {k}.\n\n" + "Une ligne de plus, assez longue.\n\n" * (k % 4) for k in range(1, n + 1)))


async def bring(reader: Reader, messages: Iterable[dict[str, Any]]) -> str:
    """Open a thread with these messages; its id."""
    made = str(await reader.page.evaluate(IMPORT, list(messages)))
    await reader.open(f"/#/t/{made}")
    await reader.talk.locator("[data-message]").first.wait_for()
    return made
