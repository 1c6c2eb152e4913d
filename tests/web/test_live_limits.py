"""How much one person may say and how many sockets they may hold, and that others notice nothing."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from house import House, Person, open_house


async def test_who_says_too_much_is_told_so_and_stays(home: Path) -> None:
    async with open_house(home, rate_limits="on") as house:
        person, other = await house.person(), await house.person()
        async with person.live() as live, other.live() as quiet:
            for n in range(120):
                await live.say(type="stop", message_id=f"m{n}")
            codes = [(await live.until("failed"))["code"] for _ in range(120)]
            assert codes.count("rate_limited") == 20
            await live.say(type="ping")
            await live.until("pong")
            await quiet.say(type="stop", message_id="m")
            assert (await quiet.until("failed"))["code"] == "message_not_found"


async def test_a_person_holds_so_many_sockets_and_others_still_come_in(house: House, person: Person, other: Person) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(30):
            await stack.enter_async_context(person.live())
        async with person.live(ready=False) as refused:
            assert await refused.closed() == 4429
        await stack.enter_async_context(other.live())
    await asyncio.sleep(0.2)
    async with person.live():
        pass
