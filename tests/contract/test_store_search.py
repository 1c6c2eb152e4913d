"""What ports/chat.py promises of the full text, on both families."""

from dataclasses import replace

import pytest
from stories import begin_thread, say, saying

SYNTAX = [
    "",
    " ",
    "*",
    '"',
    "'",
    '"unbalanced',
    "a*b",
    "NEAR(a b)",
    "a AND",
    "OR",
    "NOT x",
    "-x",
    "^x",
    "x:y",
    "content:x",
    "(",
    ")",
    "{x}",
]
FOREIGN = ["'; DROP TABLE messages; --", "%", "_", "\\", "a & b | !c", "<->", "x:*", "+", "🙂", "日本", "ß", "İ", "𞤀", "ﬁ"]
BROKEN = ["\u0000", "\ud800", "a\u0000b", "mot " * 500, "x" * 5000]
SPELLINGS = ["éternité", "ETERNITE", "e\u0301ternite\u0301", "etern", "l'éternité", "retrouvée éternité", "elle est", "Éter"]
SCRIPTS = {
    "日本語 です": "日本",
    "Москва зимой": "москва",
    "foo-bar_baz": "bar baz",
    "3.14 v2.0": "14 v2",
    "a@b.org/x?y": "org y",
    "Ångström": "angstrom",
    "한국어": "한국",
    "ΑΘΗΝΑ": "αθηνα",
}


async def found(store, query, owner, limit=50, cursor=None):
    async with store.read() as look:
        return await look.threads.search(query, owner=owner, limit=limit, cursor=cursor)


async def texts(store, query, owner):
    return [hit.excerpt for hit in (await found(store, query, owner)).items]


@pytest.mark.parametrize("query", [*SYNTAX, *FOREIGN, *BROKEN])
async def test_anything_can_be_a_query(store, clock, thread, ada, query):
    await say(store, clock, thread, ada, "rien à voir")
    assert (await found(store, query, ada)).items == ()


@pytest.mark.parametrize(
    "query", ["éternité", "ETERNITE", "e\u0301ternite\u0301", "etern", "l'éternité", "retrouvée éternité", "elle est", "Éter"]
)
async def test_accents_and_case_do_not_matter_and_words_may_be_begun(store, clock, thread, ada, query):
    await say(store, clock, thread, ada, "Elle est retrouvée. Quoi ? — L'Éternité.")
    assert await texts(store, query, ada) == ["Elle est retrouvée. Quoi ? — L'Éternité."]


@pytest.mark.parametrize("query", ["ternite", "elle absente", "retrouvées", "x"])
async def test_all_the_words_must_be_there(store, clock, thread, ada, query):
    await say(store, clock, thread, ada, "Elle est retrouvée. Quoi ? — L'Éternité.")
    assert await texts(store, query, ada) == []


@pytest.mark.parametrize(("said", "query"), SCRIPTS.items())
async def test_words_of_any_script_are_found(store, clock, thread, ada, said, query):
    await say(store, clock, thread, ada, said)
    assert await texts(store, query, ada) == [said]


async def test_titles_are_found(store, clock, ada):
    thread = await begin_thread(store, clock, ada, "Un été à Paris")
    (hit,) = (await found(store, "ete paris", ada)).items
    assert (hit.thread_id, hit.message_id, hit.excerpt) == (thread.id, None, "Un été à Paris")
    assert [hit.excerpt[start:end] for start, end in hit.marks] == ["été", "Paris"]


async def test_a_renamed_thread_is_found_by_its_new_title_only(store, thread, ada):
    async with store.begin() as tx:
        await tx.threads.change(thread.id, owner=ada, title="Rome")
    assert await texts(store, "paris", ada) == []
    assert await texts(store, "rome", ada) == ["Rome"]


async def test_marks_show_the_words_in_an_excerpt_around_the_first(store, clock, thread, ada):
    await say(store, clock, thread, ada, "bla " * 200 + "le Mot\nclé et le mot encore " + "bla " * 200)
    (hit,) = (await found(store, "mot cle", ada)).items
    assert [hit.excerpt[start:end] for start, end in hit.marks] == ["Mot", "clé", "mot"]
    assert len(hit.excerpt) < 170
    assert hit.excerpt.startswith("…")
    assert hit.excerpt.endswith("…")


async def test_earlier_versions_are_not_found(store, clock, thread, ada):
    old = await say(store, clock, thread, ada, "première")
    new = replace(saying(clock, thread, old.seq, "seconde"), version=2)
    async with store.begin() as tx:
        await tx.messages.supersede([old.id], new.id, owner=ada)
        await tx.messages.add(new, owner=ada)
    assert await texts(store, "premiere", ada) == []
    assert await texts(store, "seconde", ada) == ["seconde"]


async def test_a_reply_is_found_when_it_has_ended(store, clock, thread, ada):
    reply = await say(store, clock, thread, ada, "rive", status="streaming", beat_at=clock.now())
    async with store.begin() as tx:
        await tx.messages.flush(reply.id, "rivage", clock.now())
    assert await texts(store, "riv", ada) == []
    async with store.begin() as tx:
        await tx.messages.finish(replace(reply, content="rivière", status="complete"))
    assert await texts(store, "riv", ada) == ["rivière"]


async def test_the_latest_come_first_and_pages_hold_everything_once(store, clock, thread, ada):
    for n in range(7):
        clock.advance(1)
        await say(store, clock, thread, ada, f"paris {n}")
    first = await found(store, "paris", ada, 3)
    second = await found(store, "paris", ada, 3, first.next)
    third = await found(store, "paris", ada, 3, second.next)
    shown = [hit.excerpt for page in (first, second, third) for hit in page.items]
    assert shown == [*(f"paris {n}" for n in range(6, -1, -1)), thread.title]
    assert third.next is None


async def test_marks_are_counted_as_browsers_count(store, clock, thread, ada):
    await say(store, clock, thread, ada, "🙂 clé")
    async with store.read() as look:
        (hit,) = (await look.threads.search("cle", owner=ada, limit=10, cursor=None)).items
    assert hit.marks == ((3, 6),)
