"""What is somebody else's is NotFound, in every method."""

from types import SimpleNamespace

import pytest
from stories import say, saying

from emergence.domain.problems import NotFound

NOT_FOUND = {
    "get": lambda tx, its: tx.threads.get(its.thread.id, owner=its.eve),
    "change": lambda tx, its: tx.threads.change(its.thread.id, owner=its.eve, title="mine now"),
    "delete": lambda tx, its: tx.threads.delete(its.thread.id, owner=its.eve),
    "open": lambda tx, its: tx.messages.open(its.thread.id, its.now, 1, owner=its.eve),
    "costs": lambda tx, its: tx.spends.of_thread(its.thread.id, owner=its.eve),
    "page": lambda tx, its: tx.messages.page(its.thread.id, owner=its.eve, limit=9, cursor=None),
    "message": lambda tx, its: tx.messages.get(its.said.id, owner=its.eve),
    "versions": lambda tx, its: tx.messages.versions(its.said.id, owner=its.eve),
}
NOTHING = {
    "title": lambda tx, its: tx.threads.title(its.thread.id, "mine now", owner=its.eve),
    "by_ref": lambda tx, its: tx.messages.by_ref("r1", owner=its.eve),
    "replies": lambda tx, its: tx.messages.replies("asked", owner=its.eve),
    "before": lambda tx, its: tx.messages.before(its.thread.id, 99, owner=its.eve, limit=9),
    "supersede": lambda tx, its: tx.messages.supersede([its.said.id], "mine", owner=its.eve),
}


@pytest.fixture
async def said(store, clock, thread, ada):
    return await say(store, clock, thread, ada, "un secret", ref="r1", reply_to="asked")


@pytest.fixture
def its(clock, thread, said, eve):
    return SimpleNamespace(now=clock.now(), thread=thread, said=said, eve=eve)


@pytest.mark.parametrize("ask", NOT_FOUND.values(), ids=NOT_FOUND)
async def test_somebody_elses_is_not_found(store, its, ask):
    with pytest.raises(NotFound):
        async with store.begin() as tx:
            await ask(tx, its)


@pytest.mark.parametrize("ask", NOTHING.values(), ids=NOTHING)
async def test_somebody_elses_is_never_answered(store, its, ask):
    async with store.begin() as tx:
        assert not await ask(tx, its)


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
