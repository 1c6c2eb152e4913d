"""Writing to one agent, several or all three; what is kept is what was streamed."""

import asyncio
from pathlib import Path

import pytest
from house import House, Person, open_house
from talk import Talk
from vendors import Reply, Vendors, said

USUAL = "Bonjour, ça va ?"


async def test_an_answer_streams_in_order_and_is_kept(talk: Talk) -> None:
    (done,) = await talk.ask("Salut")
    types = [frame["type"] for frame in talk.live.seen if frame["type"] not in {"session.ready", "reply.delta"}]
    assert types == ["message.added", "thread.changed", "reply.started", "reply.context", "reply.done"]
    assert talk.live.text_of(done["message_id"]) == USUAL
    assert await talk.said() == [("user", "Salut", "complete"), ("anima", USUAL, "complete")]


async def test_all_three_answer_in_parallel(talk: Talk, model: Vendors) -> None:
    model.always("openai", said("Je ", "réponds.", pause=0.1))
    await talk.ask(agents=("anima", "neo", "nexus"))
    types = [frame["type"] for frame in talk.live.seen]
    assert types.index("reply.done") > max(n for n, kind in enumerate(types) if kind == "reply.started")
    assert [speaker for speaker, _, _ in await talk.said()] == ["user", "anima", "neo", "nexus"]


async def test_an_agent_named_twice_answers_once(talk: Talk) -> None:
    await talk.send(agents=("anima", "anima"))
    await talk.ended()
    assert len(await talk.messages()) == 2


async def test_what_it_cost_is_kept_and_an_unknown_price_is_unknown(talk: Talk) -> None:
    (done,) = await talk.ask()
    reply = (await talk.messages())[1]
    assert done["tokens"] == reply["tokens"] == {"input": 12, "output": 3}
    assert reply["model"] == "openai-compatible:test"
    assert reply["cost"] is None
    assert reply["finished_at"] >= reply["created_at"]


async def test_what_others_said_is_told_by_name_and_the_persona_is_given(talk: Talk, model: Vendors) -> None:
    await talk.ask("Un plan ?", agents=("neo",))
    await talk.ask("Et toi ?", agents=("anima",))
    system, *lines = model.asked[-1].body["messages"]
    assert "You are Anima" in system["content"]
    assert [(line["role"], line["content"]) for line in lines] == [("user", "Un plan ?"), ("user", f"[Neo]: {USUAL}"), ("user", "Et toi ?")]


async def test_no_prompt_holds_a_key_a_token_or_an_address(talk: Talk, model: Vendors) -> None:
    await talk.ask()
    told = str(model.asked[-1].body)
    assert talk.person.email not in told
    assert talk.person.token not in told
    assert "sk-" not in told


async def test_a_long_thread_is_told_within_the_budget(talk: Talk, model: Vendors) -> None:
    messages = [{"role": "user", "content": f"{n} " + "mot " * 400} for n in range(300)]
    _, made = await talk.person.ask("POST", "/api/threads/import", json={"threads": [{"title": "Long", "messages": messages}]})
    talk.thread = made["items"][0]["id"]
    await talk.ask("La fin ?")
    _, *told = model.asked[-1].body["messages"]
    assert told[-1]["content"] == "La fin ?"
    assert told[-2]["content"].startswith("299 ")
    assert sum(len(line["content"]) for line in told) < 6000 * 3.6


async def test_a_turn_outlives_the_socket_that_asked_for_it(person: Person, model: Vendors) -> None:
    model.answers("openai", said("Je ", "continue.", pause=0.2))
    async with person.live() as live:
        talk = Talk(person, live, await person.thread(title="x"))
        await talk.send()
        cut = await live.until("reply.started")
    async with person.live(after=cut["id"]) as back:
        await back.until("reply.done")
    assert (await talk.said())[1] == ("anima", "Je continue.", "complete")


async def test_thirty_times_the_same_ref_at_once_is_one_message_and_one_answer(house: House, person: Person, model: Vendors) -> None:
    thread = await person.thread(title="x")
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(say_once(person, thread)) for _ in range(30)]
    await house.services.turns.drain(5)
    assert len({task.result() for task in tasks}) == 1
    assert len(await person.messages(thread)) == 2
    assert model.times("openai") == 1


async def say_once(person: Person, thread: str) -> str:
    """The id of the message that the same ref is answered with."""
    async with person.live() as live:
        await Talk(person, live, thread).send(ref="same")
        added = await live.until(lambda frame: frame["type"] == "message.added" and frame["message"].get("ref") == "same")
    return str(added["message"]["id"])


async def test_a_known_ref_with_another_text_is_refused(talk: Talk) -> None:
    await talk.ask("Un", ref="r1")
    (failed,) = await talk.ask("Deux", ref="r1")
    assert (failed["code"], failed["ref"]) == ("idempotency_conflict", "r1")
    assert [content for _, content, _ in await talk.said()] == ["Un", USUAL]


async def test_a_known_ref_with_the_same_text_is_answered_with_what_it_caused(talk: Talk, model: Vendors) -> None:
    await talk.ask("Un", ref="r1")
    await talk.send("Un", ref="r1")
    again = [await talk.live.until("message.added") for _ in range(2)]
    assert [frame["message"]["content"] for frame in again] == ["Un", USUAL]
    assert model.times("openai") == 1


async def test_refs_of_different_people_do_not_meet(talk: Talk, other: Person) -> None:
    await talk.ask("Un", ref="r1")
    async with other.live() as live:
        theirs = Talk(other, live, await other.thread(title="x"))
        (done,) = await theirs.ask("Deux", ref="r1")
    assert done["type"] == "reply.done"


@pytest.mark.parametrize(
    ("reply", "status", "content", "code"),
    [
        (Reply(status=401), "failed", "", "model_key"),
        (Reply(status=429), "failed", "", "model_busy"),
        (Reply(status=500), "failed", "", "model_busy"),
        (said("Je ", "m'arr", cut_after=2), "interrupted", "Je m'arr", "model_broke"),
        (said("Je ", "me tais", silent_after=2), "interrupted", "Je me tais", "model_silent"),
        (said("Sans ", "fin", unended=True), "interrupted", "Sans fin", "model_broke"),
    ],
)
async def test_an_answer_that_ends_badly_says_so_and_keeps_its_words(
    talk: Talk, model: Vendors, reply: Reply, status: str, content: str, code: str
) -> None:
    model.always("openai", reply)
    (failed,) = await talk.ask()
    kept = (await talk.messages())[1]
    assert (failed["status"], failed["code"], kept["status"], kept["reason"], kept["content"]) == (status, code, status, code, content)
    assert failed["reason"]


async def test_the_spend_of_an_answer_stays_when_its_thread_is_deleted(talk: Talk, house: House) -> None:
    await talk.ask()
    await talk.person.ask("DELETE", f"/api/threads/{talk.thread}")
    rows = await spent(house)
    assert [(row["agent"], row["provider"], row["tokens_in"], row["tokens_out"], row["cost"]) for row in rows] == [
        ("anima", "openai-compatible", 12, 3, None)
    ]


async def spent(house: House) -> list[dict[str, object]]:
    """What was spent, as it is in the table."""
    import sqlite3

    with sqlite3.connect(house.settings.emergence_home / "emergence.db") as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM spends")]


async def test_a_deleted_thread_ends_its_answers(talk: Talk, model: Vendors, house: House) -> None:
    model.answers("openai", said("Je ", "parle", silent_after=2))
    await talk.send()
    await talk.live.until("reply.delta")
    await talk.person.ask("DELETE", f"/api/threads/{talk.thread}")
    async with asyncio.timeout(5):
        await model.hung_up.wait()
        await house.services.turns.drain(5)
    assert house.services.turns.count == 0


async def test_tokens_that_nobody_can_have_counted_are_unknown(talk: Talk, model: Vendors) -> None:
    model.answers("openai", said("Oui.", usage=(10**30, -1)))
    (done,) = await talk.ask()
    assert (done["type"], "tokens" in done) == ("reply.done", False)
    assert (await talk.said())[1] == ("anima", "Oui.", "complete")


async def test_a_model_whose_server_is_not_there_is_named_as_that(home: Path) -> None:
    gone = "http://127.0.0.1:9/v1"
    async with open_house(home, openai_base_url=gone, agent_anima_models="openai:x", model_retry_seconds=0) as house:
        person = await house.person()
        async with person.live() as live:
            (failed,) = await Talk(person, live, await person.thread(title="x")).ask()
    assert failed["code"] == "model_unreachable"


async def test_one_person_cannot_have_any_number_of_answers_at_once(talk: Talk, model: Vendors) -> None:
    model.always("openai", said("Je ", "parle", silent_after=1))
    for n in range(50):
        await talk.send(f"Message {n}", agents=("anima", "neo", "nexus"))
    failed = await talk.live.until("failed")
    assert failed["code"] == "rate_limited"
    assert len(await talk.person.messages(talk.thread, 200)) == 160
