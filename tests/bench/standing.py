"""What the product costs before anybody speaks: its start, its memory, its idle sockets."""

import asyncio
from collections.abc import Awaitable, Callable
from statistics import median

import aiohttp

from .lab import Figure, Lab, batches
from .servers import Server

RESTARTS = 3
SETTLE_SECONDS = 8
SOCKETS = 200


async def start(lab: Lab) -> None:
    """From nothing, then again: how long until the first healthy answer."""
    server = lab.product.server
    if server.process is None:
        lab.found(Figure("start, the first ever", "s", await asyncio.to_thread(server.start)))
    (seconds, cpu), (raw_seconds, raw_cpu) = await restarted(server), await restarted(lab.relay.server)
    lab.found(Figure("start, to a healthy answer", "s", seconds, raw_seconds, goal=1.5))
    lab.found(Figure("start, CPU", "s", cpu, raw_cpu, goal=1.5))


async def restarted(server: Server) -> tuple[float, float]:
    """Seconds to the first healthy answer and CPU seconds until then, medians of some starts; leaves it running."""
    seconds, cpu = [], []
    for _ in range(RESTARTS):
        await asyncio.to_thread(server.stop)
        seconds.append(await asyncio.to_thread(server.start))
        cpu.append(server.cpu())
    return median(seconds), median(cpu)


async def memory(lab: Lab) -> None:
    """What an idle product holds after somebody has signed in."""
    await lab.ready()
    await asyncio.sleep(SETTLE_SECONDS)
    lab.found(Figure("memory, idle", "MB", lab.product.server.memory(), lab.listing.server.memory(), goal=130))


async def idle(lab: Lab) -> None:
    """What a signed-in socket holds that says nothing."""
    await lab.ready()
    ours = await kilobytes_a_socket(lab.product.server, lab.product.socket)
    raw = await kilobytes_a_socket(lab.relay.server, lambda _: lab.relay.socket(lab.http))
    lab.found(Figure("idle socket", "kB", ours, raw, goal=45))


async def kilobytes_a_socket(server: Server, connect: Callable[[int], Awaitable[aiohttp.ClientWebSocketResponse]]) -> float:
    before = server.memory()
    sockets = [socket for who in batches(range(SOCKETS)) for socket in await asyncio.gather(*(connect(each) for each in who))]
    await asyncio.sleep(2)
    taken = server.memory() - before
    await asyncio.gather(*(socket.close() for socket in sockets))
    return taken * 1024 / SOCKETS
