"""What else people try who mean no good: other addresses, other files, other letters, places that should not be there."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from house import PASSWORD, House, Person, open_house
from postbox import house_with_post
from sqlalchemy.ext.asyncio import create_async_engine
from yarl import URL

from emergence.backends.sql.schema import sessions
from emergence.features.accounts import neighbourhood, network

LIST, ADMIN_SESSIONS = "/api/auth/admin/allowlist", "/api/auth/admin/sessions"
NAMES = {
    "../../x": "x",
    "/etc/passwd": "etc passwd",
    "C:\\x\\y": "C x y",
    "x" * 500: "x" * 160,
    "\u202efdp.exe": "fdp exe",
    'a";rm -rf /;"': "a rm -rf",
    "a\r\nSet-Cookie: b=c": "a Set-Cookie b c",
    "…": "thread",
    "CON.md": "CON md",
    "<svg onload=alert(1)>": "svg onload alert 1",
}
SEVERAL = ("a@x.org\r\nBcc: v@x.org", "a@x.org\nTo: v@x.org", "a@x.org, v@x.org", "<a@x.org>", "a@x.org\u2028b", "a@x.org;v@x.org")
NOT_THERE = (
    "/docs", "/redoc", "/openapi.json", "/.git/config", "/.env", "/dev-auth.html", "/_debug", "/admin", "/server-status",
    "/actuator/health", "/api/v1/", "/api/debug", "/console", "/wp-login.php", "/api/auth/dev", "/static/../pyproject.toml",
)  # fmt: skip


async def login(house: House, email: str, password: str, forwarded: str) -> int:
    body = {"email": email, "password": password, "mode": "bearer"}
    async with house.http.post(f"{house.base}/api/auth/login", json=body, headers={"X-Forwarded-For": forwarded}) as response:
        return response.status


async def test_guesses_from_one_address_are_counted_whatever_it_says_of_itself(home: Path) -> None:
    async with open_house(home, rate_limits="on", trusted_proxy_hops=1) as house:
        person = await house.person()
        guesses = [await login(house, f"nobody{n}@example.org", "wrong wrong", f"6.6.6.{n}, 203.0.113.9") for n in range(34)]
        assert [guesses.count(401), guesses[-4:]] == [30, [429] * 4]
        assert await login(house, person.email, PASSWORD, "203.0.113.9, 198.51.100.7") == 200


@pytest.mark.parametrize("hops", [0, 1])
async def test_the_trail_names_who_really_asked(home: Path, hops: int) -> None:
    async with open_house(home, trusted_proxy_hops=hops) as house:
        admin = await house.person(role="admin")
        await login(house, admin.email, "wrong wrong wrong", "6.6.6.6, 203.0.113.9")
        _, page = await admin.ask("GET", "/api/auth/admin/audit?action=session.begin")
    assert page["items"][0]["address"] == ("127.0.0.1", "203.0.113.9")[hops]


@pytest.mark.parametrize("zone", ["fe80::1%eth0", "fe80::1%<script>", "::1%a b"])
async def test_an_address_with_a_zone_is_none(home: Path, zone: str) -> None:
    async with open_house(home, trusted_proxy_hops=1) as house:
        admin = await house.person(role="admin")
        await login(house, admin.email, PASSWORD, zone)
        _, listed = await admin.ask("GET", "/api/auth/sessions")
    assert {one["address"] for one in listed["items"]} == {"127.0.0.1"}


def test_an_address_counts_as_its_home_and_one_of_the_old_kind_as_itself() -> None:
    counted = {address: network(address) for address in ("192.0.2.7", "::ffff:192.0.2.7", "2001:db8::7", "none")}
    assert counted == {"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8::7": "2001:db8::/64", "none": "none"}
    assert [neighbourhood(address) for address in counted] == ["192.0.2.0/24", "192.0.2.0/24", "2001:db8::/48", "none"]


async def test_an_admin_is_told_about_where_others_are_and_not_exactly(house: House, person: Person) -> None:
    admin = await house.person(role="admin")
    _, listed = await admin.ask("GET", ADMIN_SESSIONS)
    assert {one["address"] for one in listed["items"]} == {"127.0.0.0/24"}
    assert (await person.ask("GET", "/api/auth/session"))[1]["session"]["address"] == "127.0.0.1"


async def test_a_silent_socket_closes_when_its_session_was_ended_elsewhere(house: House, person: Person) -> None:
    engine = create_async_engine(house.settings.database)
    async with person.live() as live:
        async with engine.begin() as tx:  # as another process does, which this one does not hear
            await tx.execute(sa.update(sessions).where(sessions.c.user_id == person.id).values(revoked_at=sessions.c.created_at))
        assert await live.closed() == 4401
    await engine.dispose()


@pytest.mark.parametrize("email", SEVERAL)
async def test_nobody_is_written_to_besides(home: Path, email: str) -> None:
    async with house_with_post(home) as (house, box):
        admin = await house.person(role="admin")
        refused = await admin.ask("POST", LIST, json={"email": email})
        await house.http.post(f"{house.base}/api/auth/request-password-reset", json={"email": email})
        await admin.ask("POST", LIST, json={"email": "new@example.org"}, headers={"Accept-Language": "fr, \tBcc: v@x.org"})
        letter = await box.letter()
    assert (refused[0], refused[1]["code"]) == (422, "bad_email")
    assert (letter.get_all("To"), letter["Bcc"], letter["Cc"], len(box.letters)) == (["new@example.org"], None, None, 1)


@pytest.mark.parametrize(("title", "name"), NAMES.items(), ids=range(len(NAMES)))
@pytest.mark.parametrize("ending", ["json", "md"])
async def test_a_title_makes_a_harmless_attachment(person: Person, title: str, name: str, ending: str) -> None:
    thread = await person.thread(title=title)
    headers = {"Authorization": f"Bearer {person.token}"}
    async with person.house.http.get(f"{person.house.base}/api/threads/{thread}/export?format={ending}", headers=headers) as response:
        disposition = response.headers["Content-Disposition"]
        assert (response.headers["X-Content-Type-Options"], "Set-Cookie" in response.headers) == ("nosniff", False)
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert disposition == f"attachment; filename=\"thread.{ending}\"; filename*=UTF-8''{quote(name)}.{ending}"


@pytest.mark.parametrize("role", ["member", "admin"])
async def test_nothing_is_there_that_should_not_be(house: House, role: str) -> None:
    person = await house.person(role=role)
    answers = {path: await status(person, "GET", path) for path in NOT_THERE}
    assert {path: answer for path, answer in answers.items() if answer not in {401, 404, 405}} == {}
    assert {await status(person, method, "/api/threads/") for method in ("TRACE", "PURGE", "PROPFIND")} == {405}


async def status(person: Person, method: str, path: str) -> Any:
    url = URL(person.house.base + path, encoded=True)
    async with person.house.http.request(method, url, headers={"Authorization": f"Bearer {person.token}"}) as response:
        return response.status


def bytes_kept(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.glob("emergence.db*"))


async def test_only_the_hash_of_a_links_secret_is_kept(home: Path) -> None:
    async with house_with_post(home) as (house, box):
        person = await house.person()
        await house.http.post(f"{house.base}/api/auth/request-password-reset", json={"email": person.email})
        secret = await box.secret()
        kept = bytes_kept(home)
    assert len(secret) >= 43
    assert (secret.encode() in kept, person.token.encode() in kept, PASSWORD.encode() in kept) == (False, False, False)
