"""What ports/chat.py promises of messages, on both families."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from stories import begin_thread, say, saying

from emergence.domain.chat import Drawn
from emergence.domain.problems import Conflict, Invalid, NotFound
from emergence.domain.usage import Tokens


async def test_a_message_comes_back_as_it_was_given(store, clock, thread, ada):
    given = {"ref": "r1", "reply_to": "m0", "model": "openai:x", "tokens": Tokens(12, 34), "cost": 0.25, "finish": "stop", "reason": "why"}
    ended = {"beat_at": clock.now(), "finished_at": clock.now(), "context": Drawn(3, 120, 6000)}
    said = await say(store, clock, thread, ada, "« Où ? » 🙂\n\t日本", **given, **ended)
    async with store.read() as look:
        assert await look.messages.get(said.id, owner=ada) == said
        assert (await look.messages.get(said.id, owner=ada)).created_at.utcoffset() == timedelta(0)


async def test_places_are_gap_free_under_fifty_at_once(store, clock, thread, ada):
    said = await asyncio.gather(*(say(store, clock, thread, ada) for _ in range(50)))
    assert sorted(message.seq for message in said) == list(range(1, 51))


async def test_a_place_given_up_is_given_again(store, clock, thread, ada):
    with suppress(ZeroDivisionError):
        async with store.begin() as tx:
            await tx.messages.open(thread.id, clock.now(), 3, owner=ada)
            raise ZeroDivisionError
    assert (await say(store, clock, thread, ada)).seq == 1


async def test_opening_takes_places_and_says_when_a_thread_was_last_used(store, clock, thread, ada):
    later = clock.advance(60)
    async with store.begin() as tx:
        assert await tx.messages.open(thread.id, later, 3, owner=ada) == (replace(thread, updated_at=later), 1)
        assert (await tx.messages.open(thread.id, later, 1, owner=ada))[1] == 4


async def test_the_same_ref_thirty_times_at_once_is_one_message(store, clock, thread, ada):
    results = await asyncio.gather(*(say(store, clock, thread, ada, ref="r1") for _ in range(30)), return_exceptions=True)
    refused = [result.code for result in results if isinstance(result, Conflict)]
    assert refused == ["ref_taken"] * 29
    async with store.read() as look:
        assert len((await look.messages.page(thread.id, owner=ada, limit=50, cursor=None)).items) == 1


async def test_two_owners_may_use_the_same_ref(store, clock, thread, ada, eve):
    mine = await say(store, clock, thread, ada, ref="r1")
    hers = await say(store, clock, await begin_thread(store, clock, eve, "Eve's"), eve, ref="r1")
    async with store.read() as look:
        assert (await look.messages.by_ref("r1", owner=ada)).id == mine.id
        assert (await look.messages.by_ref("r1", owner=eve)).id == hers.id
        assert await look.messages.by_ref("r2", owner=ada) is None


async def supersede(store, old, new, owner):
    async with store.begin() as tx:
        return await tx.messages.supersede([old], new, owner=owner)


async def test_of_two_that_supersede_at_once_one_wins(store, clock, thread, ada):
    old = await say(store, clock, thread, ada)
    answers = await asyncio.gather(*(supersede(store, old.id, f"new{n}", ada) for n in range(10)))
    assert sorted(answers) == [()] * 9 + [(old.id,)]


async def test_a_new_version_takes_the_place_of_the_old_one(store, clock, thread, ada):
    old = await say(store, clock, thread, ada, "one")
    new = replace(saying(clock, thread, old.seq, "two"), version=2)
    async with store.begin() as tx:
        await tx.messages.supersede([old.id], new.id, owner=ada)
        await tx.messages.add(new, owner=ada)
    async with store.read() as look:
        assert (await look.messages.page(thread.id, owner=ada, limit=9, cursor=None)).items == (new,)
        assert [version.content for version in await look.messages.versions(old.id, owner=ada)] == ["one", "two"]


async def test_two_messages_never_share_a_place(store, clock, thread, ada):
    first = await say(store, clock, thread, ada)
    with pytest.raises(Conflict):
        async with store.begin() as tx:
            await tx.messages.add(saying(clock, thread, first.seq), owner=ada)


async def test_replies_are_those_that_stand_now(store, clock, thread, ada):
    asked = await say(store, clock, thread, ada)
    replies = [await say(store, clock, thread, ada, role="assistant", speaker="neo", reply_to=asked.id) for _ in range(3)]
    await supersede(store, replies[1].id, "another", ada)
    async with store.read() as look:
        assert await look.messages.replies(asked.id, owner=ada) == (replies[0], replies[2])


async def test_pages_go_back_through_everything_once(store, clock, thread, ada):
    said = [await say(store, clock, thread, ada, f"{n}") for n in range(7)]
    async with store.read() as look:
        last = await look.messages.page(thread.id, owner=ada, limit=3, cursor=None)
        await say(store, clock, thread, ada, "meanwhile")
        middle = await look.messages.page(thread.id, owner=ada, limit=3, cursor=last.next)
        first = await look.messages.page(thread.id, owner=ada, limit=3, cursor=middle.next)
    assert [*first.items, *middle.items, *last.items] == said
    assert first.next is None


async def test_before_answers_the_last_ones_in_reading_order(store, clock, thread, ada):
    said = [await say(store, clock, thread, ada, f"{n}") for n in range(5)]
    async with store.read() as look:
        assert list(await look.messages.before(thread.id, 4, owner=ada, limit=2)) == said[2:4]


@pytest.mark.parametrize("cursor", ["", "x", "-1", "1.5", "1" * 30, "é", "1'--", "٣"])
async def test_a_cursor_that_is_none_is_invalid(store, thread, ada, cursor):
    async with store.read() as look:
        with pytest.raises(Invalid):
            await look.messages.page(thread.id, owner=ada, limit=3, cursor=cursor)


async def streaming(store, clock, thread, owner):
    return await say(store, clock, thread, owner, "", role="assistant", speaker="neo", status="streaming", beat_at=clock.now())


async def test_a_reply_grows_until_somebody_ends_it(store, clock, thread, ada):
    reply = await streaming(store, clock, thread, ada)
    ended = {"tokens": Tokens(1, 2), "cost": 0.5, "finish": "stop", "finished_at": clock.now(), "context": Drawn(3, 120, 6000)}
    done = replace(reply, content="all of it", status="complete", model="m", **ended)
    async with store.begin() as tx:
        assert await tx.messages.flush(reply.id, "all", clock.advance(1))
        assert await tx.messages.finish(done)
        assert not await tx.messages.finish(replace(done, content="late"))
        assert not await tx.messages.flush(reply.id, "later", clock.now())
    async with store.read() as look:
        assert await look.messages.get(reply.id, owner=ada) == replace(done, beat_at=clock.now())


async def test_a_reply_that_is_gone_can_neither_grow_nor_end(store, clock):
    async with store.begin() as tx:
        assert not await tx.messages.flush("gone", "x", clock.now())


async def test_silent_replies_are_interrupted_and_living_ones_are_not(store, clock, thread, ada):
    silent = await streaming(store, clock, thread, ada)
    alive = clock.advance(90)
    living = await streaming(store, clock, thread, ada)
    async with store.begin() as tx:
        ended = await tx.messages.interrupt_silent(alive, alive, "silent")
        assert ended == ((ada, replace(silent, status="interrupted", reason="silent", finished_at=alive)),)
        assert await tx.messages.flush(living.id, "still here", alive)


async def test_a_message_needs_its_thread(store, clock, thread, ada):
    with pytest.raises(NotFound):
        async with store.begin() as tx:
            await tx.messages.add(replace(saying(clock, thread, 1), thread_id="nowhere"), owner=ada)
