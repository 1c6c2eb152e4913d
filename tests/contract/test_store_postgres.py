"""What only a server can suffer."""

import asyncio

import asyncpg
import pytest
from stories import begin_thread

from emergence.backends.sql import open_store
from emergence.domain.problems import Unavailable


@pytest.fixture
def store_url(postgres_url):
    return postgres_url


OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


async def cut_everyone(url):
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute(f"SELECT pg_terminate_backend(pid) {OTHERS}")
    await connection.close()


async def cut_inside(store, user, url):
    async with store.begin() as tx:
        await tx.users.get(user)
        await cut_everyone(url)
        await tx.users.get(user)


async def test_a_look_survives_lost_connections(store, clock, ada, thread, postgres_url):
    await store.ping()
    await cut_everyone(postgres_url)
    async with store.read() as look:
        assert await look.threads.get(thread.id, owner=ada) == thread


async def test_a_transaction_begins_again_after_lost_connections(store, clock, ada, postgres_url):
    await begin_thread(store, clock, ada, "before")
    await cut_everyone(postgres_url)
    await begin_thread(store, clock, ada, "after")


async def test_a_connection_lost_inside_a_transaction_is_said(store, clock, ada, postgres_url):
    with pytest.raises(Unavailable):
        await cut_inside(store, ada, postgres_url)
    await begin_thread(store, clock, ada, "after")


async def test_a_server_that_is_not_there_is_said():
    async with open_store("postgresql+asyncpg://app@127.0.0.1:1/none") as store:
        with pytest.raises(Unavailable):
            await store.ping()
        with pytest.raises(Unavailable):
            async with store.begin() as tx:
                await tx.users.list()


async def test_more_transactions_than_connections_wait_their_turn(store, clock, ada):
    await asyncio.gather(*(begin_thread(store, clock, ada, f"{n}") for n in range(40)))
