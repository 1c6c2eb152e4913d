"""Stop, another version, say it otherwise, try again."""

import asyncio

from house import House, Person
from talk import Talk
from vendors import Reply, Vendors, said

USUAL = "Bonjour, ça va ?"


async def test_a_stopped_answer_keeps_its_words_and_hangs_up(talk: Talk, model: Vendors) -> None:
    model.answers("openai", said("Je ", "parle", silent_after=2))
    await talk.send()
    delta = await talk.live.until(lambda frame: frame["type"] == "reply.delta" and "parle" in frame["text"])
    await talk.live.say(type="stop", message_id=delta["message_id"])
    done = await talk.ended()
    assert (done["type"], done["finish"]) == ("reply.done", "stopped")
    assert (await talk.said())[1] == ("anima", "Je parle", "complete")
    await asyncio.wait_for(model.hung_up.wait(), 5)


async def test_an_answer_is_stopped_from_another_tab(talk: Talk, model: Vendors) -> None:
    model.answers("openai", said("Je ", "parle", silent_after=2))
    await talk.send()
    started = await talk.live.until("reply.delta")
    async with talk.person.live() as second:
        await second.say(type="stop", message_id=started["message_id"])
    assert (await talk.ended())["finish"] == "stopped"


async def test_an_answer_is_stopped_before_its_first_word(talk: Talk, model: Vendors) -> None:
    model.answers("openai", Reply(silent_after=0))
    await talk.send()
    started = await talk.live.until("reply.started")
    await talk.live.say(type="stop", message_id=started["message_id"])
    assert (await talk.ended())["finish"] == "stopped"
    assert (await talk.said())[1] == ("anima", "", "complete")


async def test_nobody_stops_somebody_elses_answer(talk: Talk, model: Vendors, other: Person) -> None:
    model.answers("openai", said("Je ", "parle", pause=0.2))
    await talk.send()
    started = await talk.live.until("reply.started")
    async with other.live() as theirs:
        await theirs.say(type="stop", message_id=started["message_id"])
        assert (await theirs.until("failed"))["code"] == "message_not_found"
    assert (await talk.ended())["finish"] == "stop"


async def test_another_version_takes_the_place_and_the_earlier_one_stays_reachable(talk: Talk, model: Vendors) -> None:
    (first,) = await talk.ask()
    model.answers("openai", said("Autrement."))
    await talk.command(type="regenerate", message_id=first["message_id"])
    started = await talk.live.until("reply.started")
    await talk.ended()
    assert started["replaces"] == first["message_id"]
    assert await talk.said() == [("user", "Bonjour", "complete"), ("anima", "Autrement.", "complete")]
    assert [(m["version"], m["content"]) for m in await talk.versions(started["message_id"])] == [(1, USUAL), (2, "Autrement.")]


async def test_another_version_is_asked_with_what_was_said_before_and_not_after(talk: Talk, model: Vendors) -> None:
    (first,) = await talk.ask("Un")
    await talk.ask("Deux")
    await talk.command(type="regenerate", message_id=first["message_id"])
    await talk.ended()
    assert [line["content"] for line in model.asked[-1].body["messages"][1:]] == ["Un"]


async def test_of_two_tabs_that_ask_again_at_once_one_wins(talk: Talk) -> None:
    (first,) = await talk.ask()
    await talk.command(type="regenerate", message_id=first["message_id"])
    await talk.command(type="regenerate", message_id=first["message_id"])
    ends = {(await talk.ended()).get("code", "done") for _ in range(2)}
    assert ends == {"already_replaced", "done"}
    assert len(await talk.messages()) == 2


async def test_an_answer_under_way_cannot_be_asked_for_again(talk: Talk, model: Vendors) -> None:
    model.answers("openai", said("Je ", "parle", pause=0.2))
    await talk.send()
    started = await talk.live.until("reply.started")
    await talk.command(type="regenerate", message_id=started["message_id"])
    assert (await talk.live.until("failed"))["code"] == "still_streaming"
    assert (await talk.ended())["type"] == "reply.done"


async def test_an_interrupted_answer_is_tried_again(talk: Talk, model: Vendors) -> None:
    model.answers("openai", said("Je ", "m'arr", cut_after=2))
    (failed,) = await talk.ask()
    await talk.command(type="regenerate", message_id=failed["message_id"])
    await talk.ended()
    assert (await talk.said())[1] == ("anima", USUAL, "complete")


async def test_only_answers_can_be_asked_for_again(talk: Talk) -> None:
    await talk.ask()
    mine = (await talk.messages())[0]
    await talk.command(type="regenerate", message_id=mine["id"])
    assert (await talk.ended())["code"] == "not_a_reply"


async def test_an_edited_message_is_answered_anew_by_the_same_agents(talk: Talk, model: Vendors) -> None:
    await talk.ask("Bonjuor", agents=("anima", "neo"))
    mine, *replies = await talk.messages()
    model.always("openai", said("Ah !"))
    await talk.command(type="edit", message_id=mine["id"], text="Bonjour")
    added = await talk.live.until("message.added")
    [await talk.ended() for _ in replies]
    assert added["replaces"] == mine["id"]
    assert await talk.said() == [("user", "Bonjour", "complete"), ("anima", "Ah !", "complete"), ("neo", "Ah !", "complete")]
    now = await talk.messages()
    assert [m["seq"] for m in now] == [1, 2, 3]
    assert [m["content"] for m in await talk.versions(now[0]["id"])] == ["Bonjuor", "Bonjour"]
    assert [m["content"] for m in await talk.versions(now[1]["id"])] == [USUAL, "Ah !"]


async def test_an_edited_message_can_go_to_others(talk: Talk) -> None:
    await talk.ask("Un", agents=("anima", "neo"))
    mine = (await talk.messages())[0]
    await talk.command(type="edit", message_id=mine["id"], text="Deux", agents=["neo", "nexus"])
    [await talk.ended() for _ in range(2)]
    assert [speaker for speaker, _, _ in await talk.said()] == ["user", "neo", "nexus"]


async def test_editing_ends_the_answer_that_was_under_way(talk: Talk, model: Vendors) -> None:
    model.answers("openai", said("Je ", "parle", silent_after=2))
    await talk.send("Un")
    await talk.live.until("reply.delta")
    mine = (await talk.messages())[0]
    await talk.command(type="edit", message_id=mine["id"], text="Deux")
    [await talk.ended() for _ in range(2)]
    assert await talk.said() == [("user", "Deux", "complete"), ("anima", USUAL, "complete")]


async def test_only_the_last_message_can_be_edited(talk: Talk) -> None:
    await talk.ask("Un")
    await talk.ask("Deux")
    first = (await talk.messages())[0]
    await talk.command(type="edit", message_id=first["id"], text="Trois")
    assert (await talk.ended())["code"] == "not_last"


async def test_nobody_edits_or_asks_again_what_is_somebody_elses(talk: Talk, other: Person) -> None:
    await talk.ask()
    mine, reply = await talk.messages()
    async with other.live() as live:
        theirs = Talk(other, live, talk.thread)
        await theirs.command(type="edit", message_id=mine["id"], text="Pris")
        assert (await theirs.ended())["code"] == "message_not_found"
        await theirs.command(type="regenerate", message_id=reply["id"])
        assert (await theirs.ended())["code"] == "message_not_found"
    assert await talk.said() == [("user", "Bonjour", "complete"), ("anima", USUAL, "complete")]


async def test_a_replayed_ref_of_a_message_that_was_edited_since_is_answered(talk: Talk) -> None:
    await talk.ask("Un", ref="r1")
    mine = (await talk.messages())[0]
    await talk.command(type="edit", message_id=mine["id"], text="Deux")
    await talk.ended()
    await talk.send("Un", ref="r1")
    again = await talk.live.until(lambda frame: frame["type"] == "message.added" and frame["message"].get("ref") == "r1")
    assert again["message"]["superseded_by"]


async def test_what_somebody_else_than_our_agents_answered_is_not_asked_for_again(talk: Talk) -> None:
    lines = [{"role": "user", "content": "Un"}, {"role": "assistant", "speaker": "ChatGPT", "content": "Deux"}]
    _, made = await talk.person.ask("POST", "/api/threads/import", json={"threads": [{"title": "x", "messages": lines}]})
    await talk.command(type="regenerate", message_id=made["items"][0]["messages"][1]["id"])
    assert (await talk.ended())["code"] == "not_a_reply"
    assert [m["content"] for m in await talk.person.messages(made["items"][0]["id"])] == ["Un", "Deux"]


async def test_an_answer_that_does_not_end_before_a_restart_keeps_its_words(talk: Talk, model: Vendors, house: House) -> None:
    model.answers("openai", said("Je ", "parle", silent_after=2))
    await talk.send()
    await talk.live.until(lambda frame: frame["type"] == "reply.delta" and "parle" in frame["text"])
    await house.services.turns.drain(0.1)
    failed = await talk.ended()
    assert (failed["status"], failed["code"], failed["length"]) == ("interrupted", "restarting", len("Je parle"))
    assert (await talk.said())[1] == ("anima", "Je parle", "interrupted")
