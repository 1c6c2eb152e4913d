"""A URL is an address and a choice."""

import pytest

from emergence.backends.sql import open_store


@pytest.mark.parametrize("url", ["mysql://x", "sqlite:///x", "", "postgres://x"])
def test_an_unknown_scheme_names_the_known_ones(url):
    with pytest.raises(ValueError, match=r"known: sqlite\+aiosqlite, postgresql\+asyncpg"):
        open_store(url)


@pytest.mark.parametrize("url", ["sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:"])
async def test_the_truth_is_never_kept_in_memory(url):
    with pytest.raises(ValueError, match="needs a file"):
        async with open_store(url):
            pass


async def test_synchronous_is_full_or_normal(sqlite_url):
    with pytest.raises(ValueError, match="full or normal"):
        async with open_store(sqlite_url, synchronous="off"):
            pass
    async with open_store(sqlite_url, synchronous="normal") as store:
        await store.ping()
