"""What the product adds to a model's answer: before the first token, to every token, and in a long thread."""

import sys
import time
from collections.abc import Sequence
from statistics import median

from .lab import Figure, Lab, added, p50, p95
from .servers import Server
from .turns import Chat, Turn, ask, ask_all, close_all

CROWDS = {1: 30, 10: 6, 50: 3}  # chats at once: questions each
FIRST_TOKEN_GOALS = {1: 10.0, 50: 100.0}
STREAMS, RUNS = 50, 3
TOKENS_PILOT, TOKENS_RAW, TOKENS_MOST = 40, 1000, 2000
LENGTHS = (10, 1000, 5000)
QUESTIONS = 10


async def first_token(lab: Lab) -> None:
    """Milliseconds added before the first token: until the model has heard, and from its mouth to the client."""
    await lab.ready()
    for crowd, questions in CROWDS.items():
        await lab.pace(first_ms=50, rate=50, tokens=20)
        ours, cpu = await measured(lab.product.server, await lab.chats(crowd), questions)
        raw, raw_cpu = await measured(lab.relay.server, await lab.relay_chats(crowd), questions)
        lab.found(Figure(f"first token added, {crowd} chats, p50", "ms", p50(added(ours)), p50(added(raw)), FIRST_TOKEN_GOALS.get(crowd)))
        lab.found(Figure(f"first token added, {crowd} chats, p95", "ms", p95(added(ours)), p95(added(raw))))
        lab.found(Figure(f"CPU of a 20-token chat, {crowd} chats", "ms", cpu * 1000, raw_cpu * 1000, goal=15))
        lab.found(Figure(f"refused or failed, {crowd} chats", "", len(errors(ours)), len(errors(raw)), goal=0))


async def measured(server: Server, chats: Sequence[Chat], questions: int) -> tuple[list[Turn], float]:
    """The turns of a crowd that has warmed up, and CPU seconds a turn; the crowd hangs up."""
    await ask_all(chats)
    before = server.cpu()
    turns = await ask_all(chats, questions)
    cpu = (server.cpu() - before) / len(turns)
    await close_all(chats)
    return turns, cpu


def errors(turns: Sequence[Turn]) -> list[str]:
    """What went wrong; the first of it is shown."""
    said = [turn.error for turn in turns if turn.error]
    for problem in said[:1]:
        print(f"{len(said)} of {len(turns)}: {problem}", file=sys.stderr)
    return said


async def throughput(lab: Lab) -> None:
    """Tokens a second through fifty streams from a model that is as fast as they are."""
    await lab.ready()
    ours, raw = await lab.chats(STREAMS), await lab.relay_chats(STREAMS)
    await lab.pace(first_ms=0, rate=0, tokens=TOKENS_PILOT)
    await ask_all(ours)
    rate, *_ = await flood(lab, ours, TOKENS_PILOT)
    each = int(min(TOKENS_MOST, max(TOKENS_PILOT, rate * 5 / STREAMS)))
    runs = [(await flood(lab, ours, each), await flood(lab, raw, TOKENS_RAW)) for _ in range(RUNS)]
    await close_all([*ours, *raw])
    ours_rate, raw_rate = (median(run[side][0] for run in runs) for side in (0, 1))
    lab.found(Figure(f"tokens a second, {STREAMS} streams", "/s", ours_rate, raw_rate, goal=0.3, at_least=True, of_raw=True))
    for place, what in ((1, "tokens missing"), (2, f"refused or failed, {STREAMS} streams")):
        lab.found(Figure(what, "", sum(run[0][place] for run in runs), sum(run[1][place] for run in runs), goal=0))


async def flood(lab: Lab, chats: Sequence[Chat], each: int) -> tuple[float, int, int]:
    """Tokens a second while every chat gets so many at once, how many tokens never came, how many answers failed."""
    await lab.pace(tokens=each)
    begun = time.monotonic()
    turns = await ask_all(chats)
    heard = sum(turn.tokens for turn in turns)
    return heard / (time.monotonic() - begun), each * len(chats) - heard, len(errors(turns))


async def history(lab: Lab) -> None:
    """Sending into a long thread against sending into a short one, in turns."""
    await lab.ready()
    await lab.pace(first_ms=0, rate=0, tokens=10)
    chats = {length: await lab.product.chat_after(length) for length in LENGTHS}
    turns: dict[int, list[Turn]] = {length: [] for length in LENGTHS}
    await ask_all(list(chats.values()))
    for number in range(QUESTIONS):
        for length, chat in chats.items():
            turns[length].append(await ask(chat, f"And then? {number}"))
    await close_all(list(chats.values()))
    shortest = p50(added(turns[LENGTHS[0]]))
    lab.found(Figure(f"first token added, thread of {LENGTHS[0]}", "ms", shortest))
    for length in LENGTHS[1:]:
        goal = 1.3 if length == LENGTHS[-1] else None
        lab.found(
            Figure(f"the same, thread of {length}, to that of {LENGTHS[0]}", "ms", p50(added(turns[length])), shortest, goal, of_raw=True)
        )
