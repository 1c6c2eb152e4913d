"""What ports/limits.py promises, in this process and in a real Redis."""

import asyncio
import os
import signal
import time
import uuid

import pytest
from families import redis_server

from emergence.backends.limits import open_limits
from emergence.domain.problems import Unavailable
from emergence.ports.limits import Rate

FEW = Rate("few", 5, 60)
SHORT = Rate("short", 2, 1)


@pytest.fixture(scope="module")
def redis():
    with redis_server() as server:
        yield server


@pytest.fixture(params=["memory", "redis"])
async def limits(request):
    url = "memory:" if request.param == "memory" else request.getfixturevalue("redis").url
    async with open_limits(url) as opened:
        yield opened


@pytest.fixture
def key():
    return uuid.uuid4().hex


async def test_no_more_than_so_many_get_through_at_once(limits, key):
    waits = await asyncio.gather(*(limits.take(FEW, key) for _ in range(40)))
    assert waits.count(0) == 5
    assert all(0 < wait <= 60 for wait in waits if wait)


async def test_looking_counts_nothing(limits, key):
    assert [await limits.wait(FEW, key) for _ in range(9)] == [0] * 9
    assert [bool(await limits.take(FEW, key)) for _ in range(6)] == [False] * 5 + [True]
    assert 0 < await limits.wait(FEW, key) <= 60


async def test_keys_and_rates_are_counted_apart(limits, key):
    for _ in range(5):
        await limits.take(FEW, key)
    assert await limits.take(FEW, f"{key} other") == 0
    assert await limits.take(Rate("others", 5, 60), key) == 0


async def test_a_key_begins_anew(limits, key):
    for _ in range(6):
        await limits.take(FEW, key)
    await limits.clear(FEW, key)
    assert await limits.take(FEW, key) == 0


async def test_the_window_moves(limits, key):
    assert [bool(await limits.take(SHORT, key)) for _ in range(3)] == [False, False, True]
    await asyncio.sleep(1.2)
    assert await limits.take(SHORT, key) == 0


async def test_two_instances_count_together(redis, key):
    async with open_limits(redis.url) as one, open_limits(redis.url) as other:
        waits = [await limits.take(FEW, key) for limits in (one, other) * 4]
        assert waits.count(0) == 5


async def test_a_redis_that_hangs_costs_a_moment_once_and_each_instance_counts_half(key):
    with redis_server() as server:
        async with open_limits(server.url) as limits:
            await limits.ping()
            os.kill(server.pid, signal.SIGSTOP)
            begun = time.monotonic()
            waits = [await limits.take(FEW, key) for _ in range(8)]
            assert waits.count(0) == 2
            with pytest.raises(Unavailable):
                await limits.ping()
            assert time.monotonic() - begun < 10
            os.kill(server.pid, signal.SIGCONT)


async def test_a_redis_that_comes_back_counts_again(key):
    with redis_server() as server:
        async with open_limits(server.url) as limits:
            server.stop()
            assert await limits.take(FEW, key) == 0
            server.start()
            limits._broken_until = 0
            assert await limits.take(FEW, key) == 0
            await limits.ping()


def test_an_unknown_scheme_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="memory, redis, rediss"):
        open_limits("memcached://x")
