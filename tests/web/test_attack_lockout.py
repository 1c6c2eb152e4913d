"""Guessing at somebody's account does not keep them out of it: a browser that they came in with before has tries of its own."""

from pathlib import Path

import pytest
from house import PASSWORD, House, Person, open_house

WRONG = "wrong wrong wrong"


async def login(house: House, email: str, password: str, device: str = "") -> tuple[int, str]:
    """Status, and what the browser is known by from then on."""
    headers = {"Cookie": f"emergence-device={device}"} if device else {}
    async with house.http.post(f"{house.base}/api/auth/login", json={"email": email, "password": password}, headers=headers) as response:
        kept = response.cookies.get("emergence-device")
        return response.status, kept.value if kept else ""


async def besieged(house: House) -> tuple[Person, str]:
    """Somebody whose browser is known, and whose account strangers have used up all tries of."""
    person = await house.person()
    _, device = await login(house, person.email, PASSWORD)
    assert [(await login(house, person.email, WRONG))[0] for _ in range(6)] == [401] * 5 + [429]
    return person, device


async def test_a_known_browser_comes_in_while_strangers_guess(home: Path) -> None:
    async with open_house(home, rate_limits="on") as house:
        person, device = await besieged(house)
        assert (await login(house, person.email, PASSWORD))[0] == 429
        assert (await login(house, person.email, PASSWORD, device))[0] == 200


async def test_a_known_browser_has_few_tries_as_well(home: Path) -> None:
    async with open_house(home, rate_limits="on") as house:
        person, device = await besieged(house)
        assert [(await login(house, person.email, WRONG, device))[0] for _ in range(7)] == [401] * 5 + [429] * 2


@pytest.mark.parametrize("forged", ["of another", "made up", "x" * 2000])
async def test_a_browser_is_known_for_its_own_account_alone(home: Path, forged: str) -> None:
    async with open_house(home, rate_limits="on") as house:
        person, _ = await besieged(house)
        _, of_another = await login(house, (await house.person()).email, PASSWORD)
        shown = {"of another": of_another}.get(forged, forged)
        assert (await login(house, person.email, PASSWORD, shown))[0] == 429


async def test_being_known_opens_nothing(house: House, person: Person) -> None:
    _, device = await login(house, person.email, PASSWORD)
    shown = ({"Cookie": f"emergence-device={device}"}, {"Cookie": f"emergence={device}"}, {"Authorization": f"Bearer {device}"})
    for headers in shown:
        async with house.http.get(f"{house.base}/api/auth/session", headers=headers) as response:
            assert response.status == 401
