"""A running product and people in it."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from company import Company, gathered
from house import House, Person, open_house
from issuer import Issuer, issuer
from reading import at_work
from traveller import Traveller


@pytest.fixture
async def person(house: House) -> Person:
    return await house.person()


@pytest.fixture
async def other(house: House) -> Person:
    return await house.person()


@pytest.fixture
async def elsewhere() -> AsyncIterator[Issuer]:
    """An issuer of identities, which knows Anna."""
    async with issuer() as here:
        yield here


@pytest.fixture
async def office(home: Path, elsewhere: Issuer) -> AsyncIterator[House]:
    """A product that one can sign in to by that issuer."""
    async with open_house(home, **elsewhere.registration) as opened:
        yield opened


@pytest.fixture
def browser(office: House) -> Traveller:
    return Traveller(office)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def company(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Company]:
    """Everybody of the authorisation matrix, in one product for all tests of a module."""
    folder = tmp_path_factory.mktemp("company")
    shutil.copy(migrated_file, folder / "emergence.db")
    async with open_house(folder) as house, gathered(house) as company:
        yield company


@pytest.fixture
async def library(house: House) -> AsyncIterator[House]:
    """The product at work on what is uploaded."""
    async with at_work(house):
        yield house
