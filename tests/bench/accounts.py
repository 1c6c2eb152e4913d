"""What strangers can learn or break: by the time an answer takes, by what they send, and by coming all at once."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from statistics import median
from typing import Any

import psutil
from argon2 import PasswordHasher

from .lab import Figure, Lab, p95
from .product import PASSWORD

TRIES, PAUSE = 200, 0.05  # a letter that is being written meanwhile would be measured as well
KNOWN, UNKNOWN = "bench0@example.org", "nobody@example.org"
NEITHER_SOONER_NOR_LATER = 0.1
PIECE, PIECES = 256 * 1024, 600
CUT = "cut"
AT_ONCE, RATE, SECONDS = 40, 20, 6
TWO_AT_A_TIME = 2


async def accounts(lab: Lab) -> None:
    """Nothing is learned of who is known; what is not wanted is not kept; who signs in holds up nobody."""
    await lab.ready()
    await guesses(lab, "a wrong password", "/api/auth/login", {"password": "not this one, surely"})
    await guesses(lab, "asking for a letter", "/api/auth/request-password-reset", {})
    for path in ("/api/auth/login", "/api/threads/import"):
        for announced in (True, False):
            await flood(lab, path, announced=announced)
    await crowd(lab)


async def guesses(lab: Lab, what: str, path: str, body: dict[str, Any]) -> None:
    """Known against unknown, in an order that nobody could guess: the same answer, after the same time."""
    spent: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    answers = set()
    whom = [KNOWN, UNKNOWN] * (TRIES + 5)
    Random(4).shuffle(whom)
    for email in whom:
        begun = time.perf_counter()
        async with lab.http.post(lab.product.server.url + path, json={"email": email, **body}) as answer:
            answers.add((answer.status, await answer.read()))
        spent[email].append(time.perf_counter() - begun)
        await asyncio.sleep(PAUSE)
    known, unknown = (median(spent[email][5:]) * 1000 for email in (KNOWN, UNKNOWN))
    lab.found(Figure(f"{what}: known, to unknown", "ms", known, unknown))
    lab.found(Figure(f"{what}: apart by", "", abs(known / unknown - 1), goal=NEITHER_SOONER_NOR_LATER))
    lab.found(Figure(f"{what}: different answers", "", len(answers), goal=1))


async def flood(lab: Lab, path: str, *, announced: bool) -> None:
    """A stranger sends 150 MiB. It is refused, and the server does not grow."""
    how = "announced" if announced else "in pieces"
    async with watched(lab) as growth:
        refused = await send(lab, path, announced=announced)
    lab.found(Figure(f"150 MiB {how} to {path.rpartition('/')[2]}: sent", "MB", refused.sent / 2**20))
    lab.found(Figure(f"150 MiB {how} to {path.rpartition('/')[2]}: grown", "MB", growth.most, goal=10))
    if refused.status not in {"401", "413", CUT} or refused.sent == PIECE * PIECES:
        raise RuntimeError(f"{path} answered {refused.status}")


@dataclass
class Refused:
    """What came back, and how much was taken before. Who goes on sending to who has hung up may not see the answer."""

    status: str = CUT
    sent: int = 0


async def send(lab: Lab, path: str, *, announced: bool) -> Refused:
    """Send for as long as anybody listens, heeding no answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", lab.product.server.port)
    size = f"Content-Length: {PIECE * PIECES}" if announced else "Transfer-Encoding: chunked"
    writer.write(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{size}\r\n\r\n".encode())
    piece = b" " * PIECE if announced else b"%x\r\n%b\r\n" % (PIECE, b" " * PIECE)
    said, answer = Refused(), asyncio.create_task(reader.read(64))
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(20):
            for _ in range(PIECES):
                writer.write(piece)
                await writer.drain()
                said.sent += PIECE
    with suppress(OSError):
        said.status = (await answer).decode("latin-1")[9:12]
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return said


@dataclass
class Growth:
    """How many MB more than before a process held at most."""

    most: float = 0.0


@asynccontextmanager
async def watched(lab: Lab) -> AsyncIterator[Growth]:
    """While inside, the product's memory is looked at, again and again."""
    assert lab.product.server.process
    process, growth = psutil.Process(lab.product.server.process.pid), Growth()
    before = process.memory_info().rss

    async def look() -> None:
        while True:
            growth.most = max(growth.most, (process.memory_info().rss - before) / 2**20)
            await asyncio.sleep(0.01)

    looking = asyncio.create_task(look())
    try:
        yield growth
    finally:
        looking.cancel()


@dataclass
class Steady:
    """Somebody who asks for their threads at a steady rate, whatever becomes of it."""

    lab: Lab
    seconds: list[float] = field(default_factory=list)

    async def ask(self) -> None:
        begun = time.perf_counter()
        async with self.lab.http.get(f"{self.lab.product.server.url}/api/threads/", headers=self.lab.product.headers()) as answer:
            answer.raise_for_status()
            await answer.read()
        self.seconds.append(time.perf_counter() - begun)

    async def until(self, doing: asyncio.Task[None]) -> None:
        async with asyncio.TaskGroup() as asked:
            while not doing.done():
                asked.create_task(self.ask())
                await asyncio.sleep(1 / RATE)


async def slowed(lab: Lab, work: Callable[[], Awaitable[None]]) -> float:
    """The p95, in ms, of somebody else's requests while this work is done again and again for some seconds."""

    async def again_and_again() -> None:
        ends = time.monotonic() + SECONDS
        while time.monotonic() < ends:
            await work()

    steady, doing = Steady(lab), asyncio.create_task(again_and_again())
    await steady.until(doing)
    await doing
    return p95(steady.seconds) * 1000


async def crowd(lab: Lab) -> None:
    """Forty sign-ins at once, against argon2 alone with as many threads."""
    rest = await slowed(lab, lambda: asyncio.sleep(1 / RATE))
    async with watched(lab) as growth:
        lab.found(Figure("others' requests at rest, p95", "ms", rest))
        lab.found(Figure("others' requests, 40 signing in, p95", "ms", await slowed(lab, lambda: sign_ins(lab)), goal=200))
    lab.found(Figure("others' requests, argon2 beside, p95", "ms", await slowed(lab, raw_argon2)))
    lab.found(Figure("40 signing in: grown", "MB", growth.most, goal=300))
    ours, raw = await timed(sign_ins(lab)), await timed(raw_argon2())
    lab.found(Figure("40 signing in: all are in", "s", ours, raw))


async def timed(work: Awaitable[None]) -> float:
    begun = time.perf_counter()
    await work
    return time.perf_counter() - begun


async def sign_ins(lab: Lab) -> None:
    body = {"email": KNOWN, "password": PASSWORD, "mode": "bearer"}
    await asyncio.gather(*(lab.product.post("/api/auth/login", body) for _ in range(AT_ONCE)))


async def raw_argon2() -> None:
    """As many checks of a password, without a product around them."""
    hasher, turns = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1), asyncio.Semaphore(TWO_AT_A_TIME)
    kept = hasher.hash(PASSWORD)

    async def check() -> None:
        async with turns:
            await asyncio.to_thread(hasher.verify, kept, PASSWORD)

    await asyncio.gather(*(check() for _ in range(AT_ONCE)))
