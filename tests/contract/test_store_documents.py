"""What ports/documents.py promises, on both families."""

import pytest
from papers import add, paper, passage

from emergence.domain.documents import Heading, Part
from emergence.domain.problems import Conflict, NotFound
from emergence.ports.documents import Stored

STATES = ("received", "parsing", "indexing", "ready", "failed")
STRANGE = ["'", '"', 'a" OR b', "x*", "-x", "", "owner : x", "a & b", "|", "\\"]


async def found(store, owner, lane, *terms, among=None, limit=10):
    async with store.read() as look:
        return await look.passages.with_terms(lane, terms, limit, among, owner=owner)


async def counted(store, owner, *terms, lane="stem"):
    async with store.read() as look:
        return await look.passages.frequencies(lane, terms, owner=owner)


async def test_the_same_bytes_twice_are_one_document_of_each_owner(store, clock, ada, eve):
    async with store.begin() as tx:
        first = await tx.documents.add(paper(clock), owner=ada)
        again = await tx.documents.add(paper(clock, name="other.txt"), owner=ada)
        hers = await tx.documents.add(paper(clock), owner=eve)
    assert again == first
    assert hers.id != first.id


async def test_documents_come_latest_first_and_each_once(store, clock, ada):
    made = []
    for n in range(5):
        clock.advance(1)
        made.append((await add(store, paper(clock, f"h{n}"), ada)).id)
    async with store.read() as look:
        first = await look.documents.page(None, 3, owner=ada)
        second = await look.documents.page(first.next, 3, owner=ada)
    assert [document.id for document in (*first.items, *second.items)] == made[::-1]
    assert second.next is None


async def test_what_is_stored_is_counted(store, clock, ada, eve):
    await add(store, paper(clock, "a", bytes=3), ada)
    await add(store, paper(clock, "b", bytes=4, status="ready"), ada)
    async with store.read() as look:
        assert await look.documents.stored(owner=ada) == Stored(2, 7)
        assert await look.documents.stored(owner=eve) == Stored(0, 0)
        assert await look.documents.counts(owner=ada) == {"received": 1, "ready": 1}


async def test_a_document_changes_only_in_the_states_that_are_expected(store, clock, ada):
    document = await add(store, paper(clock), ada)
    async with store.begin() as tx:
        assert await tx.documents.change(document.id, {"status": "ready"}, ("parsing",), owner=ada) is None
        changed = await tx.documents.change(document.id, {"status": "parsing", "done": 2, "title": "é"}, STATES, owner=ada)
    async with store.read() as look:
        assert changed == await look.documents.get(document.id, owner=ada)
    assert (changed.status, changed.done, changed.title) == ("parsing", 2, "é")


async def test_its_text_is_kept_in_parts_and_given_by_its_characters(store, clock, ada):
    document = await add(store, paper(clock), ada)
    parts = [Part(n, f"{n}é🙂xx", n * 5, n + 1) for n in range(70)]
    async with store.begin() as tx:
        await tx.documents.read(document.id, [Part(0, "older", 0)], [], owner=ada)
        await tx.documents.read(document.id, parts, [Heading(5, 1, "Été")], owner=ada)
    async with store.read() as look:
        first = await look.documents.parts(document.id, None, 40, owner=ada)
        second = await look.documents.parts(document.id, first.next, 40, owner=ada)
        assert [*first.items, *second.items] == parts
        assert second.next is None
        assert await look.documents.text(document.id, 3, 11, owner=ada) == "xx1é🙂xx2"
        assert await look.documents.headings(document.id, owner=ada) == (Heading(5, 1, "Été"),)


async def test_terms_find_the_passages_that_hold_them_best_first(store, clock, ada):
    document = await add(store, paper(clock), ada, "the red fox", "blue whale", "red red red rose", "a green bird")
    assert set(await found(store, ada, "stem", "red", "rose")) == {f"{document.id}-0", f"{document.id}-2"}
    assert (await found(store, ada, "stem", "red", "rose"))[0] == f"{document.id}-2"
    assert await found(store, ada, "gram", "whal") == [f"{document.id}-1"]
    assert await found(store, ada, "stem", "whal") == []


async def test_only_among_some_documents(store, clock, ada):
    one, two = [await add(store, paper(clock, name), ada, "red fox") for name in ("a", "b")]
    assert await found(store, ada, "stem", "red", among=[two.id]) == [f"{two.id}-0"]
    assert await found(store, ada, "stem", "red", among=[]) == []
    async with store.read() as look:
        assert [each.passage.document_id for each in await look.passages.of_ids([f"{one.id}-0", f"{two.id}-0"], [one.id], owner=ada)] == [
            one.id
        ]


@pytest.mark.parametrize("term", STRANGE)
async def test_anything_can_be_a_term(store, clock, ada, term):
    await add(store, paper(clock), ada, "red fox")
    assert await found(store, ada, "stem", term) == []
    assert await counted(store, ada, term) == {}


async def test_terms_of_any_script_are_found(store, clock, ada):
    document = await add(store, paper(clock), ada, "été 日本 москва 0x1f straße")
    for term in ("été", "日本", "москва", "0x1f", "straße"):
        assert await found(store, ada, "stem", term) == [f"{document.id}-0"]


async def test_terms_and_lengths_are_counted_as_passages_come_and_go(store, clock, ada):
    document = await add(store, paper(clock), ada, "red red fox", "red whale")
    assert await counted(store, ada, "red", "fox", "none") == {"red": 2, "fox": 1}
    async with store.begin() as tx:
        assert (await tx.passages.corpus(owner=ada)).mean == {"stem": 2.5, "gram": 2.5}
        assert await tx.passages.drop(document.id, 1, owner=ada) == 1
    assert await counted(store, ada, "red", "whale") == {"red": 1}
    async with store.begin() as tx:
        assert await tx.passages.drop(document.id, 9, owner=ada) == 1
        assert await tx.passages.drop(document.id, 9, owner=ada) == 0
        assert (await tx.passages.corpus(owner=ada)).passages == 0
    assert await counted(store, ada, "red", "fox", "whale") == {}
    assert await found(store, ada, "stem", "red", "fox", "whale") == []


async def test_a_passage_is_there_once_and_counted_once(store, clock, ada):
    document = await add(store, paper(clock), ada, "red fox")
    with pytest.raises(Conflict):
        async with store.begin() as tx:
            await tx.passages.put(document.id, [passage(document, 1, "red"), passage(document, 0, "red fox")], owner=ada)
    assert await counted(store, ada, "red") == {"red": 1}


async def test_many_passages_are_put_at_once(store, clock, ada):
    document = await add(store, paper(clock), ada, *(f"word{n} red" for n in range(150)))
    assert await counted(store, ada, "red", "word149") == {"red": 150, "word149": 1}
    async with store.read() as look:
        page = await look.passages.page(document.id, "100", 30, owner=ada)
        around = await look.passages.around(document.id, 3, 5, owner=ada)
        assert await look.passages.count(document.id, owner=ada) == 150
    assert ([each.n for each in page.items], page.next) == ([*range(100, 130)], "130")
    assert [each.text for each in around] == ["word3 red", "word4 red", "word5 red"]


async def test_what_is_discarded_is_there_no_more_and_its_bytes_may_come_again(store, clock, ada):
    document = await add(store, paper(clock), ada, "red fox")
    async with store.begin() as tx:
        await tx.documents.discard(document.id, owner=ada)
        again = await tx.documents.add(paper(clock), owner=ada)
    assert again.id != document.id
    assert await found(store, ada, "stem", "red") == []
    async with store.read() as look:
        assert await look.passages.of_ids([f"{document.id}-0"], None, owner=ada) == []
        assert {each.document_id: each.status for each in await look.documents.all()} == {document.id: "gone", again.id: "received"}
        with pytest.raises(NotFound):
            await look.documents.get(document.id, owner=ada)


async def test_what_is_erased_leaves_nothing(store, clock, ada):
    document = await add(store, paper(clock), ada, "red fox")
    async with store.begin() as tx:
        await tx.documents.erase(document.id, owner=ada)
        await tx.documents.get(document.id, owner=ada)
        await tx.documents.discard(document.id, owner=ada)
        await tx.passages.drop(document.id, 99, owner=ada)
        await tx.documents.erase(document.id, owner=ada)
    async with store.read() as look:
        assert await look.documents.all() == []


async def test_a_person_goes_with_everything_that_was_read(store, clock, ada, eve):
    await add(store, paper(clock), ada, "red fox")
    await add(store, paper(clock), eve, "red fox")
    async with store.begin() as tx:
        await tx.users.remove(ada)
    assert await found(store, ada, "stem", "red") == []
    assert len(await found(store, eve, "stem", "red")) == 1
    assert await counted(store, ada, "red") == {}
