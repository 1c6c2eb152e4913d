"""What is read by one person is nowhere in what another asks."""

import pytest
from papers import add, paper, passage

from emergence.domain.documents import Part
from emergence.domain.problems import NotFound

NOT_FOUND = {
    "get": lambda tx, its, eve: tx.documents.get(its.id, owner=eve),
    "parts": lambda tx, its, eve: tx.documents.parts(its.id, None, 9, owner=eve),
    "text": lambda tx, its, eve: tx.documents.text(its.id, 0, 9, owner=eve),
    "headings": lambda tx, its, eve: tx.documents.headings(its.id, owner=eve),
    "read": lambda tx, its, eve: tx.documents.read(its.id, [Part(0, "mine", 0)], [], owner=eve),
    "discard": lambda tx, its, eve: tx.documents.discard(its.id, owner=eve),
    "passages": lambda tx, its, eve: tx.passages.page(its.id, None, 9, owner=eve),
    "put": lambda tx, its, eve: tx.passages.put(its.id, [passage(its, 7, "mine")], owner=eve),
}
NOTHING = {
    "of_ids": lambda tx, its, eve: tx.documents.of_ids([its.id], owner=eve),
    "change": lambda tx, its, eve: tx.documents.change(its.id, {"name": "mine"}, ("received",), owner=eve),
    "counts": lambda tx, _, eve: tx.documents.counts(owner=eve),
    "drop": lambda tx, its, eve: tx.passages.drop(its.id, 9, owner=eve),
    "count": lambda tx, its, eve: tx.passages.count(its.id, owner=eve),
    "ids": lambda tx, _, eve: tx.passages.ids(owner=eve),
    "frequencies": lambda tx, _, eve: tx.passages.frequencies("stem", ["red"], owner=eve),
    "with_terms": lambda tx, _, eve: tx.passages.with_terms("stem", ["red"], 9, None, owner=eve),
    "with_terms_among": lambda tx, its, eve: tx.passages.with_terms("stem", ["red"], 9, [its.id], owner=eve),
    "passages_of_ids": lambda tx, its, eve: tx.passages.of_ids([f"{its.id}-0"], None, owner=eve),
    "around": lambda tx, its, eve: tx.passages.around(its.id, 0, 9, owner=eve),
}


@pytest.fixture
async def its(store, clock, ada):
    """A document of Ada's."""
    return await add(store, paper(clock), ada, "red fox")


@pytest.mark.parametrize("ask", NOT_FOUND.values(), ids=NOT_FOUND)
async def test_a_document_of_somebody_else_is_not_found(store, its, eve, ask):
    with pytest.raises(NotFound):
        async with store.begin() as tx:
            await ask(tx, its, eve)


@pytest.mark.parametrize("ask", NOTHING.values(), ids=NOTHING)
async def test_nothing_of_somebody_elses_document_is_answered(store, its, eve, ask):
    async with store.begin() as tx:
        assert not await ask(tx, its, eve)


async def test_somebody_else_erases_nothing(store, its, ada, eve):
    async with store.begin() as tx:
        await tx.documents.discard(its.id, owner=ada)
        await tx.documents.erase(its.id, owner=eve)
    async with store.read() as look:
        assert len(await look.documents.all()) == 1
