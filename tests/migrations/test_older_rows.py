"""What was written under an older schema has its place in the new one."""

import pytest
from alembic.config import Config
from sqlalchemy.ext.asyncio import create_async_engine

from alembic import command
from emergence.backends.sql.migrate import SCRIPTS, _locked, migrate

THREAD, REPLY = "a" * 32, "b" * 32
SPENDS = {REPLY: "neo", f"title-{THREAD}-1": "title", "d" * 32: "neo", f"title-{'c' * 32}-1": "title"}
WRITTEN = (
    "INSERT INTO users (id, email, role, created_at) VALUES ('ada', 'ada@example.org', 'member', {at})",
    "INSERT INTO threads (id, owner, title, created_at, updated_at, archived, titled)"
    f" VALUES ('{THREAD}', 'ada', '', {{at}}, {{at}}, false, false)",
    "INSERT INTO messages (id, thread_id, owner, seq, role, speaker, content, status, created_at, version)"
    f" VALUES ('{REPLY}', '{THREAD}', 'ada', 1, 'assistant', 'neo', 'Oui.', 'complete', {{at}}, 1)",
    *(
        f"INSERT INTO spends (id, owner, agent, provider, model, at) VALUES ('{name}', 'ada', '{agent}', 'google', 'm', {{at}})"
        for name, agent in SPENDS.items()
    ),
)


def upgrade(connection, revision):
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


async def answers(url, *statements):
    """What the last of these statements answers."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        for statement in statements:
            answer = await connection.exec_driver_sql(statement)
        rows = answer.all() if answer.returns_rows else []
    await engine.dispose()
    return rows


@pytest.fixture
async def url_of_0001(empty_url):
    async with _locked(empty_url) as connection:
        await connection.run_sync(upgrade, "0001")
    at = "0" if empty_url.startswith("sqlite") else "'2026-01-15T12:00:00Z'"
    await answers(empty_url, *(statement.format(at=at) for statement in WRITTEN))
    return empty_url


async def test_what_was_spent_finds_the_thread_in_which_it_was_if_that_is_still_there(url_of_0001):
    await migrate(url_of_0001)
    found = dict(map(tuple, await answers(url_of_0001, "SELECT id, thread_id FROM spends")))
    assert found == dict(zip(SPENDS, (THREAD, THREAD, None, None), strict=True))
