"""Under which name the product answers, whose pages may ask it, and who is said to ask."""

from pathlib import Path
from typing import Any

import pytest
from house import PASSWORD, House, Person, open_house

EVIL = "evil.example"
LOGIN = {"email": "ada@example.org", "password": PASSWORD, "mode": "bearer"}


async def post(house: House, path: str, headers: dict[str, str], body: Any = None) -> tuple[int, dict[str, Any]]:
    async with house.http.post(house.base + path, headers=headers, json=body or {}) as response:
        return response.status, await response.json()


def with_cookie(person: Person, **more: str) -> dict[str, str]:
    return {"Cookie": f"emergence={person.token}"} | {name.replace("_", "-"): value for name, value in more.items()}


@pytest.mark.parametrize(
    "host", [EVIL, f"{EVIL}:8000", "localhost.evil.example", "a/b?x=", "", "127.0.0.1.nip.io", "[::1", "localhost@evil"]
)
async def test_a_foreign_name_is_refused(house: House, host: str) -> None:
    async with house.http.get(f"{house.base}/", headers={"Host": host}) as response:
        assert response.status == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1234", "127.0.0.1:8000", "[::1]:8000"])
async def test_loopback_has_several_names(house: House, host: str) -> None:
    async with house.http.get(f"{house.base}/", headers={"Host": host}) as response:
        assert response.status == 200


async def test_a_probe_may_call_it_anything(house: House) -> None:
    async with house.http.get(f"{house.base}/api/health", headers={"Host": "10.1.2.3"}) as response:
        assert (await response.json())["status"] == "ok"


@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host", "Forwarded", "X-Forwarded-Proto"])
async def test_a_link_is_never_built_from_the_request(house: House, name: str) -> None:
    async with house.http.get(f"{house.base}/api/threads", headers={name: EVIL}) as response:
        assert EVIL not in str(response.headers) + await response.text()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9"},
        {"Origin": "http://localhost:8000.evil.example"},
        {"Origin": "https://localhost:8000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:8000"},
        {},
    ],
)
async def test_another_sites_page_cannot_use_the_cookie(house: House, person: Person, headers: dict[str, str]) -> None:
    status, problem = await post(house, "/api/threads/", with_cookie(person) | headers)
    assert (status, problem["code"]) == (403, "foreign_origin")
    assert (await person.ask("GET", "/api/threads/"))[1]["items"] == []


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost:8000"}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}])
async def test_our_own_page_can_use_the_cookie(house: House, person: Person, headers: dict[str, str]) -> None:
    assert (await post(house, "/api/threads/", with_cookie(person) | headers))[0] == 201


async def test_on_loopback_the_name_that_was_asked_is_ours(house: House, person: Person) -> None:
    assert (await post(house, "/api/threads/", with_cookie(person, Origin=house.base)))[0] == 201


async def test_a_page_that_reads_needs_no_proof(house: House, person: Person) -> None:
    async with house.http.get(f"{house.base}/api/threads/", headers=with_cookie(person)) as response:
        assert response.status == 200


async def test_a_program_with_a_token_says_no_origin(person: Person) -> None:
    assert (await person.ask("POST", "/api/threads/", json={}))[0] == 201


async def test_another_sites_page_cannot_sign_somebody_in(house: House) -> None:
    await house.person(LOGIN["email"])
    assert (await post(house, "/api/auth/login", {"Origin": f"https://{EVIL}"}, LOGIN))[0] == 403
    assert (await post(house, "/api/auth/login", {}, LOGIN))[0] == 200


async def test_nobody_is_told_that_other_origins_may_read(house: House, person: Person) -> None:
    headers = with_cookie(person, Origin=f"https://{EVIL}", Access_Control_Request_Method="POST")
    async with house.http.options(f"{house.base}/api/threads/", headers=headers) as response:
        assert response.status == 405
        assert not any(name.lower().startswith("access-control") for name in response.headers)


@pytest.mark.parametrize(
    ("hops", "forwarded", "address"),
    [
        (0, "6.6.6.6", "127.0.0.1"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "6.6.6.6, <script>", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
async def test_only_a_trusted_proxy_says_who_asks(home: Path, hops: int, forwarded: str, address: str) -> None:
    async with open_house(home, trusted_proxy_hops=hops) as house:
        await house.person(LOGIN["email"])
        _, said = await post(house, "/api/auth/login", {"X-Forwarded-For": forwarded}, LOGIN)
    assert said["session"]["address"] == address


@pytest.mark.parametrize("headers", [{"Origin": f"https://{EVIL}"}, {"Origin": "null"}, {"Host": EVIL}])
async def test_a_live_session_is_refused_to_others_even_with_a_token(house: House, person: Person, headers: dict[str, str]) -> None:
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    shown = {"Sec-WebSocket-Protocol": f"emergence.v1, bearer.{person.token}"}
    async with house.http.get(f"{house.base}/ws/x", headers=upgrade | shown | headers) as response:
        assert response.status == 403


async def test_a_live_session_is_open_to_our_own_page(house: House, person: Person) -> None:
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    async with house.http.get(f"{house.base}/ws/x", headers=upgrade | with_cookie(person, Origin="http://localhost:8000")) as response:
        assert response.status == 101
