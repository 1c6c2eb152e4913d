"""Databases without a schema, in each family."""

from itertools import count

import pytest
from families import create_database

_numbers = count(1)


@pytest.fixture
async def empty_postgres(postgres_server):
    name = f"empty_{next(_numbers)}"
    await create_database(postgres_server, name, "template0")
    return f"{postgres_server}/{name}"


@pytest.fixture
def empty_sqlite(tmp_path):
    return f"sqlite+aiosqlite:///{tmp_path / 'a folder' / 'store.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request):
    return request.getfixturevalue(f"empty_{request.param}")
