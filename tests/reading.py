"""A person who has documents read: uploads, waits, searches."""

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from house import House, Person

from emergence.worker import working

FOX = """# Le renard et la cigogne

Compère le Renard se mit un jour en frais, et retint à dîner commère la Cigogne. Le régal fut petit et sans beaucoup d’apprêts.

# The tortoise

Slow and steady wins the race, said the tortoise to the hare, who was sleeping under a chestnut tree at noon.
"""


@asynccontextmanager
async def at_work(house: House) -> AsyncIterator[House]:
    """While inside, the product does its jobs."""
    async with working(house.services):
        yield house


def form(*files: tuple[str, bytes], field: str = "file") -> dict[str, Any]:
    """A request with files as a browser sends them."""
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode() + content + b"\r\n"
        for name, content in files
    ]
    return {"data": io.BytesIO(b"".join(parts) + b"--edge--\r\n"), "headers": {"Content-Type": "multipart/form-data; boundary=edge"}}


async def put(person: Person, name: str, content: str | bytes) -> tuple[int, Any]:
    """Upload a file; status and answer."""
    given = content.encode() if isinstance(content, str) else content
    return await person.ask("POST", "/api/documents/", **form((name, given)))


async def settled(person: Person, document_id: str, seconds: float = 60) -> dict[str, Any]:
    """The document when it is ready or has failed."""
    async with asyncio.timeout(seconds):
        while True:
            _, document = await person.ask("GET", f"/api/documents/{document_id}")
            if document["status"] in {"ready", "failed"}:
                return dict(document)
            await asyncio.sleep(0.05)


async def read(person: Person, name: str, content: str | bytes) -> dict[str, Any]:
    """Upload a file and wait until it is read."""
    status, document = await put(person, name, content)
    assert status == 201, document
    return await settled(person, document["id"])


async def found(person: Person, question: str, **more: Any) -> list[dict[str, Any]]:
    """What a search finds."""
    status, answer = await person.ask("GET", "/api/documents/search", params={"q": question, **more})
    assert status == 200, answer
    return list(answer["items"])


async def whole_text(person: Person, document_id: str) -> str:
    """A document's text as it was read."""
    text, cursor = "", ""
    while cursor is not None:
        _, page = await person.ask("GET", f"/api/documents/{document_id}/text?limit=2{cursor and '&cursor=' + cursor}")
        text += "".join(part["text"] for part in page["items"])
        cursor = page["next"]
    return text


async def until_gone(house: House, document_id: str) -> None:
    """Wait until nothing is left of a deleted document."""

    async def is_gone() -> bool:
        async with house.services.store.read() as look:
            return document_id not in {each.document_id for each in await look.documents.all()}

    await until(is_gone)


async def until(holds: Callable[[], Awaitable[bool]], seconds: float = 60) -> None:
    """Wait until this holds."""
    async with asyncio.timeout(seconds):
        while True:
            if await holds():
                return
            await asyncio.sleep(0.05)
