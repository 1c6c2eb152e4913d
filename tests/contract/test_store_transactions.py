"""A transaction is all or nothing, alone or with many at once; both families."""

import asyncio

import pytest
from stories import begin_thread, saying

from emergence.domain.chat import Thread
from emergence.domain.problems import NotFound


async def titles(store, owner):
    async with store.read() as look:
        page = await look.threads.list(owner=owner, archived=False, limit=200, cursor=None)
    return sorted(thread.title for thread in page.items)


async def test_leaving_the_block_commits(store, thread, ada):
    assert await titles(store, ada) == [thread.title]


async def failing(store, clock, owner):
    async with store.begin() as tx:
        await tx.threads.add(Thread(clock.new_id(), "lost", clock.now(), clock.now()), owner=owner)
        raise ZeroDivisionError


async def test_an_exception_undoes_everything(store, clock, ada):
    with pytest.raises(ZeroDivisionError):
        await failing(store, clock, ada)
    assert await titles(store, ada) == []


async def test_nothing_is_seen_before_the_block_is_left(store, clock, ada):
    async with store.begin() as tx:
        await tx.threads.add(Thread(clock.new_id(), "later", clock.now(), clock.now()), owner=ada)
        assert await titles(store, ada) == []
    assert await titles(store, ada) == ["later"]


async def test_a_transaction_sees_its_own_writes(store, clock, ada):
    begun = Thread(clock.new_id(), "mine", clock.now(), clock.now())
    async with store.begin() as tx:
        await tx.threads.add(begun, owner=ada)
        assert await tx.threads.get(begun.id, owner=ada) == begun


async def test_a_look_never_writes(store, clock, ada):
    with pytest.raises(Exception, match=r"(?i)database|read-only"):
        async with store.read() as look:
            await look.threads.add(Thread(clock.new_id(), "no", clock.now(), clock.now()), owner=ada)
    assert await titles(store, ada) == []


async def test_fifty_at_once_all_commit(store, clock, ada):
    await asyncio.gather(*(begin_thread(store, clock, ada, f"{n:02}") for n in range(50)))
    assert await titles(store, ada) == [f"{n:02}" for n in range(50)]


@pytest.mark.parametrize("place", [0, 10, 20])
async def test_one_failing_among_many_undoes_only_itself(store, clock, ada, place):
    tasks = [begin_thread(store, clock, ada, f"{n:02}") for n in range(20)]
    tasks.insert(place, failing(store, clock, ada))
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert sum(isinstance(result, ZeroDivisionError) for result in results) == 1
    assert await titles(store, ada) == [f"{n:02}" for n in range(20)]


async def refused(store, clock, owner):
    nowhere = Thread("nowhere", "", clock.now(), clock.now())
    async with store.begin() as tx:
        await tx.threads.add(Thread(clock.new_id(), "lost", clock.now(), clock.now()), owner=owner)
        await tx.messages.add(saying(clock, nowhere, 1), owner=owner)


async def test_one_refused_by_the_database_undoes_only_itself(store, clock, ada):
    tasks = [begin_thread(store, clock, ada, "a"), refused(store, clock, ada), begin_thread(store, clock, ada, "b")]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(results[1], NotFound)
    assert await titles(store, ada) == ["a", "b"]


async def hanging(store, clock, owner, inside: asyncio.Event):
    async with store.begin() as tx:
        await tx.threads.add(Thread(clock.new_id(), "cut", clock.now(), clock.now()), owner=owner)
        inside.set()
        await asyncio.Event().wait()


async def test_a_cancelled_transaction_leaves_nothing_and_nobody_hanging(store, clock, ada):
    inside = asyncio.Event()
    cut = asyncio.create_task(hanging(store, clock, ada, inside))
    await inside.wait()
    others = [asyncio.create_task(begin_thread(store, clock, ada, f"{n}")) for n in range(5)]
    await asyncio.sleep(0)
    cut.cancel()
    await asyncio.gather(*others)
    assert await titles(store, ada) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("steps", range(0, 24, 2))
async def test_cancelled_at_any_step_it_is_whole_or_absent(store, clock, ada, steps):
    before, cut, after = (asyncio.create_task(begin_thread(store, clock, ada, title)) for title in ("before", "cut", "after"))
    for _ in range(steps):
        await asyncio.sleep(0)
    cut.cancel()
    await asyncio.gather(before, cut, after, return_exceptions=True)
    await begin_thread(store, clock, ada, "next")
    assert [title for title in await titles(store, ada) if title != "cut"] == ["after", "before", "next"]


async def test_one_cancelled_while_waiting_its_turn_takes_nobody_elses(store, clock, ada):
    inside = asyncio.Event()
    first = asyncio.create_task(hanging(store, clock, ada, inside))
    await inside.wait()
    waiting = [asyncio.create_task(begin_thread(store, clock, ada, f"{n}")) for n in range(3)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    first.cancel()
    await asyncio.gather(first, *waiting, return_exceptions=True)
    assert {"1", "2"} <= set(await titles(store, ada))


async def test_an_empty_transaction_is_none(store):
    async with store.begin():
        pass
    await store.ping()
