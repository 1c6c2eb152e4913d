"""Coming in by a one-time link: the first admin, and whoever was let in."""

import asyncio
import hashlib
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from house import PASSWORD, House, open_house

BASE = "https://emergence.example"


async def post(house: House, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
    async with house.http.post(f"{house.base}/api/auth/{path}", json=body) as response:
        return response.status, await response.json()


async def first_secret(house: House) -> str:
    link = await house.services.accounts.first_admin_link(BASE)
    assert link
    return link.rpartition("/")[2]


async def invited(house: House, email: str = "eve@example.org") -> str:
    await house.services.accounts.add(email, "member")
    return (await house.services.accounts.sign_in_link(email, BASE)).rpartition("/")[2]


async def test_the_first_admin_comes_in_by_a_link_and_is_signed_in(house: House) -> None:
    secret = await first_secret(house)
    assert await post(house, "enter/check", secret=secret) == (200, {"needs_email": True})
    status, said = await post(house, "enter", secret=secret, email=" Ada@Example.org ", password=PASSWORD, mode="bearer")
    assert (status, said["user"]["email"], said["user"]["role"]) == (200, "ada@example.org", "admin")
    assert await house.services.accounts.identify(said["token"])
    assert (await post(house, "login", email="ada@example.org", password=PASSWORD))[0] == 200


async def test_the_secret_is_in_the_fragment_and_only_its_hash_is_kept(house: House, home: Path) -> None:
    link = await house.services.accounts.first_admin_link(BASE)
    found = re.fullmatch(rf"{BASE}/#/enter/([\w-]{{43}})", str(link))
    assert found
    kept = sqlite3.connect(home / "emergence.db").execute("SELECT hash, purpose FROM tickets").fetchall()
    assert kept == [(hashlib.sha256(found[1].encode()).hexdigest(), "first_admin")]


async def test_of_thirty_who_use_a_link_at_once_one_comes_in(house: House) -> None:
    secret = await first_secret(house)
    tries = [post(house, "enter", secret=secret, email=f"a{n}@example.org", password=PASSWORD) for n in range(30)]
    answers = await asyncio.gather(*tries)
    assert sorted(status for status, _ in answers) == [200] + [422] * 29
    assert {said["code"] for status, said in answers if status == 422} == {"link_void"}
    assert len(await house.services.accounts.people()) == 1


async def test_when_there_is_an_admin_there_is_no_first_one(house: House) -> None:
    secret = await first_secret(house)
    await house.services.accounts.add("ada@example.org", "admin", PASSWORD)
    assert await house.services.accounts.first_admin_link(BASE) is None
    for path, more in (("enter/check", {}), ("enter", {"email": "mallory@example.org", "password": PASSWORD})):
        assert (await post(house, path, secret=secret, **more))[1]["code"] == "link_void"


async def test_a_new_link_makes_the_old_one_void(house: House) -> None:
    old, new = await first_secret(house), await first_secret(house)
    assert (await post(house, "enter/check", secret=old))[1]["code"] == "link_void"
    assert (await post(house, "enter/check", secret=new))[0] == 200


async def test_a_link_grows_old(house: House, home: Path) -> None:
    secret = await first_secret(house)
    with sqlite3.connect(home / "emergence.db") as database:
        (left,) = database.execute("SELECT expires_at FROM tickets").fetchone()
        database.execute("UPDATE tickets SET expires_at = ?", (left - 15 * 60 * 1_000_000,))
    assert (await post(house, "enter/check", secret=secret))[1]["code"] == "link_void"


async def test_who_was_let_in_chooses_a_password(house: House) -> None:
    secret = await invited(house)
    assert await post(house, "enter/check", secret=secret) == (200, {"needs_email": False, "email": "eve@example.org"})
    status, said = await post(house, "enter", secret=secret, email="mallory@example.org", password=PASSWORD)
    assert (status, said["user"]["email"], said["user"]["role"]) == (200, "eve@example.org", "member")
    assert (await post(house, "enter", secret=secret, password=PASSWORD))[1]["code"] == "link_void"


async def test_who_chooses_a_new_password_is_out_everywhere_else(house: House) -> None:
    person = await house.person("eve@example.org")
    link = await house.services.accounts.sign_in_link("EVE@example.org", BASE)
    await post(house, "enter", secret=link.rpartition("/")[2], password="an entirely different thing")
    assert (await person.ask("GET", "/api/auth/session"))[0] == 401
    assert (await post(house, "login", email="eve@example.org", password=PASSWORD))[0] == 401


@pytest.mark.parametrize("secret", ["x", "' OR 1=1 --", "é" * 43, "a" * 43])
async def test_a_secret_that_is_none_is_void(house: House, secret: str) -> None:
    assert (await post(house, "enter/check", secret=secret))[1]["code"] == "link_void"


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ada",
        "ada@",
        "@example.org",
        "a b@example.org",
        "ada@example.org\r\nBcc: v@example.org",
        "ada@exa_mple",
        "a" * 250 + "@b.org",
        "é@b.org",
        "a@b..c",
    ],
)
async def test_an_email_that_is_none_is_refused_and_the_link_still_works(house: House, email: str) -> None:
    secret = await first_secret(house)
    status, said = await post(house, "enter", secret=secret, email=email, password=PASSWORD)
    assert (status, said["code"]) == (422, "bad_email")
    assert (await post(house, "enter/check", secret=secret))[0] == 200


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elevenchars", "password_too_short"),
        ("password1234", "password_common"),
        ("P@ssw0rd2026!", "password_common"),
        ("emergence2026", "password_common"),
        ("Ada.Lovelace1815", "password_common"),
        ("aaaaaaaaaaaaaaaa", "password_common"),
        ("123456789012", "password_common"),
        ("azertyuiop12", "password_common"),
        ("motdepasse!!!", "password_common"),
        ("é" * 600 + "abcdefgh", "password_too_long"),
    ],
)
async def test_a_password_that_is_easily_guessed_is_refused(house: House, password: str, code: str) -> None:
    secret = await first_secret(house)
    status, said = await post(house, "enter", secret=secret, email="ada.lovelace@example.org", password=password)
    assert (status, said["code"]) == (422, code)


@pytest.mark.parametrize(
    "password",
    ["correct horse battery staple", "😀é漢字 тест" * 10, "xK7!pQ2z#4Lm", "a house is not a throne", "ＦＵＬＬ ｗｉｄｔｈ ｗｏｒｄｓ"],
    ids=range(5),
)
async def test_any_other_password_is_taken_whole(house: House, password: str) -> None:
    await house.services.accounts.add("ada@example.org", "member", password)
    assert (await post(house, "login", email="ada@example.org", password=password))[0] == 200
    assert (await post(house, "login", email="ada@example.org", password=password[:-1]))[0] == 401


async def test_over_https_the_cookie_is_bound_to_the_host(home: Path) -> None:
    async with open_house(home, public_base_url=BASE) as house:
        await house.services.accounts.add("ada@example.org", "member", PASSWORD)
        body = {"email": "ada@example.org", "password": PASSWORD}
        async with house.http.post(f"{house.base}/api/auth/login", json=body) as response:
            cookie, said = response.headers["Set-Cookie"], await response.json()
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert cookie.startswith("__Host-emergence=")
    assert parts == {"httponly", "max-age=604800", "path=/", "samesite=lax", "secure"}
    assert "token" not in said
