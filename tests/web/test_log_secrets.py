"""What the log of a real process holds after a long day: every request, and nothing that is nobody else's business."""

import json
import logging
import sys
from pathlib import Path
from typing import Any

import pyotp
import pytest
from aloud import Aloud, aloud
from postbox import Postbox, postbox
from websockets.asyncio.client import connect

from emergence.logs import JsonLines

EMAIL, SECRET = "ada@example.org", "hunter2SECRET"
PLANTED = {
    "a password": "correct magenta horse 71",
    "a wrong password": "wrong magenta horse 72",
    "another password": "other magenta horse 73",
    "a thread's title": "magenta title 74",
    "what is said": "magenta words 75",
    "what is looked for": "magentasearch76",
    "the key of tokens": "magenta-jwt-secret-77-is-long-enough",
    "the key of a provider": "sk-magenta-78",
    "a token in an address": "magenta-token-79",
    "a made up token": "em_magenta80",
    "basic credentials": "bWFnZW50YTgx",
}
HOSTILE = '\x1b[31mred\x1b[0m\u0085\u2028\u2029\x9b31m\r\n{"level":"info"}\ud800\u202e' + "x" * 10_000


async def coming_in(product: Aloud, box: Postbox) -> dict[str, str]:
    """The first admin comes in, forgets the password, has a second factor and a key: what is secret of all that."""
    enter = {"secret": product.secret, "email": EMAIL, "password": PLANTED["a password"], "mode": "bearer"}
    _, came = await product.ask("POST", "/api/auth/enter", json=enter)
    for wrong in ("a wrong password", "what is said"):
        await product.ask("POST", "/api/auth/login", json={"email": EMAIL, "password": PLANTED[wrong]})
    await product.ask("POST", "/api/auth/request-password-reset", json={"email": EMAIL})
    reset = await box.secret()
    await product.ask("POST", "/api/auth/reset-password", json={"secret": reset, "password": PLANTED["another password"]})
    login = {"email": EMAIL, "password": PLANTED["another password"], "mode": "bearer"}
    _, again = await product.ask("POST", "/api/auth/login", json=login)
    token = again["token"]
    _, factor = await product.ask("POST", "/api/auth/two-factor/start", token, json={"password": PLANTED["another password"]})
    code = {"code": pyotp.TOTP(factor["secret"]).now()}
    _, codes = await product.ask("POST", "/api/auth/two-factor/confirm", token, json=code)
    _, key = await product.ask("POST", "/api/auth/keys", token, json={"name": "script", "scope": "chat"})
    told = {"link": product.secret, "reset": reset, "token": token, "first token": came["token"], "key": key["secret"]}
    return told | {"factor": factor["secret"], "code": codes["codes"][0]}


async def talking(product: Aloud, token: str) -> None:
    """Something is said, which no model can answer; something is looked for; and much is asked that is wrong."""
    _, thread = await product.ask("POST", "/api/threads/", token, json={"title": PLANTED["a thread's title"]})
    address = f"ws://127.0.0.1:{product.port}/ws/tab?token={PLANTED['a token in an address']}"
    async with connect(address, subprotocols=["emergence.v1", f"bearer.{token}"]) as live:  # type: ignore[list-item]
        said = {"type": "send", "ref": "r", "thread_id": thread["id"], "text": PLANTED["what is said"], "agents": ["neo"]}
        await live.send(json.dumps(said))
        while json.loads(await live.recv())["type"] != "reply.failed":
            pass
        await live.send(json.dumps({"type": PLANTED["what is said"]}))
        await live.recv()
    await product.ask("GET", f"/api/threads/search?q={PLANTED['what is looked for']}&token={PLANTED['a token in an address']}", token)
    await product.ask("GET", "/api/threads/", PLANTED["a made up token"])
    await product.ask("GET", "/api/threads/", headers={"Authorization": f"Basic {PLANTED['basic credentials']}"})
    await product.ask("POST", "/api/auth/login", json={"email": [PLANTED["a password"]], PLANTED["a password"]: 1})
    await product.ask("POST", "/api/threads/import", token, data=PLANTED["what is said"], headers={"Content-Type": "application/json"})
    await product.ask("GET", f"/api/threads/{thread['id']}/export", token)
    await product.ask("DELETE", f"/api/threads/{thread['id']}", token)


async def test_no_secret_gets_into_the_log(tmp_path: Path) -> None:
    keys = {"AUTH_JWT_SECRET": PLANTED["the key of tokens"], "OPENAI_API_KEY": PLANTED["the key of a provider"]}
    nowhere = {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "MODEL_RETRY_SECONDS": "0", "LOG_LEVEL": "debug"}
    async with postbox() as box:
        mail = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(box.port), "SMTP_FROM": "product@example.org"}
        async with aloud(tmp_path, **keys, **nowhere, **mail) as product:
            secrets = PLANTED | await coming_in(product, box)
            await talking(product, secrets["token"])
    routes = {line["path"] for line in product.lines if line["message"] == "request"}
    assert {"/api/auth/login", "/api/threads/search", "/api/threads/{thread_id}", "other"} <= routes
    assert [name for name, secret in secrets.items() if secret in product.log] == []
    assert EMAIL not in product.log


async def test_nobody_writes_lines_of_their_own(tmp_path: Path) -> None:
    long = b"x" * 10_000
    hostile = (
        b"GET /health HTTP/1.1\r\nHost: localhost\r\nUser-Agent: \x1b[31mred\x9b31m\x85" + long + b"\r\n\r\n",
        b"GET /%0d%0a%1b[31m%e2%80%a8{%22level%22:1}" + long + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /api/threads/%0a%0a HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \x1b[31m\xff" + long + b"\r\n\r\n",
        b"SHOUT" + b"T" * 40 + b" / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: \x1b[31m\r\nX-Forwarded-For: 1.2.3.4\x1b[2J\r\n\r\n",
        b"GET /\x1b[31m HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + long,
        b"GET /ws/%1b[31m%0a HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nOrigin: http://\x1b[31m\r\n\r\n",
    )
    async with aloud(tmp_path, LOG_LEVEL="debug") as product:
        for request in hostile:
            await product.raw(request)
        assert (await product.ask("GET", "/health"))[0] == 200
    assert len(product.lines) > 3
    assert [line for line in product.log.splitlines() if not line.isprintable() or len(line.encode()) > 2000] == []


def line_of(message: str, error: BaseException | None = None, **fields: Any) -> str:
    """A record as the log shows it."""
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("emergence", logging.ERROR, __file__, 1, message, None, info)
    vars(record).update(fields)
    return JsonLines().format(record)


def test_a_line_stays_one_line_that_does_nothing() -> None:
    line = line_of(HOSTILE, path=HOSTILE, method="GET")
    assert line.isprintable()
    assert len(line.encode()) < 2000
    assert json.loads(line)["message"].startswith("\x1b[31mred")


@pytest.mark.parametrize(("error", "told"), [(ValueError(SECRET), False), (ConnectionRefusedError(111, "refused"), True)])
def test_a_trace_says_where_and_not_what(error: Exception, told: bool) -> None:
    try:
        raise RuntimeError(SECRET) from error
    except RuntimeError:
        line = line_of("broke", sys.exc_info()[1])
    trace = json.loads(line)["trace"]
    assert (SECRET in line, "test_a_trace_says_where" in trace, "RuntimeError" in trace) == (False, True, True)
    assert ("refused" in trace) is told
