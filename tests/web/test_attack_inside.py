"""What somebody gains who holds another's session for a while: neither endless tries, nor a way to stay."""

from pathlib import Path
from typing import Any

import pytest
from house import PASSWORD, House, Person, open_house
from test_accounts_factors import set_up

from emergence.domain.accounts import Identity
from emergence.domain.problems import Unauthenticated
from emergence.features.accounts import Where

NEW = "quiet lanterns over the harbour"
HERE = Where("192.0.2.1", "a thief")
FACTOR = "/api/auth/two-factor"


async def post(house: House, path: str, body: dict[str, Any]) -> int:
    async with house.http.post(f"{house.base}/api/auth/{path}", json=body) as response:
        return response.status


async def identity_of(house: House, person: Person) -> Identity:
    found = await house.services.accounts.identify(person.token)
    assert found
    return found


@pytest.mark.parametrize("what", ["disable", "codes"])
async def test_guessing_codes_inside_is_stopped(home: Path, what: str) -> None:
    async with open_house(home, rate_limits="on") as house:
        person = await house.person()
        await set_up(person)
        said = [(await person.ask("POST", f"{FACTOR}/{what}", json={"code": "000000"}))[0] for _ in range(7)]
        assert said == [403] * 5 + [429] * 2


async def test_who_is_in_changes_the_password_while_strangers_guess_at_it(home: Path) -> None:
    async with open_house(home, rate_limits="on") as house:
        person = await house.person()
        guess = {"email": person.email, "password": "wrong wrong wrong"}
        assert [await post(house, "login", guess) for _ in range(6)] == [401] * 5 + [429]
        body = {"current_password": PASSWORD, "new_password": NEW}
        assert (await person.ask("POST", "/api/auth/change-password", json=body))[0] == 200


async def test_a_link_works_while_strangers_guess_at_the_account(home: Path) -> None:
    async with open_house(home, rate_limits="on") as house:
        person = await house.person()
        guess = {"email": person.email, "password": "wrong wrong wrong"}
        assert [await post(house, "login", guess) for _ in range(6)] == [401] * 5 + [429]
        secret = (await house.services.accounts.sign_in_link(person.email, house.base)).rpartition("/")[2]
        assert await post(house, "enter", {"secret": secret, "password": NEW}) == 200


async def test_a_change_under_way_does_not_undo_a_reset(house: House, person: Person) -> None:
    thief = await identity_of(house, person)
    secret = (await house.services.accounts.sign_in_link(person.email, house.base)).rpartition("/")[2]
    assert await post(house, "enter", {"secret": secret, "password": NEW}) == 200
    with pytest.raises(Unauthenticated):
        await house.services.who.passwords.change(thief, PASSWORD, "the words of a thief in a hurry", HERE)
    assert await post(house, "login", {"email": person.email, "password": NEW}) == 200


ENDS: dict[str, tuple[str, str, dict[str, str]]] = {
    "shut out": ("DELETE", "/api/auth/admin/allowlist/{email}", {}),
    "revoked": ("POST", "/api/auth/admin/sessions/revoke", {"email": "{email}"}),
}


@pytest.mark.parametrize("end", ENDS)
async def test_nothing_that_lets_in_is_made_by_who_was_just_put_out(house: House, person: Person, end: str) -> None:
    thief, admin = await identity_of(house, person), await house.person(role="admin")
    method, path, body = ENDS[end]
    said = {name: value.format(email=person.email) for name, value in body.items()}
    assert (await admin.ask(method, path.format(email=person.email), json=said or None))[0] in (200, 204)
    with pytest.raises(Unauthenticated):
        await house.services.who.keys.make("planted", "chat", None, thief, HERE)
    with pytest.raises(Unauthenticated):
        await house.services.who.factors.start(PASSWORD, thief, HERE)


async def test_a_recovery_code_has_eighty_bits_and_is_read_with_good_will(house: House, person: Person) -> None:
    _, codes = await set_up(person)
    assert {tuple(map(len, code.split("-"))) for code in codes} == {(4, 4, 4, 4)}
    typed = f" {codes[0].upper().replace('-', ' ').replace('I', '1')} "
    assert await post(house, "login", {"email": person.email, "password": PASSWORD, "code": typed}) == 200
