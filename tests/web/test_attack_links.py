"""What another password ends: every way in that was open before it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from house import House, Person
from postbox import Postbox, house_with_post

NEW = "quiet lanterns over the harbour"


@pytest.fixture
async def post(home: Path) -> AsyncIterator[tuple[House, Postbox]]:
    async with house_with_post(home) as both:
        yield both


async def say(house: House, path: str, **body: Any) -> tuple[int, Any]:
    async with house.http.post(f"{house.base}/api/auth/{path}", json=body) as response:
        return response.status, await response.json() if response.content_type == "application/json" else None


async def links_of(house: House, box: Postbox, person: Person, letter: int = 1) -> tuple[str, str]:
    """A link to come in with and one for another password, both open."""
    entering = (await house.services.accounts.sign_in_link(person.email, house.base)).rpartition("/")[2]
    await say(house, "request-password-reset", email=person.email)
    return entering, await box.secret(letter)


async def checked(house: House, entering: str, resetting: str) -> list[int]:
    asked = {"enter/check": entering, "reset-password/check": resetting}
    return [(await say(house, path, secret=secret))[0] for path, secret in asked.items()]


async def test_a_reset_voids_every_other_link(post: tuple[House, Postbox]) -> None:
    house, box = post
    entering, resetting = await links_of(house, box, await house.person())
    assert await checked(house, entering, resetting) == [200, 200]
    assert (await say(house, "reset-password", secret=resetting, password=NEW))[0] == 204
    assert await checked(house, entering, resetting) == [422, 422]


async def test_coming_in_by_a_link_voids_every_other_link(post: tuple[House, Postbox]) -> None:
    house, box = post
    entering, resetting = await links_of(house, box, await house.person())
    assert (await say(house, "enter", secret=entering, password=NEW))[0] == 200
    assert await checked(house, entering, resetting) == [422, 422]


async def test_being_shut_out_voids_every_link_for_good(post: tuple[House, Postbox]) -> None:
    house, box = post
    person, admin = await house.person(), await house.person(role="admin")
    entering, resetting = await links_of(house, box, person)
    await admin.ask("DELETE", f"/api/auth/admin/allowlist/{person.email}")
    await admin.ask("POST", "/api/auth/admin/allowlist", json={"email": person.email})
    assert await checked(house, entering, resetting) == [422, 422]


async def test_a_reset_ends_the_personal_keys_as_well(post: tuple[House, Postbox]) -> None:
    house, box = post
    person = await house.person()
    _, made = await person.ask("POST", "/api/auth/keys", json={"name": "planted", "scope": "chat"})
    program = Person(house, person.email, made["secret"], person.id)
    await box.letter()
    _, resetting = await links_of(house, box, person, letter=2)
    async with program.live() as live:
        assert (await say(house, "reset-password", secret=resetting, password=NEW))[0] == 204
        assert await live.closed() == 4401
    assert (await program.ask("GET", "/api/threads/"))[0] == 401


async def test_a_new_key_is_told_by_a_letter(post: tuple[House, Postbox]) -> None:
    house, box = post
    person = await house.person()
    await person.ask("POST", "/api/auth/keys", json={"name": "planted", "scope": "chat"})
    told = await box.letter()
    assert (told["To"], told["Subject"]) == (person.email, "A new key to your account")
