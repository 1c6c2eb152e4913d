"""The product as a server: started, drained at SIGTERM, gone within nine seconds."""

import asyncio
import gc
import os
import signal
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import nullcontext, suppress
from types import FrameType

import uvicorn

from .app import create_app
from .backends.home import hold
from .bootstrap import opened
from .protocol import FRAME_BYTES
from .services import Services
from .settings import Settings, SettingsError
from .web.frames import TextOrBytes
from .web.metrics import Metrics
from .web.sockets import Patience, Sockets
from .worker import working

TURNS_SECONDS = 6.0
SOCKETS_SECONDS = 0.5
REQUESTS_SECONDS = 1
BACKLOG = 2048
LAST_RESORT_SECONDS = 8.5
TICK_SECONDS = 1.0  # the Date header is made anew so often


class Server(uvicorn.Server):
    """Uvicorn, but a signal first lets turns and sockets come to their end; `greet` is called once it listens."""

    def __init__(self, config: uvicorn.Config, greet: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self.leaving = asyncio.Event()
        self.over = asyncio.Event()
        self._greet = greet
        self._loop = asyncio.get_running_loop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's signature
        """Begin to leave; a second interrupt from the keyboard leaves at once."""
        if self.leaving.is_set() and sig == signal.SIGINT:
            self.should_exit = self.force_exit = True
            self._loop.call_soon_threadsafe(self.over.set)
        self._loop.call_soon_threadsafe(self.leaving.set)

    async def main_loop(self) -> None:
        """Serve until it is over; uvicorn's own loop would wake ten times a second to see whether it is."""
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                async with asyncio.timeout(TICK_SECONDS):
                    await self.over.wait()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then tell where."""
        await super().startup(sockets)
        if self.started:
            await self._greet()


async def serve(settings: Settings) -> None:
    """Serve until a signal comes. Raises SettingsError, or Conflict if another process serves from the same folder."""
    alone = settings.database.startswith("sqlite")
    async with opened(settings) as services:
        with hold(settings.emergence_home) if alone else nullcontext():
            if alone:
                await services.turns.interrupt(services.clock.now(), "restarting")
                async with services.store.begin() as tx:
                    await tx.jobs.release(services.clock.now())
                await services.documents.doctor.upkeep.drop_files()  # of uploads that the process did not live to see the end of
            await listen(services, settings)


async def listen(services: Services, settings: Settings) -> None:
    """Answer requests and sockets, do jobs and run turns, until a signal comes; then leave in good order."""
    metrics = Metrics()
    sockets = Sockets(services, metrics, patience(settings))
    app = create_app(services, settings, sockets, metrics)
    server = Server(config(app, settings), lambda: greet(services, settings))
    async with services.turns.running(), sockets.watched(), working(services):
        drain = asyncio.create_task(leave(server, services, sockets))
        await server.serve([door(settings)])
        drain.cancel()


def door(settings: Settings) -> socket.socket:
    """Where requests come in. Raises SettingsError if nobody can listen there."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise SettingsError(f"cannot listen on {settings.host}, port {settings.port} ({error.strerror}); see --host and --port") from error


async def greet(services: Services, settings: Settings) -> None:
    """Say on the console, and only there, where the product is and how its first admin gets in."""
    link = await services.accounts.first_admin_link(settings.base_url)
    lines = [f"ÉMERGENCE is at {settings.base_url}"]
    if settings.base_url.startswith("http:") and not settings.on_loopback:
        lines.append(
            "Beware: without https, whoever is on the way can read passwords and sessions; set PUBLIC_BASE_URL to an https address."
        )
    if all(model.startswith("offline:") for agent in services.agents for model in agent.models):
        lines.append("No language model is configured: the agents can only quote. Put a key into .env (see README.md) and start again.")
    if link:
        lines.append(f"Sign in as the first admin (works once, for 15 minutes): {link}")
    gc.freeze()  # a full collection would look at every module again, and hold up everybody's words for an eighth of a second
    gc.set_threshold(10_000, 20, 20)
    gc.enable()
    print("\n".join(["", *lines, ""]), flush=True)  # noqa: T201 - the console is where this belongs


async def leave(server: Server, services: Services, sockets: Sockets) -> None:
    """Wait for the signal; then refuse what is new, let turns finish, close the sockets, and stop serving."""
    await server.leaving.wait()
    last_resort = threading.Timer(LAST_RESORT_SECONDS, os._exit, (0,))  # what is not kept by then is interrupted at the next start
    last_resort.daemon = True
    last_resort.start()
    sockets.draining = True
    try:
        await services.turns.drain(TURNS_SECONDS)
        await sockets.close_all("restarting", SOCKETS_SECONDS)
    finally:
        server.should_exit = True
        server.over.set()


def patience(settings: Settings) -> Patience:
    """How long live sessions may be idle."""
    return Patience(
        timeout=settings.session_inactivity_timeout_minutes * 60,
        warning=settings.session_warning_before_timeout_seconds,
        interval=settings.session_cleanup_interval_seconds,
    )


def config(app: object, settings: Settings) -> uvicorn.Config:
    """Uvicorn as it was measured to be fastest here, its limits set."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        host=settings.host,
        port=settings.port,
        http="httptools",
        ws=TextOrBytes,
        ws_max_size=FRAME_BYTES,
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=REQUESTS_SECONDS,
    )
