"""What is sent to the product: how much of it, how fast, and what it may hold."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from house import House, Person

from emergence.domain.problems import Invalid
from emergence.web.bodies import Allowance, clean, receive_json
from emergence.web.problems import TooSlow

JSON = {"Content-Type": "application/json"}
MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "bad_json"),
        (b"\x00", "bad_json"),
        (b"\xff\xfe", "bad_json"),
        (b'{"title": NaN}', "bad_json"),
        (b'{"title": -Infinity}', "bad_json"),
        (b'{"title": "\x00"}', "bad_json"),
        (b'{"title": "\xff"}', "bad_text"),
        (b'{"title": "\\ud800"}', "bad_text"),
        (b'{"title": "\\udc00x"}', "bad_text"),
        (b'{"title": "\xed\xa0\x80"}', "bad_text"),
        (b'{"title": "a\\u0000b"}', "bad_text"),
        (b'{"title": "\\\\\\u0000"}', "bad_text"),
        (b"[" * 5000 + b"]" * 5000, "json_too_deep"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "json_too_deep"),
        (b"1" * 5000, "bad_json"),
        (b'{"title": 3}', "invalid"),
        (b"", "invalid"),
    ],
)
async def test_a_body_that_cannot_be_kept_is_refused_with_a_clear_code(person: Person, body: bytes, code: str) -> None:
    status, problem = await person.ask("POST", "/api/threads/", data=body, headers=JSON)
    assert (status, problem["code"]) == (422, code)
    assert (await person.ask("GET", "/api/threads/"))[1]["items"] == []


@pytest.mark.parametrize("title", ["\\u0000", "😀 \U0001f469\u200d\U0001f680", "\u202egnirts", "e\u0301"])
async def test_unusual_text_comes_back_as_it_was(person: Person, title: str) -> None:
    status, thread = await person.ask("POST", "/api/threads/", json={"title": title})
    assert (status, thread["title"]) == (201, title)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json", ""])
async def test_json_that_is_called_otherwise_is_refused(person: Person, kind: str) -> None:
    status, problem = await person.ask("POST", "/api/threads/", data=b"{}", headers={"Content-Type": kind})
    assert (status, problem["code"]) == (415, "not_json")


async def test_json_with_a_charset_is_json(person: Person) -> None:
    status, _ = await person.ask("POST", "/api/threads/", data=b"{}", headers={"Content-Type": "Application/JSON; charset=utf-8"})
    assert status == 201


async def test_more_than_a_mebibyte_is_refused_when_it_is_announced(person: Person) -> None:
    status, problem = await person.ask("POST", "/api/threads/", data=io.BytesIO(b" " * MIB + b"{}"), headers=JSON)
    assert (status, problem["code"], problem["details"]) == (413, "too_large", {"limit": MIB})


async def test_more_than_a_mebibyte_is_refused_when_it_is_not_announced(person: Person) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 64 * 1024

    status, problem = await person.ask("POST", "/api/threads/", data=pieces(), headers=JSON)
    assert (status, problem["code"]) == (413, "too_large")


async def test_an_import_may_be_larger(person: Person) -> None:
    messages = [{"role": "user", "content": "x" * 50_000} for _ in range(60)]
    body = io.BytesIO(json.dumps({"threads": [{"title": "Gros", "messages": messages}]}).encode())
    status, _ = await person.ask("POST", "/api/threads/import", data=body, headers=JSON)
    assert status == 201


async def test_a_stranger_may_send_little(house: House) -> None:
    async with house.http.post(f"{house.base}/api/auth/login", data=b" " * 17_000 + b"{}", headers=JSON) as response:
        assert response.status == 413


@pytest.mark.parametrize("announced", ["Content-Length: 157286400", "Transfer-Encoding: chunked"])
async def test_the_body_of_a_stranger_is_not_read(house: House, announced: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    head = f"POST /api/threads/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{announced}\r\n\r\n"
    writer.write(head.encode())
    answer = await reader.readuntil(b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 401")
    assert b"connection: close" in answer.lower()
    await asyncio.wait_for(reader.read(), 5)
    writer.close()


async def test_a_hundred_and_fifty_mebibytes_of_a_stranger_stay_outside(house: House) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", house.port)
    writer.write(
        b"POST /api/threads/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 157286400\r\n\r\n"
    )
    taken = [size async for size in poured(writer, 150)]
    assert sum(taken) < 20 * MIB


async def poured(writer: asyncio.StreamWriter, mebibytes: int) -> AsyncIterator[int]:
    """Send so much; yields what was taken, until it is not taken any more."""
    with suppress(OSError):
        for _ in range(mebibytes):
            writer.write(bytes(MIB))
            await asyncio.wait_for(writer.drain(), 5)
            yield MIB
    writer.transport.abort()


async def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    headers = {b"content-type": b"application/json", b"content-length": b"9"}
    with pytest.raises(TooSlow):
        await receive_json(headers, asyncio.Event().wait, Allowance(10, 0.01))  # type: ignore[arg-type]


async def test_an_error_never_repeats_what_was_sent(house: House) -> None:
    body = {"email": ["hunter2SECRET"], "password": {"hunter2SECRET": 1}, "hunter2SECRET": "hunter2SECRET", "mode": "hunter2SECRET"}
    async with house.http.post(f"{house.base}/api/auth/login", json=body) as response:
        assert response.status == 422
        assert "hunter2SECRET" not in await response.text()


@pytest.mark.parametrize("path", ["/api/threads/search?q=a%00b", "/api/threads/a%00b", "/api/threads/?cursor=%00"])
async def test_nul_in_an_address_is_refused(person: Person, path: str) -> None:
    status, problem = await person.ask("GET", path)
    assert (status, problem["code"]) == (422, "bad_text")


@pytest.mark.parametrize("text", ["a\x00b", json.loads('"\\ud800"'), json.loads('"x\\udfff"')])
def test_text_from_elsewhere_is_looked_at_as_well(text: str) -> None:
    assert clean("é😀") == "é😀"
    with pytest.raises(Invalid):
        clean(text)
