"""A running product and people in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from house import House, Person, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as opened:
        yield opened


@pytest.fixture
async def person(house: House) -> Person:
    return await house.person()


@pytest.fixture
async def other(house: House) -> Person:
    return await house.person()
