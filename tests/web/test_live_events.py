"""What a live session tells while it lasts: resuming, several tabs, inactivity, the end of a sign-in."""

import asyncio
from pathlib import Path
from typing import Any

from house import Person, open_house


def send(thread: str, **more: Any) -> dict[str, Any]:
    return {"type": "send", "ref": "r1", "thread_id": thread, "text": "Bonjour", "agents": ["anima"]} | more


async def test_who_comes_back_gets_what_was_missed_and_nothing_twice(person: Person) -> None:
    thread = await person.thread()
    async with person.live("tab") as live:
        await live.say(**send(thread))
        cut = await live.until("reply.started")
    async with person.live("watcher") as watcher:
        await asyncio.sleep(0.3)
    async with person.live("tab", after=cut["id"]) as back:
        await back.until("reply.done")
    both = [frame["id"] for frame in live.seen + back.seen if not frame["type"].startswith("session.")]
    assert len(both) == len(set(both))
    back.seen = [*live.seen, *back.seen]
    assert back.text_of(cut["message_id"]) == (await person.messages(thread))[1]["content"]
    assert watcher.seen[0]["type"] == "session.ready"


async def test_who_asks_for_what_is_forgotten_is_told_of_the_gap(person: Person) -> None:
    async with person.live(after="0-0") as live:
        assert (await live.next())["type"] == "gap"


async def test_two_tabs_see_the_same(person: Person) -> None:
    thread = await person.thread()
    async with person.live() as one, person.live() as two:
        await one.say(**send(thread))
        done = [await tab.until("reply.done") for tab in (one, two)]
    assert done[0] == done[1]
    assert one.text_of(done[0]["message_id"]) == two.text_of(done[0]["message_id"]) != ""


async def test_another_person_sees_nothing_of_it(person: Person, other: Person) -> None:
    thread = await person.thread()
    async with person.live() as mine, other.live() as theirs:
        await mine.say(**send(thread))
        await mine.until("reply.done")
        await theirs.say(type="ping")
        await theirs.until("pong")
    assert [frame["type"] for frame in theirs.seen] == ["session.ready", "pong"]


async def test_signing_out_closes_the_open_session_with_4401(person: Person) -> None:
    async with person.live() as live:
        await person.ask("POST", "/api/auth/logout")
        assert (await live.until("session.closed"))["reason"] == "revoked"
        assert await live.closed() == 4401


async def test_who_is_not_active_is_warned_then_closed_and_it_is_counted(home: Path) -> None:
    seconds = {
        "session_inactivity_timeout_minutes": 0.02,
        "session_cleanup_interval_seconds": 0.05,
        "session_warning_before_timeout_seconds": 0.8,
    }
    async with open_house(home, **seconds) as house:
        person = await house.person()
        async with person.live() as live:
            assert (await live.until("session.warning"))["seconds"] >= 1
            assert (await live.until("session.closed"))["reason"] == "inactive"
            assert await live.closed() == 4408
        await asyncio.sleep(0.05)
        async with house.http.get(f"{house.base}/metrics") as response:
            lines = (await response.text()).splitlines()
    assert {"sessions_timeout_total 1.0", "sessions_warning_sent_total 1.0", "sessions_active_current 0.0"} <= set(lines)
    assert "session_inactivity_duration_seconds_count 1.0" in lines


async def test_who_says_active_stays(home: Path) -> None:
    seconds = {
        "session_inactivity_timeout_minutes": 0.015,
        "session_cleanup_interval_seconds": 0.05,
        "session_warning_before_timeout_seconds": 0.5,
    }
    async with open_house(home, **seconds) as house:
        person = await house.person()
        async with person.live() as live:
            for _ in range(4):
                await live.until("session.warning")
                await live.say(type="active")
        assert not any(frame["type"] == "session.closed" for frame in live.seen)


async def test_a_slow_reader_delays_nobody(person: Person) -> None:
    thread = await person.thread()
    async with person.live() as slow, person.live() as quick:
        slow.socket.transport.pause_reading()
        for n in range(30):
            await quick.say(**send(thread, ref=f"r{n}", text="mot " * 10_000))
            await quick.until("reply.done")
        slow.socket.transport.resume_reading()
        await slow.until(lambda frame: frame["type"] in {"gap", "reply.done", "session.closed"})


async def test_who_is_cut_off_right_after_ready_still_misses_nothing(person: Person) -> None:
    thread = await person.thread()
    async with person.live("tab") as live:
        await live.say(**send(thread))
        cut = await live.until("message.added")
    async with person.live("watcher") as watcher:
        await watcher.say(type="ping")
        await watcher.until("pong")
        await asyncio.sleep(0.3)
    async with person.live("tab", after=cut["id"], ready=False) as short:
        ready = await short.next()
    async with person.live("tab", after=ready["id"]) as back:
        await back.until("reply.started")
        await back.until("reply.done")


async def test_who_is_cut_off_before_hearing_of_the_gap_hears_of_it_again(person: Person) -> None:
    async with person.live(after="0-0", ready=False) as live:
        ready = await live.next()
    async with person.live(after=ready["id"]) as back:
        assert (await back.next())["type"] == "gap"


async def test_text_for_another_thread_is_not_held_back_for_long(person: Person) -> None:
    near, far = await person.thread(), await person.thread()
    async with person.live() as watcher, person.live() as talker:
        await watcher.say(**send(near, ref="near"))
        await watcher.until("reply.done")
        await talker.say(**send(far, ref="far"))
        delta = await watcher.until("reply.delta")
    assert delta["thread_id"] == far
