"""Everything a phase needs: the product, the raw limits, the model, and what was found so far."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import aiohttp

from .limits import Listing, Relay, model
from .product import Product
from .servers import Server
from .turns import Chat, Turn

CONNECTED_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; `raw` is the limit of the same run, `goal` what the product promises, `kind` how to read it."""

    name: str
    unit: str
    product: float
    raw: float | None = None
    goal: float | None = None
    at_least: bool = False
    of_raw: bool = False

    @property
    def ratio(self) -> float | None:
        return self.product / self.raw if self.raw else None

    @property
    def holds(self) -> bool | None:
        """Whether the goal is met; None when there is none, or nothing to compare with."""
        measured = self.ratio if self.of_raw else self.product
        if self.goal is None or measured is None:
            return None
        return measured >= self.goal if self.at_least else measured <= self.goal


@dataclass
class Lab:
    """The servers of one run, on the loopback."""

    product: Product
    relay: Relay
    listing: Listing
    model: Server
    people: int
    http: aiohttp.ClientSession
    figures: list[Figure] = field(default_factory=list)

    def found(self, figure: Figure) -> None:
        self.figures.append(figure)

    async def pace(self, **pace: float) -> dict[str, int]:
        """How the model answers from now on; says what it has seen."""
        async with self.http.post(f"{self.model.url}/pace", json=pace) as answer:
            return dict(await answer.json())

    async def chats(self, count: int) -> list[Chat]:
        return [chat for who in batches(range(count)) for chat in await asyncio.gather(*(self.product.chat(each) for each in who))]

    async def relay_chats(self, count: int) -> list[Chat]:
        return [await self.relay.chat(self.http) for _ in range(count)]

    async def ready(self) -> None:
        """The product runs and its people are signed in."""
        if self.product.server.process is None:
            await asyncio.to_thread(self.product.server.start)
        if not self.product.tokens:
            await self.product.open(self.http, self.people)


def batches(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    return (numbers[first : first + CONNECTED_AT_ONCE] for first in range(0, len(numbers), CONNECTED_AT_ONCE))


def p50(values: Sequence[float]) -> float:
    return median(values) if values else float("nan")


def p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else p50(values)


def added(turns: Sequence[Turn]) -> list[float]:
    return [turn.added for turn in turns if turn.tokens]


@asynccontextmanager
async def opened(folder: Path, people: int) -> AsyncIterator[Lab]:
    """Start the model and the raw limits; stop everything at the end."""
    async with AsyncExitStack() as stack:
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=2)
        jar, timeout = aiohttp.DummyCookieJar(), aiohttp.ClientTimeout(total=300)
        http = await stack.enter_async_context(aiohttp.ClientSession(connector=connector, cookie_jar=jar, timeout=timeout))
        spoken = model(folder)
        lab = Lab(Product(folder, spoken.url), Relay(folder, spoken.url), Listing(folder), spoken, people, http)
        for server in (spoken, lab.relay.server, lab.listing.server, lab.product.server):
            stack.callback(server.stop)
        for server in (spoken, lab.relay.server, lab.listing.server):
            await asyncio.to_thread(server.start)
        yield lab
