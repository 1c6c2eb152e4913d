"""A language model that costs next to nothing: it speaks OpenAI's wire format and says when it spoke.

The first token reads `a<request arrived>t<sent> `, the others `t<sent> `: microseconds of the machine's monotonic clock.
`python -m tests.bench.model PORT`; `POST /pace {"first_ms", "rate", "tokens"}` sets how it answers from then on.
"""

import asyncio
import json
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import cast

import httptools
import uvloop

AT_ONCE = 8
HEAD = b'data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"fake","choices":[{"index":0,"delta":'
TAIL = b',"finish_reason":null}]}\n\n'
LAST = b'{},"finish_reason":"stop"}]}\n\n'


@dataclass
class Pace:
    """How the model answers: when the first token comes, how many a second after it (0: as fast as they are taken), how many."""

    first_ms: float = 0
    rate: float = 0
    tokens: int = 20


@dataclass
class Seen:
    """What the last request brought."""

    requests: int = 0
    messages: int = 0
    size: int = 0


def microseconds() -> int:
    return time.monotonic_ns() // 1000


def piece(text: bytes) -> bytes:
    return HEAD + b'{"content":"' + text + b'"}' + TAIL


def usage(asked: int, said: int) -> dict[str, int]:
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


class Connection(asyncio.Protocol):
    """One connection of a client: a request at a time, each answered as the pace says."""

    def __init__(self, pace: Pace, seen: Seen) -> None:
        self.pace = pace
        self.seen = seen
        self.parser = httptools.HttpRequestParser(self)
        self.writable = asyncio.Event()
        self.writable.set()
        self.answering: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def connection_lost(self, _exc: Exception | None) -> None:
        if self.answering:
            self.answering.cancel()

    def pause_writing(self) -> None:
        self.writable.clear()

    def resume_writing(self) -> None:
        self.writable.set()

    def data_received(self, data: bytes) -> None:
        with suppress(httptools.HttpParserError):
            return self.parser.feed_data(data)
        return self.transport.close()

    def on_message_begin(self) -> None:
        self.url, self.body = b"", bytearray()

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_body(self, body: bytes) -> None:
        self.body += body

    def on_message_complete(self) -> None:
        self.answering = asyncio.get_running_loop().create_task(self.answer(microseconds()))

    async def answer(self, arrived: int) -> None:
        asked = json.loads(self.body or b"{}")
        match self.url.rpartition(b"/")[2]:
            case b"completions":
                self.seen.requests += 1
                self.seen.messages, self.seen.size = len(asked["messages"]), len(self.body)
                await (self.stream(asked, arrived) if asked.get("stream") else self.whole(arrived))
            case b"pace":
                vars(self.pace).update(asked)
                self.say(asdict(self.seen))
            case _:
                self.say({"object": "list", "data": [{"id": "fake", "object": "model", "created": 1, "owned_by": "bench"}]})

    def say(self, answer: object) -> None:
        body = json.dumps(answer).encode()
        self.transport.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body))

    async def whole(self, arrived: int) -> None:
        await asyncio.sleep(self.pace.first_ms / 1000)
        message = {"role": "assistant", "content": f"a{arrived}t{microseconds()} A title"}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        self.say({"id": "c", "object": "chat.completion", "created": 1, "model": "fake", "choices": [choice], "usage": usage(9, 9)})

    async def stream(self, asked: dict[str, object], arrived: int) -> None:
        pace = Pace(**asdict(self.pace))
        self.transport.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
        await asyncio.sleep(pace.first_ms / 1000)
        self.chunk(HEAD + b'{"role":"assistant","content":""}' + TAIL)
        await self.tokens(pace, arrived)
        counted = json.dumps(
            {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "fake", "choices": [], "usage": usage(9, pace.tokens)}
        )
        self.chunk(HEAD + LAST + (f"data: {counted}\n\n".encode() if asked.get("stream_options") else b"") + b"data: [DONE]\n\n")
        self.transport.write(b"0\r\n\r\n")

    async def tokens(self, pace: Pace, arrived: int) -> None:
        begun, together = time.monotonic(), 1 if pace.rate else AT_ONCE
        for first in range(0, pace.tokens, together):
            await self.writable.wait()
            await asyncio.sleep(begun + first / pace.rate - time.monotonic() if pace.rate else 0)
            texts = [b"t%d " % microseconds() for _ in range(min(together, pace.tokens - first))]
            if first == 0:
                texts[0] = b"a%d" % arrived + texts[0]
            self.chunk(b"".join(map(piece, texts)))

    def chunk(self, data: bytes) -> None:
        self.transport.write(b"%x\r\n%b\r\n" % (len(data), data))


async def serve(port: int) -> None:
    """Answer on a port of the loopback until killed."""
    pace, seen = Pace(), Seen()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(pace, seen), "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
