"""What ports/documents.py promises of the documents of a thread, on both families."""

import pytest
from papers import add, paper
from stories import begin_thread

from emergence.domain.problems import NotFound


@pytest.fixture
async def papers(store, clock, ada):
    """Three documents of Ada's."""
    return [(await add(store, paper(clock, f"h{n}"), ada)).id for n in range(3)]


async def of(store, thread, owner):
    async with store.read() as look:
        return {document.id for document in await look.attached.of(thread.id, owner=owner)}


async def attach(store, thread, ids, owner):
    async with store.begin() as tx:
        await tx.attached.add(thread.id, ids, owner=owner)


async def test_a_thread_has_the_documents_it_was_given_each_once(store, thread, ada, papers):
    await attach(store, thread, papers[:2], ada)
    await attach(store, thread, papers[1:], ada)
    assert await of(store, thread, ada) == {*papers}


async def test_what_is_not_kept_is_the_threads_no_more(store, thread, ada, papers):
    await attach(store, thread, papers[:2], ada)
    async with store.begin() as tx:
        await tx.attached.keep(thread.id, papers[1:], owner=ada)
    assert await of(store, thread, ada) == {papers[1]}


async def test_a_document_that_is_discarded_is_no_threads(store, thread, ada, papers):
    await attach(store, thread, papers, ada)
    async with store.begin() as tx:
        await tx.documents.discard(papers[0], owner=ada)
    assert await of(store, thread, ada) == {*papers[1:]}
    with pytest.raises(NotFound):
        await attach(store, thread, papers, ada)


async def test_a_thread_takes_no_document_of_somebody_else_and_then_none_at_all(store, clock, thread, ada, eve, papers):
    hers = await add(store, paper(clock), eve)
    with pytest.raises(NotFound) as refused:
        await attach(store, thread, [papers[0], hers.id], ada)
    assert refused.value.code == "document_not_found"
    assert await of(store, thread, ada) == set()


@pytest.mark.parametrize("change", ["add", "keep"])
async def test_nobody_changes_the_documents_of_somebody_elses_thread(store, thread, ada, eve, papers, change):
    await attach(store, thread, papers, ada)
    with pytest.raises(NotFound) as refused:
        async with store.begin() as tx:
            await getattr(tx.attached, change)(thread.id, [], owner=eve)
    assert refused.value.code == "thread_not_found"
    assert await of(store, thread, ada) == {*papers}


async def test_nobody_sees_the_documents_of_somebody_elses_thread(store, thread, ada, eve, papers):
    await attach(store, thread, papers, ada)
    assert await of(store, thread, eve) == set()


async def test_with_a_thread_or_a_document_goes_what_joins_them(store, clock, thread, ada, papers):
    other = await begin_thread(store, clock, ada, "Another")
    await attach(store, thread, papers, ada)
    await attach(store, other, papers, ada)
    async with store.begin() as tx:
        await tx.threads.delete(thread.id, owner=ada)
        await tx.documents.discard(papers[0], owner=ada)
        await tx.documents.erase(papers[0], owner=ada)
    assert await of(store, thread, ada) == set()
    assert await of(store, other, ada) == {*papers[1:]}
