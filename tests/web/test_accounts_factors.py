"""The second factor: set up, asked for, stood in for by recovery codes, and never used twice."""

import asyncio
import time
from typing import Any
from unittest.mock import ANY
from urllib.parse import parse_qs, urlsplit

import pyotp
from house import PASSWORD, House, Person

HERE = "/api/auth/two-factor"


async def login(house: House, email: str, code: str | None = None) -> tuple[int, Any]:
    body = {"email": email, "password": PASSWORD, "mode": "bearer"} | ({"code": code} if code else {})
    async with house.http.post(f"{house.base}/api/auth/login", json=body) as response:
        return response.status, await response.json()


async def set_up(person: Person) -> tuple[pyotp.TOTP, list[str]]:
    _, setup = await person.ask("POST", f"{HERE}/start", json={"password": PASSWORD})
    totp = pyotp.TOTP(setup["secret"])
    status, said = await person.ask("POST", f"{HERE}/confirm", json={"code": totp.at(time.time() - 30)})
    assert status == 200
    return totp, said["codes"]


async def test_an_authenticator_is_told_all_it_needs(person: Person) -> None:
    status, setup = await person.ask("POST", f"{HERE}/start", json={"password": PASSWORD})
    uri = urlsplit(setup["uri"])
    assert (status, uri.scheme, parse_qs(uri.query)["secret"]) == (200, "otpauth", [setup["secret"]])
    assert setup["qr"].startswith("data:image/svg+xml;base64,")
    assert len(setup["secret"]) >= 32


async def test_a_stolen_session_sets_none_up(person: Person) -> None:
    for body in ({}, {"password": "not this one"}):
        status, said = await person.ask("POST", f"{HERE}/start", json=body)
        assert (status, said["code"]) == (403, "wrong_password")
    assert await person.ask("POST", f"{HERE}/confirm", json={"code": "000000"}) == (409, ANY)


async def test_nothing_is_asked_for_before_a_code_has_confirmed_it(house: House, person: Person) -> None:
    await person.ask("POST", f"{HERE}/start", json={"password": PASSWORD})
    status, said = await person.ask("POST", f"{HERE}/confirm", json={"code": "000000"})
    assert (status, said["code"]) == (422, "wrong_code")
    assert (await login(house, person.email))[0] == 200
    assert await person.ask("GET", HERE) == (200, {"enabled": False, "codes_left": 0})


async def test_a_code_is_asked_for_at_every_sign_in(house: House, person: Person) -> None:
    totp, codes = await set_up(person)
    assert (len(codes), len(set(codes))) == (10, 10)
    answers = [await login(house, person.email, code) for code in (None, "000000", totp.now())]
    assert [(status, said.get("code")) for status, said in answers] == [(401, "code_needed"), (401, "wrong_code"), (200, None)]


async def test_a_wrong_password_is_told_nothing_of_the_second_factor(house: House, person: Person) -> None:
    await set_up(person)
    body = {"email": person.email, "password": "wrong wrong wrong"}
    async with house.http.post(f"{house.base}/api/auth/login", json=body) as response:
        assert (await response.json())["code"] == "bad_credentials"


async def test_a_code_is_good_once(house: House, person: Person) -> None:
    totp, _ = await set_up(person)
    code = totp.now()
    answers = await asyncio.gather(*(login(house, person.email, code) for _ in range(6)))
    assert sorted(status for status, _ in answers) == [200] + [401] * 5


async def test_a_recovery_code_stands_in_once(house: House, person: Person) -> None:
    _, codes = await set_up(person)
    assert [(await login(house, person.email, code))[0] for code in (codes[0].upper(), codes[0], codes[1].replace("-", " "))] == [
        200,
        401,
        200,
    ]
    assert (await person.ask("GET", HERE))[1] == {"enabled": True, "codes_left": 8}


async def test_it_is_not_set_up_twice(person: Person) -> None:
    await set_up(person)
    status, said = await person.ask("POST", f"{HERE}/start", json={"password": PASSWORD})
    assert (status, said["code"]) == (409, "factor_exists")
    assert (await person.ask("POST", f"{HERE}/confirm", json={"code": "000000"}))[0] == 409


async def test_it_is_put_away_only_with_a_code(house: House, person: Person) -> None:
    _, codes = await set_up(person)
    assert (await person.ask("POST", f"{HERE}/disable", json={"code": "000000"}))[0] == 403
    assert (await person.ask("POST", f"{HERE}/disable", json={"code": codes[0]}))[0] == 204
    assert (await login(house, person.email))[0] == 200


async def test_new_recovery_codes_void_the_old_ones(house: House, person: Person) -> None:
    totp, codes = await set_up(person)
    assert (await person.ask("POST", f"{HERE}/codes", json={"code": "nonsense"}))[0] == 403
    _, renewed = await person.ask("POST", f"{HERE}/codes", json={"code": totp.now()})
    assert (await login(house, person.email, codes[0]))[0] == 401
    assert (await login(house, person.email, renewed["codes"][0]))[0] == 200


async def test_a_link_does_not_lead_around_it(house: House, person: Person) -> None:
    _, codes = await set_up(person)
    secret = (await house.services.accounts.sign_in_link(person.email, house.base)).rpartition("/")[2]
    body = {"secret": secret, "password": "quiet lanterns over the harbour"}
    async with house.http.post(f"{house.base}/api/auth/enter", json=body) as response:
        assert (response.status, (await response.json())["code"]) == (401, "code_needed")
    async with house.http.post(f"{house.base}/api/auth/enter", json=body | {"code": codes[0]}) as response:
        assert response.status == 200


async def test_the_database_holds_no_secret_that_can_be_read(house: House, person: Person) -> None:
    totp, codes = await set_up(person)
    async with house.services.store.read() as look:
        factor = await look.factors.find(person.id)
    assert factor is not None
    kept = b"".join(path.read_bytes() for path in house.settings.emergence_home.glob("emergence.db*"))
    assert not any(secret.encode() in kept for secret in (totp.secret, *codes, *(code.replace("-", "") for code in codes)))
