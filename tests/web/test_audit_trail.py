"""The seven events that an admin must be able to look up: come in, failed to, refused, another role, taken away, deleted, ended."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from house import PASSWORD, House, Person, open_house

AUDIT = "/api/auth/admin/audit"
LIST = "/api/auth/admin/allowlist"
HEADERS = {"User-Agent": "a browser"}


@pytest.fixture
async def admin(house: House) -> Person:
    return await house.person(role="admin")


async def lines(admin: Person, **asked: str) -> list[dict[str, Any]]:
    _, page = await admin.ask("GET", AUDIT, params=asked)
    return list(page["items"])


async def line(admin: Person, action: str) -> dict[str, Any]:
    """The latest of these."""
    return (await lines(admin, action=action))[0]


async def login(house: House, email: str, password: str, **headers: str) -> str:
    """Status, and the request's own id."""
    body = {"email": email, "password": password}
    async with house.http.post(f"{house.base}/api/auth/login", json=body, headers=HEADERS | headers) as response:
        return str(response.headers["X-Request-ID"])


async def request_id(person: Person, method: str, path: str, **more: Any) -> str:
    headers = {"Authorization": f"Bearer {person.token}"} | HEADERS
    async with person.house.http.request(method, person.house.base + path, headers=headers, **more) as response:
        return str(response.headers["X-Request-ID"])


async def test_seven_events_say_when_who_what_from_where_and_by_which_request(house: House, admin: Person, person: Person) -> None:
    thread, role = await person.thread(title="To go"), {"email": person.email, "role": "admin"}
    other = (await person.ask("GET", "/api/auth/session"))[1]["session"]["id"]
    asked = {
        ("session.begin", "done", person.email, None): await login(house, person.email, PASSWORD),
        ("session.begin", "refused", None, person.email): await login(house, person.email, "wrong wrong wrong"),
        ("access.denied", "refused", person.email, f"GET {AUDIT}"): await request_id(person, "GET", AUDIT),
        ("user.role.admin", "done", admin.email, person.email): await request_id(admin, "POST", LIST, json=role),
        ("thread.export", "done", person.email, thread): await request_id(person, "GET", f"/api/threads/{thread}/export"),
        ("thread.delete", "done", person.email, thread): await request_id(person, "DELETE", f"/api/threads/{thread}"),
        ("session.revoke", "done", person.email, other): await request_id(person, "DELETE", f"/api/auth/sessions/{other}"),
    }
    found = {(one["action"], one["outcome"], one["actor_email"], one["target"]): one for one in reversed(await lines(admin, limit="200"))}
    assert {what: found[what]["request_id"] for what in asked} == asked
    assert {(found[what]["address"], found[what]["user_agent"]) for what in asked} == {("127.0.0.1", "a browser")}
    assert all(datetime.now(UTC) - datetime.fromisoformat(found[what]["at"]) < timedelta(minutes=5) for what in asked)


async def test_what_is_refused_says_why(house: House, admin: Person, person: Person) -> None:
    await person.ask("POST", LIST, json={"email": "x@example.org"})
    assert (await line(admin, "access.denied"))["note"] == "admins_only"
    await person.ask("POST", "/api/auth/two-factor/disable", json={"code": "000000"})
    assert (await line(admin, "access.denied"))["note"] == "wrong_code"
    await house.http.post(f"{house.base}/api/auth/login", json={}, headers={"Origin": "https://evil.example"})
    denied = await line(admin, "access.denied")
    assert (denied["note"], denied["actor_email"], denied["target"]) == ("foreign_origin", None, "POST /api/auth/login")


async def test_a_key_that_reaches_too_far_is_written_down(admin: Person, person: Person) -> None:
    _, key = await person.ask("POST", "/api/auth/keys", json={"name": "script", "scope": "read"})
    await Person(person.house, person.email, key["secret"], person.id).ask("DELETE", "/api/threads/some-thread?q=secret")
    denied = await line(admin, "access.denied")
    assert (denied["note"], denied["actor_email"], denied["target"]) == ("beyond_key", person.email, "DELETE /api/threads/some-thread")


async def test_a_live_session_that_is_somebody_elses_is_written_down(admin: Person, person: Person, other: Person) -> None:
    async with person.live("mine"):
        pass
    async with other.live("mine", ready=False) as live:
        assert await live.closed() == 4403
    denied = await line(admin, "access.denied")
    assert (denied["note"], denied["actor_email"], denied["target"]) == ("not_your_session", other.email, "WS /ws/mine")


async def test_a_wrong_password_is_one_line(admin: Person, person: Person) -> None:
    await person.ask("POST", "/api/auth/change-password", json={"current_password": "wrong wrong wrong", "new_password": "x" * 20})
    found = [one["action"] for one in await lines(admin, who=person.email) if one["outcome"] == "refused"]
    assert found == ["password.change"]


async def test_a_wrong_code_of_the_second_factor_is_written_down_at_every_door(house: House, admin: Person, person: Person) -> None:
    _, setup = await person.ask("POST", "/api/auth/two-factor/start", json={"password": PASSWORD})
    await person.ask("POST", "/api/auth/two-factor/confirm", json={"code": pyotp.TOTP(setup["secret"]).now()})
    link = (await house.services.accounts.sign_in_link(person.email, house.base)).rpartition("/")[2]
    wrong = {"code": "000000", "password": PASSWORD}
    await person.ask("POST", "/api/auth/login", json=wrong | {"email": person.email})
    await person.ask("POST", "/api/auth/login", json={"password": PASSWORD, "email": person.email})
    await person.ask("POST", "/api/auth/enter", json=wrong | {"secret": link})
    refused = [(one["action"], one["note"]) for one in await lines(admin, who=person.email) if one["outcome"] == "refused"]
    assert refused == [("password.set", "wrong_code"), ("session.begin", "wrong_code")]


async def test_everything_taken_away_at_once_is_a_line_as_well(admin: Person, person: Person) -> None:
    await person.ask("GET", "/api/threads/export")
    assert [(one["action"], one["target"]) for one in await lines(admin, who=person.email, action="thread")] == [("thread.export", None)]


async def test_what_was_not_found_was_not_taken_away_nor_deleted(admin: Person, person: Person, other: Person) -> None:
    thread = await person.thread(title="Mine")
    answers = [await other.ask("GET", f"/api/threads/{thread}/export"), await other.ask("DELETE", f"/api/threads/{thread}")]
    assert [status for status, _ in answers] == [404, 404]
    assert await lines(admin, action="thread") == []


async def test_who_is_refused_without_end_fills_no_trail(home: Path) -> None:
    async with open_house(home, rate_limits="on") as house:
        admin, person = await house.person(role="admin"), await house.person()
        assert {(await person.ask("GET", AUDIT))[0] for _ in range(40)} == {403}
        assert len(await lines(admin, action="access.denied", limit="200")) == 30


async def test_an_answer_stays_the_same_when_no_line_can_be_written(house: House, person: Person, caplog: pytest.LogCaptureFixture) -> None:
    with sqlite3.connect(house.settings.emergence_home / "emergence.db") as elsewhere:
        elsewhere.execute("BEGIN IMMEDIATE")
        status, _ = await person.ask("GET", AUDIT)
    assert status == 403
    assert "a line of the trail is missing: access.denied refused" in caplog.text
