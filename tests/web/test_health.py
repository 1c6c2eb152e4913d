"""What the probe is told: the truth is needed, what limits rates can be done without."""

from pathlib import Path
from typing import Any

import pytest
from families import redis_server
from house import House, open_house


async def probed(house: House) -> tuple[int, Any]:
    async with house.http.get(f"{house.base}/api/health") as response:
        return response.status, (await response.json())["limits"]


@pytest.mark.parametrize(("setting", "said"), [("on", "ok"), ("off", "off")])
async def test_it_tells_whether_rates_are_limited(home: Path, setting: str, said: str) -> None:
    async with open_house(home, rate_limits=setting) as house:
        assert await probed(house) == (200, said)


async def test_a_redis_that_is_down_or_comes_back_is_told_and_the_product_stays_ready(home: Path) -> None:
    with redis_server() as redis:
        async with open_house(home, rate_limits="on", cache_url=redis.url) as house:
            together = await probed(house)
            redis.stop()
            alone = await probed(house)
            redis.start()
            assert [together, alone, await probed(house)] == [(200, "ok"), (200, "alone"), (200, "ok")]
