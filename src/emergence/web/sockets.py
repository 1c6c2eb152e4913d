"""The open sockets of this process: closed when nobody is there, when their sign-in ends, and when the server restarts."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field

from ..domain.problems import Problem
from ..ports.bus import CONTROL, SessionRevoked
from ..protocol import SessionWarning
from ..services import Services
from .lane import Lane, Reason, closing
from .metrics import Metrics

SIGN_IN_SECONDS = 4.0
MOST_OF_ONE = 30
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: when a session nobody uses is closed, how long before that it is warned, how often one looks."""

    timeout: float
    warning: float
    interval: float


@dataclass(slots=True, eq=False)
class Open:
    """One open socket. `sign_in` is the id of the session row that lets its person in."""

    lane: Lane
    token: str
    sign_in: str
    owner: str
    active_at: float = field(default_factory=time.monotonic)
    warned: bool = False

    def touch(self) -> None:
        """A person is here."""
        self.active_at, self.warned = time.monotonic(), False


class Sockets:
    """Who is connected here."""

    def __init__(self, services: Services, metrics: Metrics, patience: Patience) -> None:
        self._services, self._metrics, self._patience = services, metrics, patience
        self._open: set[Open] = set()
        self._places: Counter[str] = Counter()
        self._nobody = asyncio.Event()
        self.draining = False

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """While inside, sockets are looked after."""
        keepers = (self._every(self._patience.interval, self._look_at), self._every(SIGN_IN_SECONDS, self._ask_again), self._listen())
        tasks = [asyncio.create_task(keeper) for keeper in keepers]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    @asynccontextmanager
    async def holding(self, socket: Open) -> AsyncIterator[None]:
        """While inside, this socket is one of those looked after."""
        self._open.add(socket)
        self._nobody.clear()
        self._metrics.active.set(len(self._open))
        try:
            yield
        finally:
            self._open.discard(socket)
            self._metrics.active.set(len(self._open))
            if not self._open:
                self._nobody.set()
            self._metrics.inactivity.observe(time.monotonic() - socket.active_at)

    @contextmanager
    def place_for(self, owner: str) -> Iterator[bool]:
        """While inside, a place is kept for one more socket of a person, also while it is still opening; False if there is none."""
        if self._places[owner] >= MOST_OF_ONE:
            yield False
            return
        self._places[owner] += 1
        try:
            yield True
        finally:
            self._places[owner] -= 1
            if not self._places[owner]:
                del self._places[owner]

    async def close_all(self, reason: Reason, seconds: float) -> None:
        """Close every socket, and wait so long for them to be gone."""
        for socket in list(self._open):
            socket.lane.close(closing(reason))
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds if self._open else 0):
                await self._nobody.wait()

    async def _listen(self) -> None:
        async with self._services.bus.subscribe(CONTROL) as heard:
            while True:
                for delivery in await heard.take():
                    if isinstance(delivery.event, SessionRevoked):
                        self._revoke(frozenset(delivery.event.session_ids))

    def _revoke(self, session_ids: frozenset[str]) -> None:
        for socket in list(self._open):
            if socket.sign_in in session_ids:
                socket.lane.close(closing("revoked"))

    async def _every(self, seconds: float, look: Callable[[Open], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            for socket in list(self._open):
                try:
                    await look(socket)
                except Exception as error:
                    log.warning("a live session could not be looked at", exc_info=not isinstance(error, Problem))

    async def _look_at(self, socket: Open) -> None:
        idle = time.monotonic() - socket.active_at
        if idle >= self._patience.timeout:
            self._metrics.timeouts.inc()
            socket.lane.close(closing("inactive"))
        elif idle >= self._patience.timeout - self._patience.warning and not socket.warned:
            socket.warned = True
            self._metrics.warnings.inc()
            socket.lane.whisper(SessionWarning(seconds=max(1, round(self._patience.timeout - idle))))

    async def _ask_again(self, socket: Open) -> None:
        """What ends a sign-in here is heard at once; what ends it elsewhere, as a command does, is found here."""
        if await self._services.accounts.identify(socket.token) is None:
            socket.lane.close(closing("revoked"))
