"""A live session: who may open one, what it takes, and what it refuses."""

import json
from contextlib import suppress
from typing import Any

import pytest
from house import House, Person
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus


def send(thread: str, **more: Any) -> dict[str, Any]:
    return {"type": "send", "ref": "r1", "thread_id": thread, "text": "Bonjour", "agents": ["anima"]} | more


async def refused(person: Person, text: str | bytes) -> dict[str, Any]:
    """The answer to a frame that is not taken; afterwards the session still lives."""
    async with person.live() as live:
        await live.socket.send(text)
        failed = await live.until("failed")
        await live.say(type="ping")
        await live.until("pong")
    return failed


async def test_the_first_frame_says_that_the_session_is_ready(person: Person) -> None:
    async with person.live("my-browser", ready=False) as live:
        ready = await live.next()
    assert (ready["type"], ready["session_id"]) == ("session.ready", "my-browser")
    assert [agent["id"] for agent in ready["agents"]] == ["anima", "neo", "nexus"]


async def test_every_frame_has_an_id_and_a_type(person: Person) -> None:
    thread = await person.thread()
    async with person.live() as live:
        await live.say(**send(thread))
        await live.until("reply.done")
    assert all(frame["id"] and frame["type"] for frame in live.seen)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "bad_frame"),
        ("", "bad_frame"),
        ("[]", "unknown_frame"),
        ('"send"', "unknown_frame"),
        ("null", "unknown_frame"),
        ('{"type":"dance"}', "unknown_frame"),
        ('{"no":"type"}', "unknown_frame"),
        ('{"type":["send"]}', "unknown_frame"),
        (json.dumps(send("t" * 32, agents=["hal"])), "invalid_frame"),
        (json.dumps(send("t" * 32, agents=[])), "invalid_frame"),
        (json.dumps(send("t" * 32, user_id="me")), "invalid_frame"),
        (json.dumps(send("t" * 32, text="   ")), "invalid_frame"),
        (json.dumps(send("t" * 32, text="nul \u0000 byte")), "invalid_frame"),
        (json.dumps(send("t" * 32, text=3)), "invalid_frame"),
        (json.dumps(send("../etc/passwd")), "invalid_frame"),
        (json.dumps(send("t" * 32, ref="x" * 65)), "invalid_frame"),
        ('{"type":"send","ref":"r1","thread_id":"t","text":"\\ud800","agents":["anima"]}', "bad_frame"),
        ("[" * 5000 + "]" * 5000, "bad_frame"),
        ('{"a":' * 5000 + "1" + "}" * 5000, "bad_frame"),
        ('{"type":"ping","at":NaN}', "invalid_frame"),
    ],
)
async def test_what_is_not_a_command_is_refused_and_the_session_lives(person: Person, text: str, code: str) -> None:
    failed = await refused(person, text)
    assert failed["code"] == code
    assert "t" * 32 not in failed["message"]


async def test_a_refused_command_is_named_by_its_ref(person: Person) -> None:
    failed = await refused(person, json.dumps(send("t" * 32, agents=["hal"])))
    assert failed["ref"] == "r1"


async def test_somebody_elses_thread_is_not_found(person: Person, other: Person) -> None:
    theirs = await other.thread(title="À moi")
    failed = await refused(person, json.dumps(send(theirs)))
    assert (failed["code"], failed["ref"]) == ("thread_not_found", "r1")
    assert await other.messages(theirs) == []


async def test_somebody_elses_session_id_is_refused(person: Person, other: Person) -> None:
    async with person.live("my-browser"), other.live("my-browser", ready=False) as live:
        assert await live.closed() == 4403
    async with person.live("my-browser"):
        pass


@pytest.mark.parametrize("size", [64 * 1024 + 1, 65 * 1024 + 1])
async def test_a_frame_that_is_too_large_closes_with_1009(person: Person, size: int) -> None:
    async with person.live() as live:
        await live.socket.send("x" * size)
        assert await live.closed() == 1009


async def test_a_frame_of_nearly_64_kib_is_taken(person: Person) -> None:
    thread = await person.thread()
    async with person.live() as live:
        await live.say(**send(thread, text="x" * 60_000))
        await live.until("reply.done")
    assert (await person.messages(thread))[0]["content"] == "x" * 60_000


async def test_a_binary_frame_closes_with_1003(person: Person) -> None:
    async with person.live() as live:
        await live.socket.send(b"\x00\x01")
        assert await live.closed() == 1003


async def test_a_hundred_bad_frames_in_a_row_close_with_1008(person: Person) -> None:
    async with person.live() as live:
        with suppress(ConnectionClosed):
            for _ in range(200):
                await live.socket.send("{")
                await live.next()
        assert await live.closed() == 1008


async def test_without_credentials_nothing_is_said_and_it_closes_with_4401(house: House) -> None:
    async with connect(f"ws://127.0.0.1:{house.port}/ws/x", compression=None) as socket:
        with pytest.raises(ConnectionClosed):
            await socket.recv()
    assert socket.close_code == 4401


@pytest.mark.parametrize("protocols", [["emergence.v1"], ["emergence.v1", "bearer.abc"], ["bearer.a.b.c"]])
async def test_a_wrong_token_closes_with_4401(house: House, protocols: list[str]) -> None:
    async with connect(f"ws://127.0.0.1:{house.port}/ws/x", subprotocols=protocols, compression=None) as socket:  # type: ignore[arg-type]
        with pytest.raises(ConnectionClosed):
            await socket.recv()
    assert socket.close_code == 4401


async def test_a_token_in_the_url_does_not_count(house: House, person: Person) -> None:
    async with connect(f"ws://127.0.0.1:{house.port}/ws/x?token={person.token}", compression=None) as socket:
        with pytest.raises(ConnectionClosed):
            await socket.recv()
    assert socket.close_code == 4401


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:9", "http://localhost:8000.evil.io"])
async def test_a_foreign_origin_is_refused_before_anything_opens(house: House, person: Person, origin: str) -> None:
    headers = {"Cookie": f"emergence={person.token}"}
    with pytest.raises(InvalidStatus) as refusal:
        async with connect(f"ws://127.0.0.1:{house.port}/ws/x", origin=origin, additional_headers=headers):  # type: ignore[arg-type]
            pass
    assert refusal.value.response.status_code == 403


async def test_a_cookie_with_our_own_origin_opens_a_session(house: House, person: Person) -> None:
    headers = {"Cookie": f"emergence={person.token}"}
    async with connect(
        f"ws://127.0.0.1:{house.port}/ws/x",
        origin=house.settings.base_url,  # type: ignore[arg-type]
        additional_headers=headers,
        subprotocols=["emergence.v1"],  # type: ignore[list-item]
    ) as socket:
        assert json.loads(await socket.recv())["type"] == "session.ready"


async def test_a_cookie_without_an_origin_does_not_count(house: House, person: Person) -> None:
    with pytest.raises(InvalidStatus):
        async with connect(f"ws://127.0.0.1:{house.port}/ws/x", additional_headers={"Cookie": f"emergence={person.token}"}):
            pass


@pytest.mark.parametrize("name", ["a" * 65, "a b", "a%2F..%2Fb", "é"])
async def test_a_session_id_that_is_none_is_refused(house: House, person: Person, name: str) -> None:
    with pytest.raises((InvalidStatus, ConnectionClosed)):
        async with person.live(name):
            pass
