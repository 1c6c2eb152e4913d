"""The raw limits: the thinnest relay from a model to a WebSocket, and the thinnest list route behind a signed token."""

import json
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import aiohttp
import jwt
from fastapi import Depends, FastAPI, Header
from pydantic_core import from_json
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

KEY = "k" * 32
OWNERS, THREADS = 20, 4000
END = '{"type":"end"}'
LIST = "select id, title, agent, created, updated from threads where owner = ? and archived = 0 order by updated desc limit 50"


def bearer() -> str:
    """The token of somebody who has threads."""
    return jwt.encode({"sub": "u3"}, KEY, "HS256")


def relay() -> Starlette:
    """No account, no database: a frame goes to the model, every token comes back as a frame."""

    @asynccontextmanager
    async def opened(app: Starlette) -> AsyncIterator[None]:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as app.state.http:
            yield

    return Starlette(routes=[Route("/health", health), WebSocketRoute("/ws", converse)], lifespan=opened)


async def health(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


async def converse(websocket: WebSocket) -> None:
    await websocket.accept()
    async for text in websocket.iter_text():
        async for token in tokens(websocket.app.state.http, text):
            await websocket.send_text(f'{{"type":"delta","content":{json.dumps(token)}}}')
        await websocket.send_text(END)


async def tokens(http: aiohttp.ClientSession, text: str) -> AsyncIterator[str]:
    asked = {"model": "fake", "stream": True, "messages": [{"role": "user", "content": text}]}
    async with http.post(os.environ["MODEL_URL"] + "/v1/chat/completions", json=asked) as answer:
        async for line in answer.content:
            if line.startswith(b"data: {") and (token := from_json(line[6:])["choices"][0]["delta"].get("content")):
                yield token


def owner(authorization: Annotated[str, Header()]) -> str:
    return str(jwt.decode(authorization.removeprefix("Bearer "), KEY, algorithms=["HS256"])["sub"])


async def signed_in(authorization: Annotated[str, Header()]) -> str:
    return owner(authorization)


def listing() -> FastAPI:
    """One signature checked, one SELECT of fifty rows, and FastAPI's own way to JSON."""
    app = FastAPI()
    database = filled(os.environ["RAW_DATABASE"])

    @app.get("/health")
    async def well() -> dict[str, bool]:
        return {"ok": True}

    @app.get("/threads", response_model=None)  # FastAPI's own encoder, not pydantic's shortcut
    async def threads(who: Annotated[str, Depends(signed_in)]) -> dict[str, Any]:
        return {"items": [dict(row) for row in database.execute(LIST, (who,))]}

    return app


def filled(path: str) -> sqlite3.Connection:
    database = sqlite3.connect(path, check_same_thread=False)
    database.row_factory = sqlite3.Row
    database.execute("pragma journal_mode = wal")
    database.execute(
        "create table threads (id text primary key, owner text, title text, agent text, archived int, created text, updated text)"
    )
    database.execute("create index of_owner on threads (owner, updated)")
    database.executemany("insert into threads values (?, ?, ?, 'anima', 0, ?, ?)", (thread(number) for number in range(THREADS)))
    database.commit()
    return database


def thread(number: int) -> tuple[str, str, str, str, str]:
    return f"t{number:05}", f"u{number % OWNERS}", f"Thread {number}", f"2026-01-01T00:00:{number:05}", f"2026-01-02T00:00:{number:05}"
