"""The schema comes to head under a lock, whole or not at all, and never goes back."""

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import create_async_engine

from emergence.backends.sql import migrate as migrating
from emergence.backends.sql import open_store
from emergence.backends.sql.schema_documents import metadata
from emergence.domain.problems import Conflict

MIGRATE = "import asyncio, sys; from emergence.backends.sql.migrate import migrate; asyncio.run(migrate(sys.argv[1]))"
ROOT = Path(__file__).parents[2]


def start(url, count):
    """So many instances that start at once: what each had to complain about, and how it ended."""
    starting = [subprocess.Popen([sys.executable, "-c", MIGRATE, url], stderr=subprocess.PIPE, cwd="/") for _ in range(count)]
    return [(one.communicate()[1], one.returncode) for one in starting]


async def test_instances_starting_at_once_are_safe(empty_url):
    assert await asyncio.to_thread(start, empty_url, 3) == [(b"", 0)] * 3
    async with open_store(empty_url) as store:
        await store.ping()


async def test_the_tables_are_those_that_the_statements_know(store_url):
    engine = create_async_engine(store_url)
    async with engine.connect() as connection:
        differences = await connection.run_sync(lambda sync: compare_metadata(MigrationContext.configure(sync), metadata))
    await engine.dispose()
    full_text = [difference for difference in differences if "words" in str(difference)]
    assert [difference for difference in differences if difference not in full_text] == []


def test_the_head_is_alembics():
    assert ScriptDirectory.from_config(Config(toml_file=str(ROOT / "pyproject.toml"))).get_current_head() == migrating.HEAD


def test_at_head_alembic_is_not_even_imported(sqlite_url):
    program = f"{MIGRATE}; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program, sqlite_url], cwd="/", check=False).returncode == 0


async def test_a_newer_database_is_refused_in_one_sentence(store_url):
    await say_version(store_url, "9999")
    with pytest.raises(Conflict, match=r"schema 9999.*too old") as refused:
        await migrating.migrate(store_url)
    assert refused.value.code == "schema_newer"


async def say_version(url, version):
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")
    await engine.dispose()


@pytest.mark.parametrize("milliseconds", [0, 5, 15, 30, 60])
def test_an_interrupted_migration_is_never_half_applied(tmp_path, milliseconds):
    path = tmp_path / "store.db"
    running = subprocess.Popen([sys.executable, "-c", MIGRATE, f"sqlite+aiosqlite:///{path}"], cwd="/")
    while not path.exists() and running.poll() is None:
        time.sleep(0.001)
    time.sleep(milliseconds / 1000)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    with closing(sqlite3.connect(path)) as file:
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert not tables or {"alembic_version", "users", "jobs", "messages_words"} <= tables
    subprocess.run([sys.executable, "-c", MIGRATE, f"sqlite+aiosqlite:///{path}"], cwd="/", check=True)


def test_it_finds_its_scripts_in_any_folder(tmp_path):
    house = tmp_path / "a house 100% ours"
    for part in ("src/emergence", "alembic"):
        shutil.copytree(ROOT / part, house / part, ignore=shutil.ignore_patterns("__pycache__"))
    there = {**os.environ, "PYTHONPATH": str(house / "src")}
    subprocess.run([sys.executable, "-c", MIGRATE, f"sqlite+aiosqlite:///{house / 'store.db'}"], cwd="/", env=there, check=True)
    assert (house / "store.db").stat().st_size > 0


async def test_postgres_keeps_nothing_of_a_migration_that_failed(empty_postgres):
    connection = await asyncpg.connect(empty_postgres.replace("+asyncpg", ""))
    await connection.execute("CREATE TABLE jobs (id text)")
    with pytest.raises(Exception, match="jobs"):
        await migrating.migrate(empty_postgres)
    left = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    await connection.close()
    assert [row[0] for row in left] == ["jobs"]
