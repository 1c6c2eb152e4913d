"""A hundred thousand crafted signs wherever text comes in: a real process answers, and answers others meanwhile."""

import asyncio
import json
from pathlib import Path
from typing import Any

from aloud import Aloud, aloud
from websockets.asyncio.client import connect

EMAIL, PASSWORD = "ada@example.org", "correct magenta horse 71"
MANY = 100_000
CRAFTED = {
    "one letter": "a" * MANY,
    "letters and an end that does not fit": "a" * (MANY - 1) + "!",
    "almost an e-mail": "a." * (MANY // 2) + "@",
    "an e-mail of many domains": "a@" + "a-" * (MANY // 2) + ".",
    "spaces": " " * (MANY - 1) + "x",
    "line ends": "\r\n" * (MANY // 2),
    "open brackets": "([{<" * (MANY // 4),
    "stars": "*_~`" * (MANY // 4),
    "links": "[a](" * (MANY // 4),
    "backslashes": "\\" * MANY,
    "quotes": "\"'" * (MANY // 2),
    "dashes and digits": "9-" * (MANY // 2),
    "combining": "e" + "\u0301" * (MANY - 1),
    "joined": "\U0001f469\u200d" * (MANY // 2),
    "slashes": "../" * (MANY // 3),
    "words of one sign": "a " * (MANY // 2),
}
HEADERS = ("User-Agent", "Accept-Language", "X-Forwarded-For", "Cookie", "Authorization", "Origin", "If-None-Match")


def bodies(text: str) -> dict[str, Any]:
    """What can be sent where, with the text in every place."""
    message = {"role": "user", "content": text, "speaker": text[:200]}
    return {
        "/api/threads/": {"title": text},
        "/api/threads/import": {"threads": [{"title": text[:400], "messages": [message]}, {"title": "x", "messages": [message]}]},
        "/api/auth/keys": {"name": text, "scope": "read"},
        "/api/auth/change-password": {"current_password": text, "new_password": text[:1000]},
        "/api/auth/two-factor/confirm": {"code": text},
        "/api/auth/admin/allowlist": {"email": text[:320]},
        "/api/auth/admin/sessions/revoke": {"email": text, "session_id": text},
        "/api/auth/login": {"email": text[:320], "password": text[:1000]},
        "/api/auth/enter": {"secret": text[:100], "email": text[:320], "password": text[:1000]},
        "/api/auth/reset-password": {"secret": text[:200], "password": text[:1000], "code": text[:40]},
        "/api/auth/request-password-reset": {"email": text[:320]},
    }


async def first_admin(product: Aloud) -> str:
    enter = {"secret": product.secret, "email": EMAIL, "password": PASSWORD, "mode": "bearer"}
    return str((await product.ask("POST", "/api/auth/enter", json=enter))[1]["token"])


async def storm(product: Aloud, token: str, text: str) -> list[int]:
    """Everything at once; the statuses."""
    posted = [product.ask("POST", path, token, json=body) for path, body in bodies(text).items()]
    short = text[:400]
    looked = [
        product.ask("GET", path, token, params={name: short})
        for path, name in (
            ("/api/threads/search", "q"),
            ("/api/threads/", "cursor"),
            ("/api/auth/admin/audit", "who"),
            ("/api/auth/admin/audit", "since"),
        )
    ]
    lines = short.encode("ascii", "replace").decode().replace("\r", " ").replace("\n", " ") * 20
    headed = [product.ask("GET", "/api/threads/", "", headers={name: lines.strip() or "x"}) for name in HEADERS]
    return [status for status, _ in await asyncio.gather(*posted, *looked, *headed)]


async def said_live(product: Aloud, token: str, text: str) -> str:
    """The type of what a live session says to a frame of that text."""
    address = f"ws://127.0.0.1:{product.port}/ws/tab"
    async with connect(address, subprotocols=["emergence.v1", f"bearer.{token}"]) as live:  # type: ignore[list-item]
        await live.recv()
        await live.send(json.dumps(dict.fromkeys(("type", "ref", "text"), text[:5000]), ensure_ascii=False))
        return str(json.loads(await live.recv())["type"])


async def test_crafted_texts_hold_nobody_up(tmp_path: Path) -> None:
    async with aloud(tmp_path) as product:
        token = await first_admin(product)
        for text in CRAFTED.values():
            async with asyncio.timeout(60):
                asked = asyncio.gather(storm(product, token, text), said_live(product, token, text))
                others = [await product.ask("GET", "/health") for _ in range(5)]
                statuses, live = await asked
            assert (max(statuses) < 500, live, {status for status, _ in others}) == (True, "failed", {200})
        assert "unexpected" not in product.log


async def test_what_was_brought_in_is_taken_away_and_found_again(tmp_path: Path) -> None:
    async with aloud(tmp_path) as product:
        token = await first_admin(product)
        threads = [{"title": text[:2000], "messages": [{"role": "user", "content": text}]} for text in CRAFTED.values()]
        assert (await product.ask("POST", "/api/threads/import", token, json={"threads": threads}))[0] == 201
        async with asyncio.timeout(60):
            taken = [await product.ask("GET", f"/api/threads/export?format={kind}", token) for kind in ("json", "md")]
            found = await product.ask("GET", "/api/threads/search?q=a", token)
        assert [status for status, _ in (*taken, found)] == [200, 200, 200]
