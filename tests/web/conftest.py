"""A running product and people in it."""

import pytest
from house import House, Person


@pytest.fixture
async def person(house: House) -> Person:
    return await house.person()


@pytest.fixture
async def other(house: House) -> Person:
    return await house.person()
