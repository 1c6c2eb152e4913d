"""Coming in with a password, staying, and going."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from house import PASSWORD, House, Person, open_house

from emergence.backends.passwords import Argon2Passwords
from emergence.domain.problems import Conflict, Unavailable


async def login(house: House, email: str, password: str = PASSWORD, **headers: str) -> tuple[int, dict[str, Any], Any]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with house.http.post(f"{house.base}/api/auth/login", json={"email": email, "password": password}, headers=named) as response:
        return response.status, await response.json(), response.headers


async def test_the_token_is_in_a_cookie_that_no_script_reads(house: House) -> None:
    await house.services.accounts.add("ada@example.org", "admin", PASSWORD)
    status, said, headers = await login(house, "ADA@example.org ")
    assert (status, set(said), set(said["user"])) == (200, {"user", "session"}, {"id", "email", "role", "has_password"})
    assert headers["Set-Cookie"].startswith("emergence=")
    assert "HttpOnly" in headers["Set-Cookie"]
    cookie = headers["Set-Cookie"].split(";")[0]
    async with house.http.get(f"{house.base}/api/auth/session", headers={"Cookie": f"x=1; {cookie}; y=2"}) as response:
        assert (await response.json())["user"] == said["user"]


async def test_nothing_secret_is_ever_told(person: Person) -> None:
    _, said = await person.ask("GET", "/api/auth/session")
    assert set(said) == {"user", "session"}
    assert not any(word in json.dumps(said) for word in ("hash", "argon2", "token", "secret"))


async def test_each_sign_in_is_a_session_of_its_own(house: House, person: Person) -> None:
    _, said, headers = await login(house, person.email, Cookie=f"emergence={person.token}")
    assert person.token not in headers["Set-Cookie"]
    assert said["session"]["id"] != (await person.ask("GET", "/api/auth/session"))[1]["session"]["id"]


async def test_wrong_passwords_and_unknown_people_get_the_same_answer(house: House, person: Person) -> None:
    await house.services.accounts.add("invited@example.org", "member")
    answers = [await login(house, email, "wrong wrong wrong") for email in (person.email, "nobody@example.org", "invited@example.org", "x")]
    assert {(status, json.dumps(said)) for status, said, _ in answers} == {
        (401, '{"code": "bad_credentials", "message": "E-mail or password is not right."}')
    }
    assert len({frozenset(headers) for _, _, headers in answers}) == 1


async def test_an_unknown_person_costs_as_much_work(house: House) -> None:
    passwords = Argon2Passwords()
    kept = await passwords.hash(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert [await passwords.verify(kept, PASSWORD), await passwords.verify(kept, "x"), await passwords.verify(None, "x")] == [
        True,
        False,
        False,
    ]
    assert not await passwords.verify(None, "nobody has this password")
    assert not await passwords.verify("not a hash", "x")


async def test_more_who_sign_in_at_once_than_can_be_borne_are_told_to_come_back() -> None:
    passwords = Argon2Passwords()
    answers = await asyncio.gather(*(passwords.verify(None, "x") for _ in range(80)), return_exceptions=True)
    assert [type(answer) for answer in answers].count(Unavailable) == 80 - 66


async def test_the_sixth_guess_at_an_account_is_stopped_wherever_it_comes_from(home: Path) -> None:
    async with open_house(home, rate_limits="on") as house:
        person = await house.person()
        guesses = [await login(house, person.email, "wrong wrong wrong", X_Forwarded_For=f"6.6.6.{n}") for n in range(30)]
        assert [status for status, _, _ in guesses[:6]] == [401] * 5 + [429]
        assert 200 < int(guesses[5][2]["Retry-After"]) <= 300
        assert (await login(house, person.email))[0] == 429


async def test_guesses_at_one_account_do_not_stop_another(home: Path) -> None:
    async with open_house(home, rate_limits="on") as house:
        person, other = await house.person(), await house.person()
        guesses = await asyncio.gather(*(login(house, person.email, "wrong wrong wrong") for _ in range(20)))
        assert sorted(status for status, _, _ in guesses) == [401] * 5 + [429] * 15
        assert [(await login(house, other.email))[0] for _ in range(8)] == [200] * 8


async def test_an_unknown_account_is_stopped_like_a_known_one(home: Path) -> None:
    async with open_house(home, rate_limits="on") as house:
        assert [(await login(house, "nobody@example.org", "x"))[0] for _ in range(6)] == [401] * 5 + [429]


async def test_going_ends_the_session_everywhere_at_once(house: House, person: Person) -> None:
    async with house.http.post(f"{house.base}/api/auth/logout", headers={"Authorization": f"Bearer {person.token}"}) as response:
        assert (response.status, response.headers["Clear-Site-Data"]) == (204, '"cache", "storage"')
        assert {'emergence=""', "Max-Age=0", "Path=/"} <= set(response.headers["Set-Cookie"].split("; "))
    assert (await person.ask("GET", "/api/auth/session"))[0] == 401
    async with house.http.get(f"{house.base}/api/threads/", headers={"Cookie": f"emergence={person.token}"}) as response:
        assert response.status == 401


async def test_going_leaves_ones_other_sessions_alone(house: House, person: Person) -> None:
    _, _, headers = await login(house, person.email)
    await person.ask("POST", "/api/auth/logout")
    async with house.http.get(f"{house.base}/api/auth/session", headers={"Cookie": headers["Set-Cookie"].split(";")[0]}) as response:
        assert response.status == 200


async def test_who_is_removed_is_out_at_once(house: House, person: Person, other: Person) -> None:
    assert (await person.ask("GET", "/api/auth/session"))[0] == 200
    await house.services.accounts.remove(person.email)
    assert (await person.ask("GET", "/api/auth/session"))[0] == 401
    assert (await other.ask("GET", "/api/auth/session"))[0] == 200


async def test_nobody_is_let_in_twice(house: House, person: Person) -> None:
    with pytest.raises(Conflict):
        await house.services.accounts.add(person.email.upper(), "member")
