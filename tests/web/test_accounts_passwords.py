"""Another password: by who knows the present one, by a link in a letter, and by nobody else."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from house import PASSWORD, House, Person
from postbox import Postbox, house_with_post

NEW = "quiet lanterns over the harbour"
ASK, RESET, CHANGE = (f"/api/auth/{name}" for name in ("request-password-reset", "reset-password", "change-password"))


@pytest.fixture
async def post(home: Path) -> AsyncIterator[tuple[House, Postbox]]:
    async with house_with_post(home) as both:
        yield both


async def say(house: House, path: str, headers: dict[str, str] | None = None, **body: Any) -> tuple[int, Any]:
    async with house.http.post(house.base + path, json=body, headers=headers) as response:
        return response.status, await response.json() if response.content_length and response.status != 202 else None


async def signs_in(house: House, email: str, password: str) -> int:
    return (await say(house, "/api/auth/login", email=email, password=password))[0]


async def asked_for(house: House, box: Postbox, email: str) -> str:
    number = len(box.letters) + 1
    assert (await say(house, ASK, email=email))[0] == 202
    return await box.secret(number)


async def test_a_link_in_a_letter_sets_another_password_once(post: tuple[House, Postbox]) -> None:
    house, box = post
    person = await house.person()
    secret = await asked_for(house, box, person.email.upper())
    assert await say(house, f"{RESET}/check", secret=secret) == (200, {"email": person.email})
    assert (await say(house, RESET, secret=secret, password=NEW))[0] == 204
    assert (await say(house, RESET, secret=secret, password=PASSWORD))[1]["code"] == "link_void"
    assert [await signs_in(house, person.email, word) for word in (PASSWORD, NEW)] == [401, 200]


async def test_whoever_was_in_is_out_after_a_reset_and_is_told(post: tuple[House, Postbox]) -> None:
    house, box = post
    person = await house.person()
    secret = await asked_for(house, box, person.email)
    async with person.live() as live:
        await say(house, RESET, secret=secret, password=NEW)
        async with asyncio.timeout(1):
            assert await live.closed() == 4401
    assert (await person.ask("GET", "/api/threads/"))[0] == 401
    told = await box.letter(2)
    assert (told["To"], told["Subject"]) == (person.email, "Your password has changed")


async def test_an_older_link_is_void(post: tuple[House, Postbox]) -> None:
    house, box = post
    person = await house.person()
    older = await asked_for(house, box, person.email)
    await asked_for(house, box, person.email)
    assert (await say(house, RESET, secret=older, password=NEW))[1]["code"] == "link_void"


async def test_every_bad_link_gets_the_same_answer(post: tuple[House, Postbox]) -> None:
    house, _ = post
    await house.services.accounts.add("invited@example.org", "member")
    other = (await house.services.accounts.sign_in_link("invited@example.org", house.base)).rpartition("/")[2]
    answers = [await say(house, RESET, secret=secret, password=NEW) for secret in (None, "", "wrong", other, "x" * 200)]
    assert {(status, said["code"], said["message"]) for status, said in answers} == {(422, "link_void", answers[0][1]["message"])}
    assert (await say(house, "/api/auth/enter/check", secret=other))[0] == 200


async def test_of_thirty_who_use_a_link_at_once_one_succeeds(post: tuple[House, Postbox]) -> None:
    house, box = post
    person = await house.person()
    secret = await asked_for(house, box, person.email)
    answers = await asyncio.gather(*(say(house, RESET, secret=secret, password=f"{NEW} {n}") for n in range(30)))
    assert sorted(status for status, _ in answers)[0] == 204
    assert [status for status, _ in answers].count(204) == 1


async def test_known_and_unknown_people_get_the_same_answer_and_only_the_known_a_letter(post: tuple[House, Postbox]) -> None:
    house, box = post
    person = await house.person()
    shut_out = await house.person()
    admin = await house.person(role="admin")
    await admin.ask("DELETE", f"/api/auth/admin/allowlist/{shut_out.email}")
    answers = [await say(house, ASK, email=email) for email in ("nobody@example.org", shut_out.email, "no e-mail", person.email)]
    assert answers == [(202, None)] * 4
    assert (await box.letter())["To"] == person.email
    assert len(box.letters) == 1


async def test_the_link_is_of_our_address_whatever_the_request_says(post: tuple[House, Postbox]) -> None:
    house, box = post
    person = await house.person()
    evil = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example", "Origin": "null"}
    await say(house, ASK, {name: value for name, value in evil.items() if name != "Origin"}, email=person.email)
    text = (await box.letter()).get_content()
    assert "http://localhost:8000/#/reset/" in text
    assert "evil" not in text


async def test_a_letter_is_in_the_language_of_who_asks(post: tuple[House, Postbox]) -> None:
    house, box = post
    person = await house.person()
    await say(house, ASK, {"Accept-Language": "fr-CA,fr;q=0.9"}, email=person.email)
    assert (await box.letter())["Subject"] == "Un nouveau mot de passe pour ÉMERGENCE"


async def test_letters_to_one_person_are_few(home: Path) -> None:
    async with house_with_post(home, rate_limits="on") as (house, box):
        person = await house.person()
        assert [(await say(house, ASK, email=person.email))[0] for _ in range(6)] == [202] * 6
        await box.letter(3)
        await asyncio.sleep(0.5)
        assert len(box.letters) == 3


async def test_a_mail_server_in_trouble_is_tried_again(post: tuple[House, Postbox]) -> None:
    house, box = post
    person = await house.person()
    box.refusals.append("451 later")
    await say(house, ASK, email=person.email)
    assert (await box.letter())["To"] == person.email


async def test_who_knows_the_password_changes_it_and_stays(post: tuple[House, Postbox]) -> None:
    house, box = post
    person, elsewhere = await twice(house)
    status, said = await person.ask("POST", CHANGE, json={"current_password": PASSWORD, "new_password": NEW, "mode": "bearer"})
    assert (status, said["user"]["email"]) == (200, person.email)
    assert [(await one.ask("GET", "/api/threads/"))[0] for one in (person, elsewhere)] == [401, 401]
    assert (await Person(house, person.email, said["token"], person.id).ask("GET", "/api/threads/"))[0] == 200
    assert (await box.letter())["Subject"] == "Your password has changed"


async def twice(house: House) -> tuple[Person, Person]:
    person = await house.person()
    _, said = await say(house, "/api/auth/login", email=person.email, password=PASSWORD, mode="bearer")
    return person, Person(house, person.email, said["token"], person.id)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"new_password": NEW}, 422, "invalid"),
        ({"current_password": "wrong wrong wrong", "new_password": NEW}, 403, "wrong_password"),
        ({"current_password": PASSWORD, "new_password": "eleven sign"}, 422, "password_too_short"),
        ({"current_password": PASSWORD, "new_password": "password1234"}, 422, "password_common"),
        ({"current_password": PASSWORD, "new_password": "emergence2026"}, 422, "password_common"),
    ],
)
async def test_a_change_that_is_refused_changes_nothing(person: Person, house: House, body: dict[str, str], status: int, code: str) -> None:
    refused, said = await person.ask("POST", CHANGE, json=body)
    assert (refused, said["code"]) == (status, code)
    assert await signs_in(house, person.email, PASSWORD) == 200


async def test_guessing_the_present_password_is_stopped(home: Path) -> None:
    async with house_with_post(home, rate_limits="on") as (house, _):
        person = await house.person()
        body = {"current_password": "wrong wrong wrong", "new_password": NEW}
        assert [(await person.ask("POST", CHANGE, json=body))[0] for _ in range(7)] == [403] * 5 + [429] * 2


async def test_who_is_let_in_is_invited_by_a_letter(post: tuple[House, Postbox]) -> None:
    house, box = post
    admin = await house.person(role="admin")
    await admin.ask("POST", "/api/auth/admin/allowlist", json={"email": "new@example.org"})
    secret = await box.secret()
    assert (await say(house, "/api/auth/enter", secret=secret, password=NEW))[0] == 200
    await admin.ask("POST", "/api/auth/admin/allowlist/new@example.org/letters", json={"kind": "reset"})
    assert (await box.letter(2))["Subject"] == "A new password for ÉMERGENCE"
