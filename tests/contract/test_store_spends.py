"""What ports/usage.py promises of spends, on both families."""

from dataclasses import replace

import pytest
from stories import begin_thread

from emergence.domain.problems import NotFound
from emergence.domain.usage import Cost, Spend, Tokens


@pytest.fixture
def spend(clock, thread, ada):
    """What one answer of Neo's took."""
    return Spend("s1", ada, "neo", "google", "m", clock.now(), Tokens(10, 2), 0.5, thread.id)


async def keep(store, *spends):
    async with store.begin() as tx:
        for spend in spends:
            await tx.spends.add(spend)


async def costs(store, thread, owner):
    async with store.read() as look:
        return await look.spends.of_thread(thread.id, owner=owner)


async def test_a_spend_is_kept_once(store, spend, thread, ada):
    await keep(store, spend, replace(spend, tokens=None))
    assert await costs(store, thread, ada) == (Cost(1, 10, 2, 0.5, 0, 0, "neo", "google:m"),)


async def test_costs_are_summed_by_agent_and_model_the_first_used_first(store, clock, spend, thread, ada):
    late = clock.advance(60)
    anima = replace(spend, id="s2", agent="anima", at=late)
    await keep(store, anima, replace(spend, id="s3", model="n", at=late), replace(spend, id="s4", at=late), spend)
    assert await costs(store, thread, ada) == (
        Cost(2, 20, 4, 1.0, 0, 0, "neo", "google:m"),
        Cost(1, 10, 2, 0.5, 0, 0, "anima", "google:m"),
        Cost(1, 10, 2, 0.5, 0, 0, "neo", "google:n"),
    )


async def test_what_is_unknown_is_counted_and_not_taken_for_nothing(store, spend, thread, ada):
    await keep(store, spend, replace(spend, id="s2", cost=None), replace(spend, id="s3", cost=None, tokens=None))
    assert await costs(store, thread, ada) == (Cost(3, 20, 4, 0.5, 1, 2, "neo", "google:m"),)


async def test_where_nothing_is_known_there_is_no_sum(store, spend, thread, ada):
    await keep(store, replace(spend, cost=None, tokens=None))
    assert await costs(store, thread, ada) == (Cost(1, None, None, None, 1, 1, "neo", "google:m"),)


async def test_a_free_answer_costs_nothing_and_is_known(store, spend, thread, ada):
    await keep(store, replace(spend, cost=0.0))
    assert await costs(store, thread, ada) == (Cost(1, 10, 2, 0.0, 0, 0, "neo", "google:m"),)


async def test_a_thread_in_which_nothing_was_spent_has_no_costs(store, thread, ada):
    assert await costs(store, thread, ada) == ()


async def test_only_what_was_spent_in_the_thread_by_its_owner_counts(store, clock, spend, thread, ada, eve):
    other = await begin_thread(store, clock, ada, "Ailleurs")
    hers = replace(spend, id="s4", owner=eve)
    await keep(store, spend, replace(spend, id="s2", thread_id=other.id), replace(spend, id="s3", thread_id=None), hers)
    assert [cost.calls for cost in await costs(store, thread, ada)] == [1]


async def test_the_costs_of_a_deleted_thread_are_not_found(store, spend, thread, ada):
    await keep(store, spend)
    async with store.begin() as tx:
        await tx.threads.delete(thread.id, owner=ada)
    with pytest.raises(NotFound):
        await costs(store, thread, ada)
