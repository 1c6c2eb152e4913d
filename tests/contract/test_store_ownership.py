"""What is somebody else's is NotFound, in every method."""

import pytest
from stories import say, saying

from emergence.domain.problems import NotFound

FOREIGN_THREAD = {
    "get": lambda tx, t, m, now, eve: tx.threads.get(t.id, owner=eve),
    "change": lambda tx, t, m, now, eve: tx.threads.change(t, owner=eve),
    "delete": lambda tx, t, m, now, eve: tx.threads.delete(t.id, owner=eve),
    "open": lambda tx, t, m, now, eve: tx.messages.open(t.id, now, 1, owner=eve),
    "page": lambda tx, t, m, now, eve: tx.messages.page(t.id, owner=eve, limit=9, cursor=None),
    "message": lambda tx, t, m, now, eve: tx.messages.get(m.id, owner=eve),
    "versions": lambda tx, t, m, now, eve: tx.messages.versions(m.id, owner=eve),
}
NOTHING_FOUND = {
    "title": lambda tx, t, m, eve: tx.threads.title(t.id, "mine now", owner=eve),
    "by_ref": lambda tx, t, m, eve: tx.messages.by_ref("r1", owner=eve),
    "replies": lambda tx, t, m, eve: tx.messages.replies("asked", owner=eve),
    "before": lambda tx, t, m, eve: tx.messages.before(t.id, 99, owner=eve, limit=9),
    "supersede": lambda tx, t, m, eve: tx.messages.supersede([m.id], "mine", owner=eve),
}


@pytest.fixture
async def said(store, clock, thread, ada):
    return await say(store, clock, thread, ada, "un secret", ref="r1", reply_to="asked")


@pytest.mark.parametrize("ask", FOREIGN_THREAD.values(), ids=FOREIGN_THREAD)
async def test_somebody_elses_is_not_found(store, clock, thread, said, eve, ask):
    with pytest.raises(NotFound):
        async with store.begin() as tx:
            await ask(tx, thread, said, clock.now(), eve)


@pytest.mark.parametrize("ask", NOTHING_FOUND.values(), ids=NOTHING_FOUND)
async def test_somebody_elses_is_never_answered(store, thread, said, eve, ask):
    async with store.begin() as tx:
        assert not await ask(tx, thread, said, eve)


async def test_nobody_writes_into_somebody_elses_thread(store, clock, thread, eve):
    with pytest.raises(NotFound):
        async with store.begin() as tx:
            await tx.messages.add(saying(clock, thread, 1), owner=eve)


async def test_lists_and_searches_hold_only_ones_own(store, thread, said, eve):
    async with store.read() as look:
        assert (await look.threads.list(owner=eve, archived=False, limit=9, cursor=None)).items == ()
        assert (await look.threads.search("secret", owner=eve, limit=9, cursor=None)).items == ()
        assert (await look.threads.search("Paris", owner=eve, limit=9, cursor=None)).items == ()


async def test_nothing_of_adas_changed(store, thread, said, ada, eve):
    async with store.begin() as tx:
        await tx.threads.title(thread.id, "stolen", owner=eve)
        await tx.messages.supersede([said.id], "x", owner=eve)
    async with store.read() as look:
        assert (await look.messages.get(said.id, owner=ada)).superseded_by is None
        assert (await look.threads.get(thread.id, owner=ada)).title == thread.title
