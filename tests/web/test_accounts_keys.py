"""Personal keys: what they let a program do, what not, and how they end."""

import asyncio
from typing import Any

import pytest
from house import House, Person

KEYS = "/api/auth/keys"


async def key(person: Person, scope: str = "chat", **more: Any) -> tuple[Person, str]:
    """The person as a program comes in with a new key, and the key's id."""
    status, made = await person.ask("POST", KEYS, json={"name": "a script", "scope": scope, **more})
    assert status == 201
    return Person(person.house, person.email, made["secret"], person.id), made["id"]


async def test_a_key_is_shown_once_and_kept_as_a_hash(house: House, person: Person) -> None:
    program, key_id = await key(person, days=30)
    _, listed = await person.ask("GET", KEYS)
    assert [(one["id"], one["hint"], one["scope"]) for one in listed["items"]] == [(key_id, program.token[:7], "chat")]
    assert "secret" not in listed["items"][0]
    kept = b"".join(path.read_bytes() for path in house.settings.emergence_home.glob("emergence.db*"))
    assert program.token.encode() not in kept


async def test_a_program_converses(person: Person) -> None:
    program, _ = await key(person)
    thread = await program.thread(title="by a program")
    async with program.live() as live:
        await live.say(type="send", ref="r1", thread_id=thread, text="hello", agents=["neo"])
        await live.until("reply.done")
    assert len(await person.messages(thread)) == 2
    assert (await person.ask("GET", KEYS))[1]["items"][0]["used_at"]


async def test_a_key_that_reads_only_reads(person: Person) -> None:
    program, _ = await key(person, "read")
    thread = await person.thread(title="mine")
    assert (await program.ask("GET", f"/api/threads/{thread}"))[0] == 200
    answers = [await program.ask("POST", "/api/threads/", json={}), await program.ask("DELETE", f"/api/threads/{thread}")]
    assert [(status, said["code"]) for status, said in answers] == [(403, "beyond_key")] * 2
    with pytest.raises(Exception, match="403"):
        async with program.live():
            pass


@pytest.mark.parametrize("scope", ["chat", "read"])
async def test_no_key_reaches_the_account(house: House, scope: str) -> None:
    admin = await house.person(role="admin")
    program, key_id = await key(admin, scope)
    asked = [
        ("GET", KEYS), ("POST", KEYS), ("DELETE", f"{KEYS}/{key_id}"), ("GET", "/api/auth/sessions"), ("DELETE", "/api/auth/sessions"),
        ("POST", "/api/auth/change-password"), ("POST", "/api/auth/two-factor/start"), ("POST", "/api/auth/logout"),
        ("GET", "/api/auth/admin/allowlist"), ("GET", "/api/auth/admin/audit"), ("GET", "/api/admin/jobs"),
    ]  # fmt: skip
    assert {(await program.ask(method, path))[1]["code"] for method, path in asked} == {"beyond_key"}


async def test_a_key_ends_at_once_and_takes_its_sockets_along(person: Person, other: Person) -> None:
    program, key_id = await key(person)
    assert (await other.ask("DELETE", f"{KEYS}/{key_id}"))[0] == 404
    async with program.live() as live:
        assert (await person.ask("DELETE", f"{KEYS}/{key_id}"))[0] == 204
        async with asyncio.timeout(1):
            assert await live.closed() == 4401
    assert (await program.ask("GET", "/api/threads/"))[0] == 401
    assert (await person.ask("DELETE", f"{KEYS}/{key_id}"))[0] == 404


async def test_keys_end_with_the_person(house: House, person: Person) -> None:
    program, _ = await key(person)
    admin = await house.person(role="admin")
    await admin.ask("DELETE", f"/api/auth/admin/allowlist/{person.email}")
    assert (await program.ask("GET", "/api/threads/"))[0] == 401


@pytest.mark.parametrize("token", ["em_", "em_x", "em_" + "a" * 43, "em_' OR 1=1 --"])
async def test_a_key_that_was_made_up_is_none(person: Person, token: str) -> None:
    await key(person)
    assert (await Person(person.house, person.email, token, person.id).ask("GET", "/api/threads/"))[0] == 401


@pytest.mark.parametrize(
    "body",
    [
        {"name": " ", "scope": "chat"},
        {"name": "x", "scope": "all"},
        {"name": "x" * 81, "scope": "read"},
        {"name": "x", "scope": "chat", "days": 0},
    ],
)
async def test_a_key_needs_a_name_and_an_end_that_can_be(person: Person, body: dict[str, Any]) -> None:
    assert (await person.ask("POST", KEYS, json=body))[0] == 422


async def test_a_person_has_so_many_keys(person: Person) -> None:
    for _ in range(20):
        await key(person)
    status, said = await person.ask("POST", KEYS, json={"name": "one more", "scope": "read"})
    assert (status, said["code"]) == (409, "too_many_keys")
