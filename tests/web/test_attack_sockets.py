"""Sockets opened all at once, and while a sign-in ends."""

import asyncio
from collections import Counter
from contextlib import suppress
from itertools import islice
from typing import Any

from house import House, Person
from websockets.exceptions import ConnectionClosed

from emergence.app import create_app
from emergence.web.metrics import Metrics
from emergence.web.sockets import MOST_OF_ONE


async def code_of(person: Person, going: asyncio.Event) -> int | None:
    """With which code a socket was refused; None for one that stays open until all know."""
    async with person.live(ready=False) as live:
        first = asyncio.create_task(live.socket.recv())
        await asyncio.wait([first])
        if first.exception() is None:
            await going.wait()
        return live.socket.close_code


async def test_sockets_opened_all_at_once_are_no_more_than_one_may_hold(house: House, person: Person) -> None:
    going = asyncio.Event()
    opened = [asyncio.create_task(code_of(person, going)) for _ in range(MOST_OF_ONE + 20)]
    refused = islice(asyncio.as_completed(opened), 20)
    async with asyncio.timeout(20):
        assert [await one for one in refused] == [4429] * 20
    going.set()
    assert Counter(await asyncio.gather(*opened)) == {4429: 20, None: MOST_OF_ONE}


async def test_a_socket_that_was_opening_as_its_sign_in_ended_is_closed_at_once(house: House, person: Person) -> None:
    told: list[Any] = []
    coming = asyncio.Queue[Any]()
    coming.put_nowait({"type": "websocket.connect"})

    async def send(message: Any) -> None:
        told.append(message)
        if message["type"] == "websocket.accept":
            await person.ask("POST", "/api/auth/logout")

    app = create_app(house.services, house.settings, house.sockets, Metrics())
    scope = {"type": "websocket", "path": "/ws/mine", "headers": [(b"host", b"localhost")], "query_string": b""}
    async with asyncio.timeout(1):
        await app(scope | {"subprotocols": ["emergence.v1", f"bearer.{person.token}"]}, coming.get, send)
    assert told[-1] == {"type": "websocket.close", "code": 4401}


async def test_a_flood_of_frames_is_ended_even_if_each_is_allowed(person: Person) -> None:
    async with person.live() as live:
        with suppress(ConnectionClosed):
            for _ in range(5000):
                await live.say(type="ping")
        assert await live.closed() == 1008
