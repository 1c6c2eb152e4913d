"""What answering leaves behind: what it cost its thread, and from how much each reply was drawn."""

from typing import Any

from talk import Talk
from vendors import Reply, Vendors, said

from emergence.domain.jobs import Job


async def calls(talk: Talk) -> list[tuple[str, str, int]]:
    """Which agents were asked through which models, and how often."""
    _, told = await talk.person.ask("GET", f"/api/threads/{talk.thread}/costs")
    return [(cost["agent"], cost["model"], cost["calls"]) for cost in told["items"]]


async def drawn(talk: Talk) -> list[Any]:
    """From how much the replies that stand were drawn."""
    return [message["context"] for message in await talk.messages() if message["role"] == "assistant"]


async def test_versions_that_were_replaced_were_paid_for(talk: Talk) -> None:
    (first,) = await talk.ask("Un", agents=("neo",))
    await talk.command(type="regenerate", message_id=first["message_id"])
    await talk.ended()
    mine = (await talk.messages())[0]
    await talk.command(type="edit", message_id=mine["id"], text="Deux")
    await talk.ended()
    assert await calls(talk) == [("neo", "openai-compatible:test", 3)]


async def test_an_answer_that_broke_off_was_paid_for_and_nobody_knows_how_much(talk: Talk, model: Vendors) -> None:
    model.always("openai", said("Je ", "m'arr", cut_after=2))
    await talk.ask()
    _, told = await talk.person.ask("GET", f"/api/threads/{talk.thread}/costs")
    assert told["total"] == {"calls": 1, "input_tokens": None, "output_tokens": None, "uncounted": 1, "cost": None, "unpriced": 1}


async def test_an_answer_that_no_model_began_is_not_counted(talk: Talk, model: Vendors) -> None:
    model.always("openai", Reply(status=401))
    await talk.ask()
    assert await calls(talk) == []


async def test_a_title_belongs_to_what_its_thread_cost(talk: Talk) -> None:
    await talk.ask()
    services, asked = talk.person.house.services, (await talk.messages())[0]
    job = Job(f"title-{talk.thread}", "chat.title", services.clock.now(), {"message_id": asked["id"]}, talk.person.id)
    await services.handlers["chat.title"](job)
    assert await calls(talk) == [("anima", "openai-compatible:test", 1), ("title", "openai-compatible:test", 1)]


async def test_a_reply_keeps_from_how_much_it_was_drawn(talk: Talk) -> None:
    await talk.ask("Un")
    (done,) = await talk.ask("Deux")
    told = next(frame for frame in reversed(talk.live.seen) if frame["type"] == "reply.context")
    last = {name: told[name] for name in ("messages", "tokens", "budget", "passages")}
    assert (last["messages"], last["budget"], done["context"]) == (3, 6000, last)
    assert [context["messages"] for context in await drawn(talk)] == [1, 3]


async def test_a_reply_that_ended_badly_keeps_it_as_well(talk: Talk, model: Vendors) -> None:
    model.always("openai", Reply(status=401))
    (failed,) = await talk.ask("Un")
    assert failed["context"]["messages"] == 1
    assert await drawn(talk) == [{**failed["context"], "degraded": None}]
