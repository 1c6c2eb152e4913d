"""The heart of the matrix once more, with the truth in Postgres: what is somebody else's is not found, and stays."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from company import CANARY, Company, filled_body, gathered
from house import open_house
from matrix import ADMIN, EVERYBODY, FRAMES, LINES, OWNER, Line


@pytest.fixture
async def company(tmp_path: Path, postgres_url: str) -> AsyncIterator[Company]:
    async with open_house(tmp_path, database_url=postgres_url) as house, gathered(house) as company:
        yield company


async def said(company: Company, line: Line, role: str) -> str:
    """How an answer begins that is not as the table says, or holds what is the owner's; empty if all is well."""
    answer = await company.ask(line, company.others[role], company.ids)
    return "" if answer.startswith(line.answer_to(role)) and CANARY not in answer else f"{line.name} as {role}: {answer[:60]}"


async def test_no_route_gives_away_what_is_somebody_elses(company: Company) -> None:
    asked = [(line, role) for line in LINES if line.who in {OWNER, ADMIN} for role in EVERYBODY if (line.who, role) != (ADMIN, "admin")]
    assert len(asked) > 100
    assert [wrong for line, role in asked if (wrong := await said(company, line, role))] == []
    assert await company.digest() == company.kept


@pytest.mark.parametrize("role", ["member", "admin", "chat key"])
async def test_no_frame_does_either(company: Company, role: str) -> None:
    async with company.others[role].live() as live:
        for frame in FRAMES:
            await live.say(type=frame.type, **filled_body(frame.fields, company.ids))
        await live.until("pong")
    assert [each["code"] for each in live.seen if each["type"] == "failed"] == [frame.said for frame in FRAMES if frame.said]
    assert await company.digest() == company.kept
