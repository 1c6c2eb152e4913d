"""What a thread has cost, over HTTP."""

from dataclasses import replace

import pytest
from house import House, Person

from emergence.domain.usage import Spend, Tokens


@pytest.fixture
async def thread(person: Person) -> str:
    return await person.thread(title="Essai")


@pytest.fixture
def spend(house: House, person: Person, thread: str) -> Spend:
    """What one answer of Neo's took."""
    return Spend("s1", person.id, "neo", "google", "gemini", house.services.clock.now(), Tokens(1000, 50), 0.01, thread)


async def keep(house: House, *spends: Spend) -> None:
    async with house.services.store.begin() as tx:
        for spend in spends:
            await tx.spends.add(spend)


async def test_costs_are_by_agent_and_model_and_in_all(person: Person, thread: str, house: House, spend: Spend) -> None:
    await keep(house, spend, replace(spend, id="s2", agent="anima", cost=None))
    status, told = await person.ask("GET", f"/api/threads/{thread}/costs")
    known = {"calls": 1, "input_tokens": 1000, "output_tokens": 50, "uncounted": 0, "model": "google:gemini"}
    assert (status, sorted(told["items"], key=lambda cost: str(cost["agent"]))) == (
        200,
        [{**known, "agent": "anima", "cost": None, "unpriced": 1}, {**known, "agent": "neo", "cost": 0.01, "unpriced": 0}],
    )
    assert told["total"] == {"calls": 2, "input_tokens": 2000, "output_tokens": 100, "uncounted": 0, "cost": 0.01, "unpriced": 1}


async def test_the_cost_of_a_thread_without_answers_is_none(person: Person, thread: str) -> None:
    _, told = await person.ask("GET", f"/api/threads/{thread}/costs")
    assert told["items"] == []
    assert (told["total"]["calls"], told["total"]["cost"], told["total"]["input_tokens"]) == (0, None, None)


async def test_nobody_sees_what_somebody_else_spent(other: Person, thread: str, house: House, spend: Spend) -> None:
    await keep(house, spend)
    status, problem = await other.ask("GET", f"/api/threads/{thread}/costs")
    assert (status, problem["code"]) == (404, "thread_not_found")


async def test_strangers_see_nothing(thread: str, house: House) -> None:
    async with house.http.get(f"{house.base}/api/threads/{thread}/costs") as answer:
        assert answer.status == 401


async def test_what_a_deleted_thread_cost_is_not_found(person: Person, thread: str, house: House, spend: Spend) -> None:
    await keep(house, spend)
    await person.ask("DELETE", f"/api/threads/{thread}")
    assert (await person.ask("GET", f"/api/threads/{thread}/costs"))[0] == 404
