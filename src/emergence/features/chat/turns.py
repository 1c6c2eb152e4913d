"""The turns of this process: begun, kept alive, stopped, drained. A turn belongs to the server, not to a socket."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Literal

from ...domain.jobs import Job
from ...domain.problems import Problem, TooMany
from ...ports.bus import CONTROL, Bus, StopTurn, channel_of
from ...ports.clock import Clock
from ...ports.store import Store
from ...protocol import Event
from .live import Live, Why, failed
from .turn import SENTENCES, Turn

PULSE_SECONDS = 1.0
ENDING_SECONDS = 1.5
MOST_OF_ONE_PERSON = 120
SILENT_AFTER = timedelta(seconds=90)
REAP_EVERY = timedelta(seconds=30)
log = logging.getLogger(__name__)


class Turns:
    """Runs turns and publishes what they tell."""

    def __init__(self, turn: Turn, store: Store, bus: Bus, clock: Clock) -> None:
        self._turn, self._store, self._bus, self._clock = turn, store, bus, clock
        self._tasks: dict[str, tuple[Live, asyncio.Task[None]]] = {}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While inside, turns stay alive and can be stopped; leaving interrupts those that are left."""
        keepers = [asyncio.create_task(self._pulse()), asyncio.create_task(self._listen())]
        try:
            yield
        finally:
            await self.drain(0)
            for task in keepers:
                task.cancel()
            await asyncio.gather(*keepers, return_exceptions=True)

    def expect_room(self, owner: str, more: int) -> None:
        """Raises TooMany if so many more answers at once are more than one person may have here."""
        if sum(live.owner == owner for live, _ in self._tasks.values()) + more > MOST_OF_ONE_PERSON:
            raise TooMany("Too many answers are under way; wait for some to end.", retry_after=5)

    def start(self, *lives: Live) -> None:
        """Begin these turns, in parallel."""
        for live in lives:
            task = asyncio.create_task(self._run(live))
            self._tasks[live.reply.id] = (live, task)

    async def stop(self, message_id: str, *, owner: str) -> str:
        """End a reply here, whichever instance writes it; its thread. Raises NotFound for what is not this person's."""
        async with self._store.read() as look:
            message = await look.messages.get(message_id, owner=owner)
        if message.status == "streaming":
            await self.end(message_id)
        return message.thread_id

    async def end(self, *message_ids: str) -> None:
        """These replies are wanted no more, whichever instance writes them."""
        for message_id in message_ids:
            await self._bus.publish(CONTROL, StopTurn(message_id=message_id))

    def abandon(self, thread_id: str) -> None:
        """The thread is gone: so are its turns."""
        for live, _ in list(self._tasks.values()):
            if live.reply.thread_id == thread_id:
                self._cancel(live.reply.id, "gone")

    async def drain(self, seconds: float) -> None:
        """Let turns finish for so long; the text of the others is kept, and they are interrupted."""
        if self._tasks:
            await asyncio.wait([task for _, task in self._tasks.values()], timeout=seconds)
        for message_id in list(self._tasks):
            self._cancel(message_id, "restarting")
        if self._tasks:
            await asyncio.wait([task for _, task in self._tasks.values()], timeout=ENDING_SECONDS)

    async def reap(self, _: Job) -> datetime:
        """Mark what has been silent for 90 s as interrupted; recurs."""
        await self.interrupt(self._clock.now() - SILENT_AFTER, "silent")
        return self._clock.now() + REAP_EVERY

    async def interrupt(self, before: datetime, reason: Literal["silent", "restarting"]) -> None:
        """Mark replies as interrupted that show no life since then: their process has died."""
        async with self._store.begin() as tx:
            silent = await tx.messages.interrupt_silent(before, self._clock.now(), reason)
        for owner, message in silent:
            await self._bus.publish(channel_of(owner), failed(message, SENTENCES[reason]))

    @property
    def count(self) -> int:
        """How many turns are running here."""
        return len(self._tasks)

    async def _run(self, live: Live) -> None:
        try:
            await self._tell(live, self._turn.take(live))
        except asyncio.CancelledError:
            await self._end(live, self._turn.end(live))
        except Problem as problem:
            await self._end(live, self._turn.fail(live, problem))
        except Exception:
            log.exception("a turn broke", extra={"message_id": live.reply.id})
            await self._end(live, self._turn.fail(live, Problem(SENTENCES["unexpected"], "unexpected")))
        finally:
            self._tasks.pop(live.reply.id, None)

    async def _end(self, live: Live, events: AsyncGenerator[Event, None]) -> None:
        try:
            await self._tell(live, events)
        except Exception as error:
            problem = error if isinstance(error, Problem) else Problem(SENTENCES["unexpected"], "unexpected")
            log.error("the end of a turn could not be kept", exc_info=error, extra={"message_id": live.reply.id})
            lost = live.ended("interrupted", None, problem.code, self._clock.now())
            await self._bus.publish(channel_of(live.owner), failed(lost, problem.message))

    async def _tell(self, live: Live, events: AsyncGenerator[Event, None]) -> None:
        channel = channel_of(live.owner)
        async for event in events:
            await self._bus.publish(channel, event)

    def _cancel(self, message_id: str, why: Why) -> None:
        live, task = self._tasks.get(message_id, (None, None))
        if live and task and not live.ending:
            live.why = why
            live.ending = True
            asyncio.get_running_loop().call_soon(_interrupt, live, task)  # after its first step, so that its ending is run

    async def _listen(self) -> None:
        async with self._bus.subscribe(CONTROL) as heard:
            while True:
                for delivery in await heard.take():
                    if isinstance(delivery.event, StopTurn):
                        self._cancel(delivery.event.message_id, "stopped")

    async def _pulse(self) -> None:
        while True:
            await asyncio.sleep(PULSE_SECONDS)
            try:
                await self._flush()
            except Exception as error:
                log.warning("texts under way could not be kept", exc_info=not isinstance(error, Problem))

    async def _flush(self) -> None:
        lives = [live for live, _ in self._tasks.values() if not live.ending]
        if not lives:
            return
        async with self._store.begin() as tx:
            now = self._clock.now()
            alive = [await tx.messages.flush(live.reply.id, live.text, now) for live in lives]
        for live, still in zip(lives, alive, strict=True):
            if not still:
                self._cancel(live.reply.id, "gone")


def _interrupt(live: Live, task: asyncio.Task[None]) -> None:
    """End a task, unless its end is being kept in this very moment."""
    if not live.keeping:
        task.cancel()
