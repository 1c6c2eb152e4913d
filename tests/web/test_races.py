"""What is good once is good once, however many come at once and to however many instances: one succeeds, the others are told why."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pyotp
import pytest
from house import PASSWORD, House, Person, open_house

from emergence.domain.problems import Problem
from emergence.features.accounts.keys import MOST

ALL = 30
NEW = "quiet lanterns over the harbour"
INSTANCES = {"sqlite": 1, "postgresql": 3}
Answer = tuple[int, Any]


@pytest.fixture
async def houses(store_url: str, tmp_path: Path) -> AsyncIterator[list[House]]:
    """As many instances as the family allows on one truth."""
    (tmp_path / "secret").write_text("one secret for all instances, long enough")
    async with AsyncExitStack() as stack:
        opening = (open_house(tmp_path, database_url=store_url) for _ in range(INSTANCES[store_url.partition("+")[0]]))
        yield [await stack.enter_async_context(house) for house in opening]


@pytest.fixture
async def somebody(houses: list[House]) -> Person:
    return await houses[0].person()


async def post(house: House, path: str, body: dict[str, Any]) -> Answer:
    async with house.http.post(f"{house.base}/api/auth/{path}", json=body) as response:
        return response.status, await response.json() if response.content_type == "application/json" else None


async def at_once(houses: list[House], path: str, bodies: list[dict[str, Any]]) -> Counter[tuple[int, str | None]]:
    """How often which status and code was answered."""
    answers = await asyncio.gather(*(post(house, path, body) for house, body in zip(cycle(houses), bodies, strict=False)))
    return Counter((status, (said or {}).get("code")) for status, said in answers)


async def asked(house: House, path: str, body: dict[str, Any], headers: dict[str, str]) -> int:
    async with house.http.post(house.base + path, json=body, headers=headers) as response:
        return response.status


async def secret_of(link: Any) -> str:
    return str(await link).rpartition("/")[2]


async def with_factor(person: Person) -> tuple[pyotp.TOTP, list[str]]:
    _, setup = await person.ask("POST", "/api/auth/two-factor/start", json={"password": PASSWORD})
    totp = pyotp.TOTP(setup["secret"])
    _, said = await person.ask("POST", "/api/auth/two-factor/confirm", json={"code": totp.at(time.time() - 30)})
    return totp, said["codes"]


def thirty_of(houses: list[House]) -> Iterator[House]:
    return islice(cycle(houses), ALL)


async def test_of_thirty_first_starts_of_an_empty_house_one_makes_an_admin(houses: list[House]) -> None:
    starts = (secret_of(house.services.accounts.first_admin_link(house.base)) for house in thirty_of(houses))
    secrets = await asyncio.gather(*starts)
    bodies = [{"secret": secret, "email": f"a{n}@example.org", "password": PASSWORD} for n, secret in enumerate(secrets)]
    assert await at_once(houses, "enter", bodies) == {(200, None): 1, (422, "link_void"): ALL - 1}
    assert len(await houses[0].services.accounts.people()) == 1
    assert await houses[0].services.accounts.first_admin_link("") is None


async def test_of_thirty_who_share_the_link_of_the_first_admin_one_is_it(houses: list[House]) -> None:
    secret = await secret_of(houses[0].services.accounts.first_admin_link(""))
    bodies = [{"secret": secret, "email": f"a{n}@example.org", "password": PASSWORD} for n in range(ALL)]
    assert await at_once(houses, "enter", bodies) == {(200, None): 1, (422, "link_void"): ALL - 1}
    assert len(await houses[0].services.accounts.people()) == 1


async def test_an_invitation_is_used_by_one_of_thirty(houses: list[House]) -> None:
    await houses[0].services.accounts.add("new@example.org", "member")
    secret = await secret_of(houses[0].services.accounts.sign_in_link("new@example.org", ""))
    bodies = [{"secret": secret, "password": f"{NEW} {n}"} for n in range(ALL)]
    assert await at_once(houses, "enter", bodies) == {(200, None): 1, (422, "link_void"): ALL - 1}


async def test_a_link_for_another_password_is_used_by_one_of_thirty(houses: list[House], somebody: Person) -> None:
    async with houses[0].services.store.read() as look:
        user = await look.users.get(somebody.id)
    secret = await secret_of(houses[0].services.who.post.links.by_mail(user, "reset", ""))
    words = [f"{NEW} {n}" for n in range(ALL)]
    answers = await at_once(houses, "reset-password", [{"secret": secret, "password": word} for word in words])
    assert answers == {(204, None): 1, (422, "link_void"): ALL - 1}
    signed_in = await at_once(houses, "login", [{"email": somebody.email, "password": word} for word in words])
    assert signed_in == {(200, None): 1, (401, "bad_credentials"): ALL - 1}


async def test_a_code_of_the_authenticator_is_used_by_one_of_thirty(houses: list[House], somebody: Person) -> None:
    totp, _ = await with_factor(somebody)
    body = {"email": somebody.email, "password": PASSWORD, "code": totp.now()}
    assert await at_once(houses, "login", [body] * ALL) == {(200, None): 1, (401, "wrong_code"): ALL - 1}


async def test_a_recovery_code_is_used_by_one_of_thirty(houses: list[House], somebody: Person) -> None:
    _, codes = await with_factor(somebody)
    body = {"email": somebody.email, "password": PASSWORD, "code": codes[0]}
    assert await at_once(houses, "login", [body] * ALL) == {(200, None): 1, (401, "wrong_code"): ALL - 1}
    assert (await somebody.ask("GET", "/api/auth/two-factor"))[1]["codes_left"] == len(codes) - 1


async def test_thirty_with_the_same_email_are_let_in_once(houses: list[House]) -> None:
    adding = (house.services.accounts.add("new@example.org", "member") for house in thirty_of(houses))
    results = await asyncio.gather(*adding, return_exceptions=True)
    assert Counter(result.code if isinstance(result, Problem) else type(result).__name__ for result in results) == {
        "User": 1,
        "email_taken": ALL - 1,
    }


async def test_thirty_keys_made_at_once_are_no_more_than_one_may_have(houses: list[House], somebody: Person) -> None:
    body, shown = {"name": "a script", "scope": "read"}, {"Authorization": f"Bearer {somebody.token}"}
    made = [house.http.post(f"{house.base}/api/auth/keys", json=body, headers=shown) for house in thirty_of(houses)]
    answers = await asyncio.gather(*made)
    assert Counter(answer.status for answer in answers) == {201: MOST, 409: ALL - MOST}


async def test_who_signs_in_while_being_shut_out_is_out_when_let_in_again(houses: list[House], somebody: Person) -> None:
    admin = await houses[-1].person(role="admin")
    body = {"email": somebody.email, "password": PASSWORD, "mode": "bearer"}
    coming = [asyncio.create_task(post(house, "login", body)) for house in thirty_of(houses)]
    await asyncio.wait(coming, return_when=asyncio.FIRST_COMPLETED)
    assert (await admin.ask("DELETE", f"/api/auth/admin/allowlist/{somebody.email}"))[0] == 204
    said = [told for status, told in await asyncio.gather(*coming) if status == 200]
    assert said
    await admin.ask("POST", "/api/auth/admin/allowlist", json={"email": somebody.email})
    back = [Person(houses[-1], somebody.email, told["token"], somebody.id) for told in said]
    assert {(await one.ask("GET", "/api/threads/"))[0] for one in back} == {401}


async def test_an_admin_does_not_outrun_being_made_a_member(houses: list[House]) -> None:
    boss, falling = await houses[0].person(role="admin"), await houses[-1].person(role="admin")
    again, shown = {"email": falling.email, "role": "admin"}, {"Authorization": f"Bearer {falling.token}"}
    path = "/api/auth/admin/allowlist"
    hurry = [asyncio.create_task(asked(house, path, again, shown)) for house in thirty_of(houses)]
    assert (await boss.ask("POST", path, json=again | {"role": "member"}))[0] == 200
    assert set(await asyncio.gather(*hurry)) <= {200, 403}
    _, people = await boss.ask("GET", path)
    assert {one["email"]: one["role"] for one in people["items"]}[falling.email] == "member"
