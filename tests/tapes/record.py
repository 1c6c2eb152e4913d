"""Records the tapes anew from the running product, all or those named: .venv/bin/python tests/tapes/record.py [NAME…]

A tape holds the events of one thread from its first message on. The page's reducer replays them in its tests.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "browser")]

from house import Frame, Live, Person, open_house  # noqa: E402 - after the path to it is known
from speaker import speaker  # noqa: E402

ENDS = ("reply.done", "reply.failed")


async def three_agents_at_once(live: Live, thread: str, _: Person) -> None:
    await say(live, thread, "r1", "echo 🌊 Et si c’était la même question ? 🤝🏽", "anima", "neo", "nexus")
    await ended(live, 3)


async def stopped_then_asked_again(live: Live, thread: str, _: Person) -> None:
    await say(live, thread, "r1", "count 9 every 60", "anima")
    told = await live.until(lambda frame: frame["type"] == "reply.delta" and "w3" in frame["text"])
    await live.say(type="stop", message_id=told["message_id"])
    await ended(live, 1)
    await live.say(type="regenerate", ref="r2", message_id=told["message_id"])
    await ended(live, 1)
    await say(live, thread, "r3", "echo Oui.", "neo")
    await ended(live, 1)


async def edited_while_two_answer(live: Live, thread: str, _: Person) -> None:
    await say(live, thread, "r1", "count 30 every 40", "anima", "neo")
    await live.until(lambda frame: frame["type"] == "reply.delta" and "w3" in frame["text"])
    first = next(frame["message"]["id"] for frame in live.seen if frame["type"] == "message.added")
    await live.say(type="edit", ref="r2", message_id=first, text="echo Un seul avis suffit.", agents=["anima"])
    await live.until(lambda frame: frame["type"] == "reply.done" and frame["finish"] != "stopped")
    await live.say(type="send", ref="r3", thread_id=thread, text="echo Encore, à trois.", agents=["neo", "nexus"])
    await ended(live, 2)


async def broken_and_refused_then_retried(live: Live, thread: str, _: Person) -> None:
    await say(live, thread, "r1", "break after 4", "nexus")
    await ended(live, 1)
    await live.say(type="regenerate", ref="r2", message_id=live.seen[-1]["message_id"])
    await ended(live, 1)
    await say(live, thread, "r3", "refuse", "anima", "neo")
    await ended(live, 2)


async def deleted_while_two_answer(live: Live, thread: str, person: Person) -> None:
    await say(live, thread, "r1", "count 40 every 40", "anima", "neo")
    await live.until(lambda frame: frame["type"] == "reply.delta" and "w4" in frame["text"])
    await person.ask("DELETE", f"/api/threads/{thread}")
    await live.until(lambda frame: frame["type"] == "thread.changed" and "thread" not in frame)


STORIES = (
    three_agents_at_once,
    stopped_then_asked_again,
    edited_while_two_answer,
    broken_and_refused_then_retried,
    deleted_while_two_answer,
)


async def say(live: Live, thread: str, ref: str, text: str, *agents: str) -> None:
    await live.say(type="send", ref=ref, thread_id=thread, text=text, agents=list(agents))


async def ended(live: Live, replies: int) -> None:
    for _ in range(replies):
        await live.until(lambda frame: frame["type"] in ENDS)


def of_thread(frame: Frame, thread: str) -> bool:
    return thread in (frame.get("thread_id"), frame.get("message", {}).get("thread_id") if isinstance(frame.get("message"), dict) else None)


async def record(story: Callable[[Live, str, Person], Awaitable[None]], folder: Path, model_url: str) -> None:
    chosen = {f"agent_{agent}_models": "openai:fake" for agent in ("anima", "neo", "nexus")}
    async with open_house(folder, openai_api_key="not-a-key", openai_base_url=model_url, **chosen) as house:
        person = await house.person("tape@example.org")
        thread = await person.thread()
        async with person.live() as live:
            await story(live, thread, person)
    lines = [json.dumps(frame, ensure_ascii=False) for frame in live.seen if of_thread(frame, thread)]
    (HERE / f"{story.__name__}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(story.__name__, len(lines))


async def main() -> None:
    async with speaker() as model:
        for story in STORIES:
            if sys.argv[1:] and story.__name__ not in sys.argv[1:]:
                continue
            with tempfile.TemporaryDirectory() as folder:
                await record(story, Path(folder), model.url)


if __name__ == "__main__":
    asyncio.run(main())
