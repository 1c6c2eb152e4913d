"""An admin who is being put out does nothing more as one, however fast: what was asked before counts no longer after."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from house import House, Person

from emergence.domain.accounts import User
from emergence.domain.problems import Forbidden
from emergence.features.accounts import People, Where

HERE = Where("192.0.2.1", "in a hurry")
Do = Callable[[People, User], Awaitable[Any]]
WAYS: dict[str, Do] = {
    "let oneself in again": lambda people, by: people.put(by.email, "admin", by, HERE),
    "let a friend in": lambda people, by: people.put("friend@example.org", "admin", by, HERE),
    "shut others out": lambda people, by: people.shut_out("boss@example.org", by, HERE),
    "forget others": lambda people, by: people.forget("boss@example.org", by, HERE),
    "write to others": lambda people, by: people.write("boss@example.org", "reset", by, HERE),
    "end others' sessions": lambda people, by: people.revoke("boss@example.org", None, by, HERE),
}


@pytest.fixture
async def boss(house: House) -> Person:
    return await house.person("boss@example.org", role="admin")


@pytest.fixture
async def fallen(house: House) -> User:
    """An admin as the gate let them in, a moment before they are none any more."""
    person = await house.person(role="admin")
    identity = await house.services.accounts.identify(person.token)
    assert identity
    return identity.user


@pytest.mark.parametrize("do", WAYS.values(), ids=WAYS)
async def test_who_was_made_a_member_a_moment_ago_does_nothing_as_admin(house: House, boss: Person, fallen: User, do: Do) -> None:
    assert (await boss.ask("POST", "/api/auth/admin/allowlist", json={"email": fallen.email, "role": "member"}))[0] == 200
    with pytest.raises(Forbidden):
        await do(house.services.who.people, fallen)


@pytest.mark.parametrize("forget", ["false", "true"])
@pytest.mark.parametrize("do", WAYS.values(), ids=WAYS)
async def test_who_was_shut_out_a_moment_ago_does_nothing(house: House, boss: Person, fallen: User, do: Do, forget: str) -> None:
    assert (await boss.ask("DELETE", f"/api/auth/admin/allowlist/{fallen.email}?forget={forget}"))[0] == 204
    with pytest.raises(Forbidden):
        await do(house.services.who.people, fallen)
