"""The product with a model that is scripted on the wire, and somebody who talks."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from house import House, Person, open_house
from talk import Talk
from vendors import Vendors, vendors

CHAINS = {f"agent_{agent}_models": "openai:test" for agent in ("anima", "neo", "nexus")}


@pytest.fixture
async def model() -> AsyncIterator[Vendors]:
    async with vendors() as server:
        yield server


@pytest.fixture
async def house(home: Path, model: Vendors) -> AsyncIterator[House]:
    async with open_house(home, openai_base_url=f"{model.url}/v1", model_retry_seconds=0, model_next_token_seconds=1, **CHAINS) as opened:
        yield opened


@pytest.fixture
async def person(house: House) -> Person:
    return await house.person()


@pytest.fixture
async def other(house: House) -> Person:
    return await house.person()


@pytest.fixture
async def talk(person: Person) -> AsyncIterator[Talk]:
    """A live session in a thread that has a title."""
    thread = await person.thread(title="Essai")
    async with person.live() as live:
        yield Talk(person, live, thread)
