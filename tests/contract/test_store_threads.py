"""What ports/chat.py promises of threads, on both families."""

import asyncio
from dataclasses import replace

import pytest
from stories import begin_thread, say

from emergence.domain.problems import Invalid, NotFound


async def listed(store, owner, limit=100, cursor=None, archived=False):
    async with store.read() as look:
        return await look.threads.list(owner=owner, archived=archived, limit=limit, cursor=cursor)


async def test_the_last_used_is_listed_first(store, clock, ada):
    threads = [await begin_thread(store, clock, ada, f"{n}") for n in range(3)]
    clock.advance(5)
    await say(store, clock, threads[0], ada)
    assert [thread.title for thread in (await listed(store, ada)).items] == ["0", "2", "1"]


async def test_pages_hold_everything_once_though_new_ones_come(store, clock, ada):
    for n in range(7):
        await begin_thread(store, clock, ada, f"{n}")
    seen, page = [], await listed(store, ada, 3)
    while page.next:
        seen += page.items
        clock.advance(1)
        await begin_thread(store, clock, ada, "new")
        page = await listed(store, ada, 3, page.next)
    assert [thread.title for thread in (*seen, *page.items)] == ["6", "5", "4", "3", "2", "1", "0"]


@pytest.mark.parametrize("cursor", ["", "x", "1", "1-", "-a", "9" * 18 + "-a", "1-a b", "1-\u0000", "²-a", "1-" + "a" * 99])
async def test_a_cursor_that_is_none_is_invalid(store, ada, cursor):
    with pytest.raises(Invalid):
        await listed(store, ada, 3, cursor)


async def test_archived_threads_are_a_list_of_their_own(store, clock, thread, ada):
    async with store.begin() as tx:
        await tx.threads.change(thread.id, owner=ada, archived=True)
    assert (await listed(store, ada)).items == ()
    assert (await listed(store, ada, archived=True)).items == (replace(thread, archived=True),)


async def test_all_ids_are_known_at_once_and_in_the_order_of_beginning(store, clock, thread, ada, eve):
    threads = [thread, *[await begin_thread(store, clock, ada, f"{n}") for n in range(3)]]
    await begin_thread(store, clock, eve, "not Ada's")
    async with store.begin() as tx:
        await tx.threads.change(threads[1].id, owner=ada, archived=True)
        assert await tx.threads.ids(owner=ada) == tuple(thread.id for thread in threads)


async def test_a_change_is_kept(store, clock, thread, ada):
    changed = replace(thread, title="Neuf", titled=True)
    async with store.begin() as tx:
        assert await tx.threads.change(thread.id, owner=ada, title="Neuf") == changed
        assert await tx.threads.get(thread.id, owner=ada) == changed


async def test_two_changes_at_once_are_both_kept(store, thread, ada):
    async def change(**what):
        async with store.begin() as tx:
            await tx.threads.change(thread.id, owner=ada, **what)

    await asyncio.gather(*(change(title="Neuf") for _ in range(5)), *(change(archived=True) for _ in range(5)))
    async with store.read() as look:
        assert await look.threads.get(thread.id, owner=ada) == replace(thread, title="Neuf", titled=True, archived=True)


async def test_a_machine_gives_a_title_unless_a_person_chose_one(store, thread, ada):
    async with store.begin() as tx:
        assert await tx.threads.title(thread.id, "Par machine", owner=ada) == replace(thread, title="Par machine")
        await tx.threads.change(thread.id, owner=ada, title="À moi")
        assert await tx.threads.title(thread.id, "Par machine", owner=ada) is None
        assert (await tx.threads.get(thread.id, owner=ada)).title == "À moi"


async def test_a_deleted_thread_takes_its_messages_along(store, clock, thread, ada):
    said = await say(store, clock, thread, ada, "adieu")
    async with store.begin() as tx:
        await tx.threads.delete(thread.id, owner=ada)
    async with store.read() as look:
        with pytest.raises(NotFound):
            await look.messages.get(said.id, owner=ada)
        assert (await look.threads.search("adieu", owner=ada, limit=9, cursor=None)).items == ()


async def test_what_is_gone_is_not_found(store, thread, ada):
    async with store.begin() as tx:
        await tx.threads.delete(thread.id, owner=ada)
    with pytest.raises(NotFound):
        async with store.begin() as tx:
            await tx.threads.delete(thread.id, owner=ada)
