"""kill -9 while documents are read: none is lost, doubled or stuck, and nothing is orphaned."""

import asyncio
import os
import random
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
from house import PASSWORD
from reading import form, until
from test_kill import EMAIL, Product, signed_in

ROUNDS = int(os.environ.get("DOCUMENT_KILLS", "5"))
PASSAGES = 12


def paper(n: int) -> bytes:
    """A text of some passages that no other one has."""
    return "\n\n".join(
        f"Texte {n}, paragraphe {place} : " + f"mot{n}x{place} des mots et des mots. " * 20 for place in range(PASSAGES)
    ).encode()


class Reader:
    """Uploads documents over and over, and again what was not acknowledged."""

    def __init__(self, product: Product, token: str) -> None:
        self._product, self._headers = product, {"Authorization": f"Bearer {token}"}
        self.sent, self.kept = 0, dict[int, str]()
        self.deleted = set[str]()

    async def ask(self, http: aiohttp.ClientSession, method: str, path: str, **more: Any) -> Any:
        headers = self._headers | more.pop("headers", {})
        async with http.request(method, self._product.base + path, headers=headers, **more) as response:
            assert response.status < 300, await response.text()
            return await response.json() if response.status != 204 else None

    async def upload(self, http: aiohttp.ClientSession) -> None:
        """Until the product dies."""
        with suppress(aiohttp.ClientError, ConnectionError):
            for n in set(range(self.sent)) - set(self.kept):
                await self._put(http, n)
            for _ in range(2):
                self.sent += 1
                await self._put(http, self.sent - 1)
            await self._delete(http)

    async def _put(self, http: aiohttp.ClientSession, n: int) -> None:
        self.kept[n] = (await self.ask(http, "POST", "/api/documents/", **form((f"{n}.txt", paper(n)))))["id"]

    async def _delete(self, http: aiohttp.ClientSession) -> None:
        one = random.choice(sorted(set(self.kept.values()) - self.deleted))
        self.deleted.add(one)
        await self.ask(http, "DELETE", f"/api/documents/{one}")

    async def settled(self, http: aiohttp.ClientSession) -> list[dict[str, Any]]:
        """All documents, when none is pending any more."""

        async def none_is_pending() -> bool:
            return not (await self.ask(http, "GET", "/api/documents/status"))["pending"]

        await until(none_is_pending, 240)
        return list((await self.ask(http, "GET", "/api/documents/?limit=200"))["items"])


async def test_after_many_kills_every_document_is_there_once_and_nothing_is_orphaned(tmp_path: Path) -> None:
    product = Product(tmp_path, "http://127.0.0.1:9/v1")
    await product.run("user", "add", EMAIL, "--password-stdin", given=PASSWORD.encode())
    async with aiohttp.ClientSession() as http:
        async with product.serving(signal.SIGTERM):
            reader = Reader(product, await signed_in(product, http))
        for _ in range(ROUNDS):
            async with product.serving():
                uploading = asyncio.create_task(reader.upload(http))
                await asyncio.sleep(random.uniform(0.05, 2))
            await uploading
        async with product.serving(signal.SIGTERM):
            await reader.upload(http)
            check(reader, await reader.settled(http))
            await every_one_is_found(reader, http)
            await asyncio.sleep(1)  # what was deleted last is still being dropped
    await product.run("doctor")


def check(reader: Reader, documents: list[dict[str, Any]]) -> None:
    """Every acknowledged document is there once, whole; a deleted one is not, unless its deletion was never acknowledged."""
    by_id = {document["id"]: document for document in documents}
    names = [document["name"] for document in documents]
    assert len(set(names)) == len(names)
    assert set(reader.kept.values()) - reader.deleted <= set(by_id)
    assert {document["status"] for document in documents} == {"ready"}
    assert {document["passages"] for document in documents} == {PASSAGES}


async def every_one_is_found(reader: Reader, http: aiohttp.ClientSession) -> None:
    for n, document_id in reader.kept.items():
        if document_id not in reader.deleted:
            hits = await reader.ask(http, "GET", "/api/documents/search", params={"q": f"mot{n}x3"})
            assert (hits["items"][0]["document_id"], hits.get("degraded")) == (document_id, None)
