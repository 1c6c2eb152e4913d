"""What comes in: at most so many bytes, within so much time, and text that can be kept everywhere."""

import asyncio
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json
from starlette.types import Receive

from ..domain.problems import Invalid, TooLarge
from .problems import NotJson, TooSlow

NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
HALVES = ("hex escape", "unicode code point")
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much may be sent, and how long it may take."""

    bytes: int
    seconds: float


STRANGER = Allowance(16 * 1024, 10)
ORDINARY = Allowance(1024 * 1024, 30)
PAUSE_SECONDS = 30.0
"""How long nothing of a file may come."""
LARGE = {"/api/threads/import": Allowance(25 * 1024 * 1024, 180)}


class Gone(Exception):
    """Whoever was sending has gone away."""


def has_body(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a body is announced."""
    return headers.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in headers


async def receive_json(headers: Mapping[bytes, bytes], receive: Receive, allowance: Allowance) -> bytes:
    """The whole body, which is JSON. Raises Invalid, TooLarge, NotJson, TooSlow; Gone."""
    if headers.get(b"content-type", b"").split(b";")[0].strip().lower() != JSON.encode():
        raise NotJson("Send JSON, with the content type application/json.")
    if int(headers.get(b"content-length", b"0")) > allowance.bytes:
        raise too_large(allowance)
    try:
        async with asyncio.timeout(allowance.seconds):
            body = await collect(receive, allowance)
    except TimeoutError:
        raise TooSlow("The body did not arrive in time.") from None
    check(body)
    return body


async def collect(receive: Receive, allowance: Allowance) -> bytes:
    """All the bytes, counted as they come: what was announced need not be true."""
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        size += len(message.get("body", b""))
        if size > allowance.bytes:
            raise too_large(allowance)
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def counted(headers: Mapping[bytes, bytes], receive: Receive, allowance: Allowance) -> Receive:
    """Passes a body on as it comes. Raises TooLarge, as what it gives does when more comes than was said, or TooSlow when nothing does."""
    if int(headers.get(b"content-length", b"0")) > allowance.bytes:
        raise too_large(allowance)
    size = 0

    async def give() -> MutableMapping[str, Any]:
        nonlocal size
        try:
            async with asyncio.timeout(allowance.seconds):
                message = await receive()
        except TimeoutError:
            raise TooSlow("The body did not arrive in time.") from None
        size += len(message.get("body", b""))
        if size > allowance.bytes:
            raise too_large(allowance)
        return message

    return give


def too_large(allowance: Allowance) -> TooLarge:
    """The problem of who sends more."""
    return TooLarge(f"At most {allowance.bytes // 1024} KiB can be sent here.", details={"limit": allowance.bytes})


def check(body: bytes) -> None:
    """Raises Invalid for what is not JSON, nests too deeply, or holds text that cannot be kept."""
    try:
        from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise meaning_of(str(error)) from None
    if b"u0000" in body and NUL.search(body):
        raise bad_text()


def meaning_of(said: str) -> Invalid:
    """What the parser found, in words that a person can act on."""
    if said.startswith("recursion limit"):
        return Invalid("This JSON nests too deeply.", "json_too_deep")
    if any(half in said for half in HALVES):
        return bad_text()
    return Invalid("The body must be JSON; NaN and Infinity are not.", "bad_json")


def bad_text() -> Invalid:
    """The problem of text that some place could not keep."""
    return Invalid("Text cannot contain NUL or half of a surrogate pair.", "bad_text")


def clean(text: str) -> str:
    """The text, if it can be kept everywhere. Raises Invalid."""
    if "\x00" in text or (not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text)):
        raise bad_text()
    return text


def again(body: bytes, receive: Receive) -> Receive:
    """Gives the body once more, then whatever comes after it."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def give() -> dict[str, object]:
        return waiting.pop() if waiting else dict(await receive())

    return give
