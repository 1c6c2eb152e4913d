"""How often a second the list of threads can be asked for, signed in, over 32 connections."""

import asyncio
import re
import shutil
import time
from statistics import median

import aiohttp

from .lab import Figure, Lab
from .servers import Server

CONNECTIONS, RUNS, SECONDS = 32, 3, 4
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
REFUSED = re.compile(r"Non-2xx or 3xx responses: (\d+)")


async def listing(lab: Lab) -> None:
    """The product's list of fifty threads against the thinnest route, in turns; with wrk if it is here."""
    await lab.ready()
    ours = (lab.product.server, f"{lab.product.server.url}/api/threads/?limit=50", lab.product.headers())
    raw = (lab.listing.server, lab.listing.url, lab.listing.headers())
    await asked(*ours, seconds=1)
    runs = [(await asked(*raw), await asked(*ours)) for _ in range(RUNS)]
    rates = [median(run[side][0] for run in runs) for side in (0, 1)]
    cpu = [median(run[side][1] for run in runs) for side in (0, 1)]
    lab.found(Figure("list of threads", "/s", rates[1], rates[0], goal=0.6, at_least=True, of_raw=True))
    lab.found(Figure("list of threads, CPU a request", "ms", cpu[1], cpu[0]))


async def asked(server: Server, url: str, headers: dict[str, str], seconds: int = SECONDS) -> tuple[float, float]:
    """Requests a second, and CPU milliseconds of the server for each."""
    before = server.cpu()
    rate = await (by_wrk if shutil.which("wrk") else by_hand)(url, headers, seconds)
    return rate, (server.cpu() - before) * 1000 / (rate * seconds)


async def by_wrk(url: str, headers: dict[str, str], seconds: int) -> float:
    given = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *given, url]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    said = (await process.communicate())[0].decode()
    refused = REFUSED.search(said)
    rate = RATE.search(said)
    if refused or not rate:
        raise RuntimeError(f"wrk was refused: {said}")
    return float(rate[1])


async def by_hand(url: str, headers: dict[str, str], seconds: int) -> float:
    ends = time.monotonic() + seconds
    async with aiohttp.ClientSession(headers=headers) as http:
        counts = await asyncio.gather(*(ask_until(ends, http, url) for _ in range(CONNECTIONS)))
    return sum(counts) / seconds


async def ask_until(ends: float, http: aiohttp.ClientSession, url: str) -> int:
    count = 0
    while time.monotonic() < ends:
        async with http.get(url) as answer:
            answer.raise_for_status()
            await answer.read()
        count += 1
    return count
