"""What every test may ask for: a clock, and the truth in both families."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest
from clocks import SettableClock
from families import create_database, postgres
from house import House, open_house

from emergence.backends.sql import open_store
from emergence.backends.sql.migrate import migrate
from emergence.ports.store import Store

_numbers = count(1)
LONGEST_FIRST = ("test_kill.py", "test_fuzz.py", "test_races.py", "test_live_events.py", "test_accounts_outside_ways.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long begin early: two processes share the files out, and neither shall wait for the other at the end."""
    items.sort(key=lambda item: LONGEST_FIRST.index(item.path.name) if item.path.name in LONGEST_FIRST else len(LONGEST_FIRST))


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "store.db"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(scope="session")
def migrated_database(postgres_server: str) -> str:
    asyncio.run(create_database(postgres_server, "migrated", "template0"))
    asyncio.run(migrate(f"{postgres_server}/migrated"))
    return postgres_server


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    shutil.copy(migrated_file, tmp_path / "store.db")
    return f"sqlite+aiosqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
async def postgres_url(migrated_database: str) -> str:
    name = f"test_{next(_numbers)}"
    await create_database(migrated_database, name, "migrated")
    return f"{migrated_database}/{name}"


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty store, in each family."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def home(migrated_file: Path, tmp_path: Path) -> Path:
    """A folder for the embedded family, its database migrated."""
    shutil.copy(migrated_file, tmp_path / "emergence.db")
    return tmp_path


@pytest.fixture
async def house(home: Path) -> AsyncIterator[House]:
    """A running product."""
    async with open_house(home) as opened:
        yield opened


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    async with open_store(store_url) as opened:
        yield opened
