"""A model on loopback that speaks OpenAI's wire and says what the question asks it to say.

`echo TEXT` is said again, `echo every MS TEXT` slowly; `count N every MS` counts slowly, `break after N` is cut off, `refuse` is refused;
anything else is answered with a number that grows.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from typing import Any

from aiohttp import web

TITLE = "Un titre pour ce fil"
PIECE = 7


class Speaker:
    def __init__(self) -> None:
        self.url = ""
        self._numbers = count(1)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if "refuse" in said_last(body["messages"]):
            return web.json_response({"error": {"message": "no", "code": "invalid_api_key"}}, status=401)
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        with suppress(ConnectionResetError):
            await self._say(response, body["messages"])
        return response

    async def _say(self, response: web.StreamResponse, messages: list[dict[str, Any]]) -> None:
        pieces, pause = self._words(messages)
        for piece in pieces:
            await response.write(chunk({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]}))
            await asyncio.sleep(pause)
        if "break after" in said_last(messages):
            raise ConnectionResetError
        await response.write(chunk({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}))
        await response.write(chunk({"choices": [], "usage": {"prompt_tokens": 1234, "completion_tokens": 56, "total_tokens": 1290}}))
        await response.write(b"data: [DONE]\n\n")

    def _words(self, messages: list[dict[str, Any]]) -> tuple[list[str], float]:
        said = said_last(messages)
        if any("Give this conversation a title" in str(message["content"]) for message in messages):
            return [TITLE], 0
        if counting := re.search(r"(?:count|break after) (\d+)(?: every (\d+))?", said):
            return [f"w{n} " for n in range(1, int(counting[1]) + 1)], int(counting[2] or 5) / 1000
        text = said.partition("echo ")[2] or f"Réponse numéro {next(self._numbers)}."
        slowly = re.match(r"every (\d+) ", text)
        text = text[slowly.end() :] if slowly else text
        return [text[at : at + PIECE] for at in range(0, len(text), PIECE)], int(slowly[1] if slowly else 5) / 1000


def said_last(messages: list[dict[str, Any]]) -> str:
    """What was said last, by whom it may."""
    return next(str(message["content"]) for message in reversed(messages) if message["role"] == "user")


def chunk(more: dict[str, Any]) -> bytes:
    said = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "fake", **more}
    return f"data: {json.dumps(said)}\n\n".encode()


@asynccontextmanager
async def speaker(kind: type[Speaker] = Speaker) -> AsyncIterator[Speaker]:
    speaks = kind()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", speaks.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    speaks.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield speaks
    finally:
        await runner.cleanup()
