"""The three vendors on loopback: one server that speaks OpenAI's, Anthropic's and Google's wire, and fails on demand.

async with vendors() as them:
    them.answers("openai", Reply(status=429), Reply("Hello", " world"))
"""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from wires import WIRES, Usage, event

USUAL = ("Bonjour", ", ça", " va ?")


@dataclass(frozen=True)
class Reply:
    """What is answered to one request: texts that stream, or a status that refuses; and how it goes wrong."""

    texts: tuple[str, ...] = USUAL
    status: int = 200
    kind: str = ""  # the vendor's name of the error; the usual one by default
    headers: dict[str, str] = field(default_factory=dict)
    message: str = ""  # the sentence in an error
    finish: str = "stop"
    usage: Usage | None = (12, 3)
    silent_after: int | None = None  # say nothing any more after so many texts
    cut_after: int | None = None  # drop the connection after so many texts
    unended: bool = False  # close in good order, but without saying that the answer has ended
    fails_after: int | None = None  # an error event after so many texts
    raw: bytes | None = None  # instead of all events
    bytes_a_write: int = 0  # tiny writes; 0: an event a write
    pause: float = 0  # seconds before each text


def said(*texts: str, **more: Any) -> Reply:
    return Reply(texts=texts, **more)


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    vendor: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class Vendors:
    """Scripted by `answers`, one reply a request; without a script every answer is the usual one."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self.hung_up = asyncio.Event()  # a client left before its answer had ended
        self.connections = 0
        self._script: dict[str, deque[Reply]] = defaultdict(deque)
        self._always: dict[str, Reply] = {}

    def answers(self, vendor: str, *replies: Reply) -> None:
        self._script[vendor].extend(replies)

    def always(self, vendor: str, reply: Reply) -> None:
        self._always[vendor] = reply

    def times(self, vendor: str) -> int:
        return sum(asked.vendor == vendor for asked in self.asked)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                while asked := await read(reader):
                    self.asked.append(asked)
                    script = self._script[asked.vendor]
                    reply = script.popleft() if script else self._always.get(asked.vendor, Reply())
                    await self._reply(asked.vendor, reply, reader, writer)
        finally:
            writer.transport.abort()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _reply(self, vendor: str, reply: Reply, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if reply.status != 200:
            refuse(vendor, reply, writer)
            return
        gone = asyncio.create_task(left(reader, writer))
        streaming = asyncio.create_task(stream(vendor, reply, writer))
        await asyncio.wait({gone, streaming}, return_when=asyncio.FIRST_COMPLETED)
        if not streaming.done():
            self.hung_up.set()
        for task in (gone, streaming):
            task.cancel()
        await asyncio.gather(gone, streaming, return_exceptions=True)
        if streaming.cancelled() or writer.is_closing():
            raise ConnectionResetError


async def left(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while not (reader.at_eof() or writer.transport.is_closing()):  # noqa: ASYNC110 - asyncio tells of a lost peer in two ways
        await asyncio.sleep(0.01)


async def read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    request, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    body = json.loads(await reader.readexactly(int(headers.get("content-length", 0))))
    path = request.split(" ")[1]
    vendor = "openai" if path.endswith("/chat/completions") else "anthropic" if path.endswith("/messages") else "google"
    return Asked(vendor, path, headers, body)


def refuse(vendor: str, reply: Reply, writer: asyncio.StreamWriter) -> None:
    wire = WIRES[vendor]
    error: Any = wire.error(reply.status, reply.kind or wire.kinds.get(reply.status, "api_error"))
    if reply.message:
        error["error"]["message"] = reply.message
    body = json.dumps(error).encode()
    headers = {"content-type": "application/json", "content-length": str(len(body)), **reply.headers}
    writer.write(head(reply.status, headers) + body)


def head(status: int, headers: dict[str, str]) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode()


async def stream(vendor: str, reply: Reply, writer: asyncio.StreamWriter) -> None:
    write = chunks(writer, reply.bytes_a_write)
    if not (reply.silent_after == 0 and reply.fails_after is None):
        writer.write(head(200, {"content-type": "text/event-stream; charset=utf-8", "transfer-encoding": "chunked"}))
    for each in filter(None, events(vendor, reply)):
        await asyncio.sleep(reply.pause)
        await write(each)
    if reply.silent_after is not None:
        await asyncio.sleep(3600)
    if reply.cut_after is not None:
        writer.transport.abort()
        return
    writer.write(b"0\r\n\r\n")
    await writer.drain()


def events(vendor: str, reply: Reply) -> list[bytes]:
    wire = WIRES[vendor]
    if reply.raw is not None:
        return [reply.raw]
    all_events = wire.stream(reply.texts, reply.finish, reply.usage)
    before = len(all_events) - len(reply.texts) - closing(vendor, reply)
    if reply.fails_after is not None:
        kind = reply.kind or wire.kinds[503]
        return [*all_events[: before + reply.fails_after], event(wire.error(503, kind), "error" if vendor == "anthropic" else "")]
    stops = [after for after in (reply.silent_after, reply.cut_after) if after is not None]
    if stops:
        return all_events[: before + stops[0]] if stops[0] else []
    return all_events[: before + len(reply.texts)] if reply.unended else all_events


def closing(vendor: str, reply: Reply) -> int:
    return WIRES[vendor].tail - (vendor == "openai" and reply.usage is None)


def chunks(writer: asyncio.StreamWriter, size: int) -> Callable[[bytes], Any]:
    async def write(data: bytes) -> None:
        for start in range(0, len(data), size or len(data)):
            part = data[start : start + (size or len(data))]
            writer.write(b"%x\r\n%b\r\n" % (len(part), part))
            await writer.drain()
            await asyncio.sleep(0)

    return write


@asynccontextmanager
async def vendors() -> AsyncIterator[Vendors]:
    them = Vendors()
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        with suppress(asyncio.CancelledError):
            await them.serve(reader, writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    them.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield them
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks)
