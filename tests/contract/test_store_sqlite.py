"""What only a file can suffer: a full disk, a killed process, another writer."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing

import pytest
from stories import begin_thread, let_in

from emergence.backends.sql import open_store
from emergence.domain.problems import StorageFull, Unavailable


@pytest.fixture
def store_url(sqlite_url):
    return sqlite_url


async def limit_pages(store, more):
    """Let the writer's file grow by so many pages only, as a full disk would."""
    line = store._family._writer._line
    await line.fetch(f"PRAGMA max_page_count = {(await line.fetch('PRAGMA page_count', ()))[0][0] + more}", ())


async def test_a_full_disk_is_said_and_what_is_there_stays(store, clock, ada, thread):
    await limit_pages(store, 0)
    with pytest.raises(StorageFull):
        await begin_thread(store, clock, ada, "x" * 100_000)
    async with store.read() as look:
        assert await look.threads.get(thread.id, owner=ada) == thread
    await limit_pages(store, 1000)
    await begin_thread(store, clock, ada, "room again")


async def test_of_many_at_once_on_a_full_disk_none_is_acknowledged_and_lost(store, clock, ada):
    await limit_pages(store, 20)
    sizes = [f"{n:03}" + "x" * 3000 for n in range(60)]
    results = await asyncio.gather(*(begin_thread(store, clock, ada, title) for title in sizes), return_exceptions=True)
    kept = {result.title for result in results if not isinstance(result, Exception)}
    async with store.read() as look:
        page = await look.threads.list(owner=ada, archived=False, limit=100, cursor=None)
    assert {thread.title for thread in page.items} == kept
    assert any(isinstance(result, StorageFull) for result in results)


async def test_another_writer_is_waited_for_and_then_said(store, clock, ada, sqlite_url):
    await store._family._writer._line.fetch("PRAGMA busy_timeout = 50", ())
    other = sqlite3.connect(sqlite_url.partition("///")[2], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    results = await asyncio.gather(*(begin_thread(store, clock, ada, f"{n}") for n in range(3)), return_exceptions=True)
    other.close()
    assert [type(result) for result in results] == [Unavailable] * 3
    await begin_thread(store, clock, ada, "free again")


async def test_readers_never_wait_for_a_writer(store, sqlite_url):
    other = sqlite3.connect(sqlite_url.partition("///")[2], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await asyncio.wait_for(store.ping(), 1)
    other.close()


async def test_what_others_committed_is_seen(store, clock, ada, sqlite_url):
    async with open_store(sqlite_url) as second:
        await let_in(second, clock, "zoe@example.org")
    async with store.read() as look:
        assert await look.users.find("zoe@example.org")


COMMITTING = textwrap.dedent("""
    import asyncio, sys
    from emergence.backends.clock import SystemClock
    from emergence.backends.sql import open_store
    from emergence.domain.chat import Thread

    async def write(store, clock, owner):
        while True:
            thread = Thread(clock.new_id(), "t", clock.now(), clock.now())
            async with store.begin() as tx:
                await tx.threads.add(thread, owner=owner)
            print(thread.id, flush=True)

    async def main(url, owner):
        clock = SystemClock()
        async with open_store(url) as store:
            await asyncio.gather(*(write(store, clock, owner) for _ in range(8)))

    asyncio.run(main(*sys.argv[1:]))
""")


def acknowledged(url, owner, lines):
    """What a process said it had committed before it was killed, after so many commits."""
    writing = subprocess.Popen([sys.executable, "-c", COMMITTING, url, owner], stdout=subprocess.PIPE, text=True)
    said = [writing.stdout.readline() for _ in range(lines)]
    os.kill(writing.pid, signal.SIGKILL)
    rest, _ = writing.communicate()
    return {line.strip() for line in (*said, *rest.splitlines(keepends=True)) if line.endswith("\n")}


@pytest.mark.parametrize("lines", [20, 150, 400])
async def test_a_killed_process_loses_nothing_it_acknowledged(ada, sqlite_url, lines):
    said = await asyncio.to_thread(acknowledged, sqlite_url, ada, lines)
    with closing(sqlite3.connect(sqlite_url.partition("///")[2])) as file:
        kept = {row[0] for row in file.execute("SELECT id FROM threads")}
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(said) >= lines
    assert said <= kept
