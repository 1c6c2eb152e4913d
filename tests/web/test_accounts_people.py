"""Whom the admin lets in and shuts out, who is in, and what is written down of it."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from house import PASSWORD, House, Person, open_house

LIST, SESSIONS, AUDIT = (f"/api/auth/admin/{name}" for name in ("allowlist", "sessions", "audit"))


@pytest.fixture
async def admin(house: House) -> Person:
    return await house.person(role="admin")


async def allow(admin: Person, email: str, role: str = "member") -> tuple[int, Any]:
    return await admin.ask("POST", LIST, json={"email": email, "role": role})


async def actions(admin: Person, **wanted: str) -> list[tuple[str, str, str | None]]:
    query = "&".join(f"{name}={value}" for name, value in wanted.items())
    _, page = await admin.ask("GET", f"{AUDIT}?limit=200&{query}")
    return [(line["action"], line["outcome"], line["target"]) for line in page["items"]]


async def test_a_person_is_let_in_and_listed_without_anything_secret(admin: Person) -> None:
    status, said = await allow(admin, " New@Example.org")
    assert (status, said["email"], said["active"], said["disabled_at"]) == (200, "new@example.org", False, None)
    _, listed = await admin.ask("GET", LIST)
    assert [one["email"] for one in listed["items"]] == sorted([admin.email, "new@example.org"])
    assert set(listed["items"][0]) == {"email", "role", "created_at", "active", "disabled_at", "seen_at"}


async def test_an_admin_sees_when_people_were_last_here(admin: Person, person: Person) -> None:
    await allow(admin, "new@example.org")
    _, listed = await admin.ask("GET", LIST)
    seen = {one["email"]: bool(one["seen_at"]) for one in listed["items"]}
    assert seen == {admin.email: True, person.email: True, "new@example.org": False}


@pytest.mark.parametrize(("how", "reach"), [({}, False), ({"smtp_host": "127.0.0.1", "smtp_from": "product@example.org"}, True)])
async def test_an_admin_is_told_whether_letters_reach_people(home: Path, how: dict[str, str], reach: bool) -> None:
    async with open_house(home, **how) as house:
        _, listed = await (await house.person(role="admin")).ask("GET", LIST)
    assert listed["letters_reach"] is reach


async def test_what_is_no_email_is_refused(admin: Person) -> None:
    answers = [await allow(admin, email) for email in ("x", "a@b\r\nBcc: v@x.org", "a b@example.org", "a@" + "b" * 300)]
    assert {status for status, _ in answers} == {422}


@pytest.mark.parametrize("role", ["owner", "", None, "ADMIN"])
async def test_there_are_two_roles(admin: Person, role: str | None) -> None:
    assert (await admin.ask("POST", LIST, json={"email": "a@example.org", "role": role}))[0] == 422


async def test_no_password_can_be_chosen_for_somebody(admin: Person) -> None:
    status, _ = await admin.ask("POST", LIST, json={"email": "a@example.org", "role": "member", "password": PASSWORD})
    assert status == 422


async def test_members_see_none_of_it(person: Person) -> None:
    answers = [
        await person.ask("GET", LIST),
        await allow(person, person.email, "admin"),
        await person.ask("DELETE", f"{LIST}/{person.email}"),
        await person.ask("GET", SESSIONS),
        await person.ask("POST", f"{SESSIONS}/revoke", json={"email": person.email}),
        await person.ask("GET", AUDIT),
        await person.ask("GET", f"{AUDIT}/export"),
    ]
    assert [(status, said["code"]) for status, said in answers] == [(403, "admins_only")] * 7


async def test_who_is_shut_out_is_out_within_a_second_and_can_come_back(admin: Person, person: Person, house: House) -> None:
    thread = await person.thread(title="mine")
    async with person.live() as live:
        assert (await admin.ask("DELETE", f"{LIST}/{person.email}"))[0] == 204
        async with asyncio.timeout(1):
            assert await live.closed() == 4401
    assert (await person.ask("GET", "/api/threads/"))[0] == 401
    assert await sign_in(house, person.email) == 401
    await allow(admin, person.email)
    assert await sign_in(house, person.email) == 200
    assert thread


async def sign_in(house: House, email: str) -> int:
    async with house.http.post(f"{house.base}/api/auth/login", json={"email": email, "password": PASSWORD}) as response:
        return response.status


async def test_who_is_forgotten_is_not_listed_any_more(admin: Person, person: Person) -> None:
    assert (await admin.ask("DELETE", f"{LIST}/{person.email}?forget=true"))[0] == 204
    assert (await admin.ask("DELETE", f"{LIST}/{person.email}"))[0] == 404
    assert [one["email"] for one in (await admin.ask("GET", LIST))[1]["items"]] == [admin.email]


async def test_a_role_holds_from_the_next_request_on(admin: Person, house: House) -> None:
    second = await house.person(role="admin")
    assert (await second.ask("GET", LIST))[0] == 200
    assert (await allow(admin, second.email, "member"))[0] == 200
    assert (await second.ask("GET", LIST))[0] == 403
    await allow(admin, second.email, "admin")
    assert (await second.ask("GET", LIST))[0] == 200


async def test_the_last_admin_stays(admin: Person) -> None:
    answers = [
        await allow(admin, admin.email, "member"),
        await admin.ask("DELETE", f"{LIST}/{admin.email}"),
        await admin.ask("DELETE", f"{LIST}/{admin.email}?forget=true"),
    ]
    assert [(status, said["code"]) for status, said in answers] == [(409, "last_admin")] * 3


async def test_two_admins_who_shut_each_other_out_at_once_leave_one(admin: Person, house: House) -> None:
    other = await house.person(role="admin")
    answers = await asyncio.gather(admin.ask("DELETE", f"{LIST}/{other.email}"), other.ask("DELETE", f"{LIST}/{admin.email}"))
    assert sorted(status for status, _ in answers)[0] == 204
    assert [status for status, _ in answers].count(204) == 1


async def test_who_is_signed_in_is_listed_page_by_page(admin: Person, person: Person) -> None:
    _, first = await admin.ask("GET", f"{SESSIONS}?limit=1")
    _, second = await admin.ask("GET", f"{SESSIONS}?limit=1&cursor={first['next']}")
    assert [one["email"] for one in first["items"] + second["items"]] == [person.email, admin.email]
    assert "token" not in json.dumps(first)


async def test_an_admin_ends_sessions_of_others(admin: Person, person: Person, other: Person) -> None:
    _, mine = await person.ask("GET", "/api/auth/session")
    one = {"email": person.email, "session_id": mine["session"]["id"]}
    assert (await admin.ask("POST", f"{SESSIONS}/revoke", json={"email": other.email, "session_id": one["session_id"]}))[0] == 404
    assert await admin.ask("POST", f"{SESSIONS}/revoke", json=one) == (200, {"ended": 1})
    assert (await person.ask("GET", "/api/threads/"))[0] == 401
    assert await admin.ask("POST", f"{SESSIONS}/revoke", json={"email": other.email}) == (200, {"ended": 1})
    assert (await other.ask("GET", "/api/threads/"))[0] == 401


async def test_a_person_lists_and_ends_their_own_sessions(person: Person, other: Person, house: House) -> None:
    await sign_in(house, person.email)
    _, mine = await person.ask("GET", "/api/auth/sessions")
    assert sorted(one["current"] for one in mine["items"]) == [False, True]
    elsewhere = next(one["id"] for one in mine["items"] if not one["current"])
    assert (await other.ask("DELETE", f"/api/auth/sessions/{elsewhere}"))[0] == 404
    assert (await person.ask("DELETE", f"/api/auth/sessions/{elsewhere}"))[0] == 204
    assert (await person.ask("DELETE", f"/api/auth/sessions/{elsewhere}"))[0] == 404
    assert len((await person.ask("GET", "/api/auth/sessions"))[1]["items"]) == 1


async def test_a_person_ends_all_their_other_sessions(person: Person, house: House) -> None:
    await sign_in(house, person.email)
    assert (await person.ask("DELETE", "/api/auth/sessions"))[0] == 204
    assert [one["current"] for one in (await person.ask("GET", "/api/auth/sessions"))[1]["items"]] == [True]


async def test_a_guess_at_nobody_is_written_down_without_what_was_typed(admin: Person, house: House) -> None:
    await house.http.post(f"{house.base}/api/auth/login", json={"email": "hunter2hunter2", "password": "wrong wrong wrong"})
    status, page = await admin.ask("GET", "/api/auth/admin/audit?action=session.begin")
    assert (status, page["items"][0]["outcome"], page["items"][0]["target"]) == (200, "refused", None)
    assert "hunter2" not in str(page)


async def test_what_was_done_is_written_down(admin: Person, person: Person, house: House) -> None:
    await house.http.post(f"{house.base}/api/auth/login", json={"email": person.email, "password": "wrong wrong wrong"})
    await allow(admin, person.email, "admin")
    await admin.ask("DELETE", f"{LIST}/{person.email}")
    await admin.ask("POST", "/api/auth/logout")
    again = await house.person(role="admin")
    assert await actions(again, who=person.email) == [
        ("user.disable", "done", person.email),
        ("user.role.admin", "done", person.email),
        ("session.begin", "refused", person.email),
        ("session.begin", "done", None),
        ("user.add", "done", person.email),
    ]
    assert ("session.end", "done", None) in await actions(again, who=admin.email)


async def test_a_line_says_from_where(admin: Person) -> None:
    await admin.ask("POST", LIST, json={"email": "a@example.org"}, headers={"User-Agent": "evil\t" + "x" * 500})
    _, page = await admin.ask("GET", f"{AUDIT}?action=user.add&limit=1")
    line = page["items"][0]
    assert (line["address"], line["user_agent"], line["actor_email"]) == ("127.0.0.1", ("evil " + "x" * 500)[:200], admin.email)
    assert line["request_id"]
    assert line["at"].endswith("Z")


async def test_the_trail_is_taken_away_as_lines(admin: Person) -> None:
    headers = {"Authorization": f"Bearer {admin.token}"}
    async with admin.house.http.get(f"{admin.house.base}{AUDIT}/export", headers=headers) as response:
        lines = [json.loads(line) for line in (await response.text()).splitlines()]
        assert "attachment" in response.headers["Content-Disposition"]
    assert (lines[0]["action"], lines[-1]["action"]) == ("audit.export", "user.add")
