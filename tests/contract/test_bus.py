"""The promises of the bus, on every backend of it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from emergence.backends.bus import open_bus
from emergence.ports.bus import Bus, Delivery, Gulp, StopTurn, Subscription
from emergence.protocol import Gap, Pong, ReplyDelta


def event(text: str = "a") -> ReplyDelta:
    return ReplyDelta(thread_id="t", message_id="m", at=0, text=text)


async def first(heard: Subscription, many: int) -> list[Delivery]:
    """The next deliveries, so many."""
    found: list[Delivery] = []
    async with asyncio.timeout(5):
        while len(found) < many:
            found += await heard.take()
    return found


@pytest.fixture(params=["memory:"])
async def bus(request: pytest.FixtureRequest) -> AsyncIterator[Bus]:
    async with open_bus(request.param) as opened:
        yield opened


async def test_what_happens_is_told_in_order_to_everyone_who_listens(bus: Bus) -> None:
    async with bus.subscribe("user:1") as one, bus.subscribe("user:1") as two:
        ids = [await bus.publish("user:1", event(str(n))) for n in range(5)]
        for heard in (one, two):
            assert [delivery.id for delivery in await first(heard, 5)] == ids


async def test_a_frame_carries_the_id_and_the_event(bus: Bus) -> None:
    async with bus.subscribe("user:1") as heard:
        name = await bus.publish("user:1", Pong())
        (delivery,) = await first(heard, 1)
    assert delivery.text == f'{{"id":"{name}","type":"pong"}}'


async def test_another_channel_is_not_heard(bus: Bus) -> None:
    async with bus.subscribe("user:1") as heard:
        await bus.publish("user:2", event("theirs"))
        await bus.publish("user:1", event("mine"))
        (delivery,) = await first(heard, 1)
    assert delivery.event == event("mine")


async def test_who_comes_back_resumes_exactly_there(bus: Bus) -> None:
    async with bus.subscribe("user:1") as heard:
        start = heard.opening
    ids = [await bus.publish("user:1", event(str(n))) for n in range(10)]
    async with bus.subscribe("user:1", after=ids[3]) as heard:
        assert heard.start == ids[3]
        assert [delivery.id for delivery in await first(heard, 6)] == ids[4:]
    async with bus.subscribe("user:1", after=start) as heard:
        assert [delivery.id for delivery in await first(heard, 10)] == ids


async def test_who_resumes_also_hears_what_comes_after(bus: Bus) -> None:
    last = await bus.publish("user:1", event("old"))
    async with bus.subscribe("user:1", after=last) as heard:
        await bus.publish("user:1", event("new"))
        (delivery,) = await first(heard, 1)
    assert delivery.event == event("new")


@pytest.mark.parametrize("after", ["", "x", "zz-1", "-", "0-0", "1-99999999999999999999999", "é-١", "a" * 500])
async def test_an_id_that_never_was_is_a_gap(bus: Bus, after: str) -> None:
    await bus.publish("user:1", event())
    async with bus.subscribe("user:1", after=after) as heard:
        await bus.publish("user:1", event("new"))
        told = await first(heard, 2)
    assert isinstance(told[0].event, Gap)
    assert told[1].event == event("new")


async def test_what_is_no_longer_remembered_is_a_gap(bus: Bus) -> None:
    old = await bus.publish("user:1", event())
    for _ in range(1500):
        await bus.publish("user:1", event())
    async with bus.subscribe("user:1", after=old) as heard:
        (delivery,) = await first(heard, 1)
    assert isinstance(delivery.event, Gap)


async def test_a_slow_listener_gets_a_gap_and_delays_nobody(bus: Bus) -> None:
    async with bus.subscribe("user:1") as slow, bus.subscribe("user:1") as quick:
        for n in range(3000):
            await bus.publish("user:1", event(str(n)))
            assert (await first(quick, 1))[0].event == event(str(n))
        for n in range(2):
            await bus.publish("user:1", event(str(n)))
        told = await first(slow, 2)
    assert any(isinstance(delivery.event, Gap) for delivery in told)


async def test_ids_of_another_life_of_the_bus_are_a_gap() -> None:
    async with open_bus("memory:") as before:
        old = await before.publish("user:1", event())
    await asyncio.sleep(0.002)
    async with open_bus("memory:") as after, after.subscribe("user:1", after=old) as heard:
        assert isinstance((await first(heard, 1))[0].event, Gap)


async def test_what_instances_tell_each_other_arrives_as_it_was(bus: Bus) -> None:
    async with bus.subscribe("control") as heard:
        await bus.publish("control", StopTurn(message_id="m"))
        assert (await first(heard, 1))[0].event == StopTurn(message_id="m")


async def test_what_can_wait_wakes_nobody_at_once_and_comes_with_what_cannot(bus: Bus) -> None:
    async with bus.subscribe("user:1", patient=lambda event: isinstance(event, ReplyDelta)) as heard:
        waiting = asyncio.create_task(heard.take())
        await bus.publish("user:1", event("a"))
        await asyncio.sleep(0.02)
        assert not waiting.done()
        await bus.publish("user:1", Pong())
        assert [delivery.event for delivery in await waiting] == [event("a"), Pong()]


async def test_what_can_wait_comes_by_itself_a_little_later(bus: Bus) -> None:
    async with bus.subscribe("user:1", patient=lambda _: True) as heard:
        await bus.publish("user:1", event("a"))
        assert [delivery.event for delivery in await first(heard, 2)] == [event("a"), Gulp()]


async def test_a_whisper_is_heard_by_one_under_the_last_id(bus: Bus) -> None:
    async with bus.subscribe("user:1") as one, bus.subscribe("user:1") as two:
        name = await bus.publish("user:1", event())
        one.whisper(Pong())
        told, whispered = await first(one, 2)
        assert (told.id, whispered.event, whispered.id.partition(".")[0]) == (name, Pong(), name)
        assert len(await two.take()) == 1
    async with bus.subscribe("user:1", after=whispered.id) as again:
        await bus.publish("user:1", event("next"))
        assert [delivery.event for delivery in await again.take()] == [event("next")]


def test_an_unknown_bus_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="known: memory"):
        open_bus("banana:")
