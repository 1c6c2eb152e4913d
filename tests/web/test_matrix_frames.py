"""Every command of a live session for everybody, about what is somebody else's."""

from typing import get_args

import pytest
from company import CANARY, Company, belongings, filled_body
from house import Live, Person
from matrix import FRAMES, Frame
from websockets.exceptions import InvalidStatus

from emergence.protocol import Command

pytestmark = pytest.mark.asyncio(loop_scope="module")
EXTRA = {"owner": "x", "role": "admin", "user_id": "x", "created_at": "2020-01-01T00:00:00Z", "is_admin": True}


def name(frame: Frame) -> str:
    return frame.type


async def refusals(live: Live, frame: Frame, ids: dict[str, str], **more: object) -> list[str]:
    """With which codes a command is refused."""
    await live.say(type=frame.type, **(filled_body(frame.fields, ids) | more))
    await live.say(type="ping")
    await live.until("pong")
    return [each["code"] for each in live.seen if each["type"] == "failed"]


async def test_the_table_knows_every_frame_and_no_other() -> None:
    assert sorted(kind.model_fields["type"].default for kind in get_args(Command)) == sorted(frame.type for frame in FRAMES)


@pytest.mark.parametrize("role", ["member", "admin", "chat key"])
@pytest.mark.parametrize("frame", FRAMES, ids=name)
async def test_nobody_commands_what_is_somebody_elses(company: Company, frame: Frame, role: str) -> None:
    async with company.others[role].live() as live:
        assert await refusals(live, frame, company.ids) == [frame.said] * bool(frame.said)
        assert CANARY not in str(live.seen)
    assert await company.digest() == company.kept


@pytest.mark.parametrize("frame", FRAMES, ids=name)
async def test_an_owner_may(company: Company, frame: Frame) -> None:
    person = await company.newcomer()
    async with person.live() as live:
        assert await refusals(live, frame, await belongings(person)) == []


@pytest.mark.parametrize("extra", EXTRA)
@pytest.mark.parametrize("frame", FRAMES, ids=name)
async def test_a_frame_with_more_than_belongs_there_is_refused(company: Company, frame: Frame, extra: str) -> None:
    async with company.others["member"].live() as live:
        assert await refusals(live, frame, company.own["member"], **{extra: EXTRA[extra]}) == ["invalid_frame"]


@pytest.mark.parametrize("role", ["anonymous", "revoked"])
async def test_who_is_not_signed_in_opens_no_session(company: Company, role: str) -> None:
    async with company.others[role].live(ready=False) as live:
        assert (await live.closed(), live.seen) == (4401, [])


async def test_a_key_that_reads_opens_no_session(company: Company) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        async with company.others["read key"].live():
            pass


async def test_a_session_that_ended_obeys_nothing_more(company: Company) -> None:
    person: Person = await company.newcomer()
    async with person.live() as live:
        await person.ask("POST", "/api/auth/logout")
        assert await live.closed() == 4401
