"""Every route for everybody: strangers, people with other people's ids, admins, sessions that ended, and keys."""

import pytest
from company import CANARY, Company, belongings, dead_job
from fastapi import FastAPI
from matrix import ADMIN, ANYONE, EVERYBODY, LINES, OWNER, SIGNED, Line
from starlette.routing import Route

from emergence.app import routes
from emergence.web.given import Room
from emergence.web.metrics import Metrics
from emergence.web.place import Place

pytestmark = pytest.mark.asyncio(loop_scope="module")
DISGUISES = (
    {"X-Dev-Bypass": "1", "X-User-ID": "heron@example.org"},
    {"X-User-ID": "1", "X-User-Role": "admin"},
    {"Authorization": "Basic YWRtaW46YWRtaW4="},
    {"Authorization": "Bearer"},
    {"Cookie": "emergence=x; __Host-emergence=x"},
)


def name(line: Line) -> str:
    return line.name


def lines(*who: str) -> list[Line]:
    return [line for line in LINES if line.who in who]


def app_of(company: Company) -> FastAPI:
    house = company.house
    return routes(Room(house.services, house.sockets, Metrics(), Place.of(house.settings), 0, True))


async def test_the_table_knows_every_route_and_no_other(company: Company) -> None:
    found = app_of(company).routes
    assert all(isinstance(route, Route) for route in found)
    assert {(method, route.path) for route in found for method in route.methods} == {(line.method, line.path) for line in LINES}


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("line", lines(ANYONE, SIGNED, OWNER), ids=name)
async def test_nobody_gets_at_what_is_somebody_elses(company: Company, line: Line, role: str) -> None:
    person = await company.newcomer(role) if line.changes and line.who == SIGNED and role in {"member", "admin"} else company.others[role]
    said = await company.ask(line, person, company.ids | {each: company.own[role][each] for each in line.own})
    assert said.startswith(line.answer_to(role))
    assert CANARY not in said
    assert await company.digest() == company.kept


@pytest.mark.parametrize("role", [role for role in EVERYBODY if role != "admin"])
@pytest.mark.parametrize("line", lines(ADMIN), ids=name)
async def test_what_is_for_admins_is_for_them_alone(company: Company, line: Line, role: str) -> None:
    said = await company.ask(line, company.others[role], company.ids)
    assert said.startswith(line.answer_to(role))
    assert CANARY not in said
    assert await company.digest() == company.kept


@pytest.mark.parametrize("line", lines(ADMIN), ids=name)
async def test_an_admin_may(company: Company, line: Line) -> None:
    ids = await belongings(await company.newcomer()) | {"job_id": await dead_job(company.house)}
    assert (await company.ask(line, company.others["admin"], ids)).startswith(line.said)


@pytest.mark.parametrize("line", lines(OWNER), ids=name)
async def test_an_owner_may(company: Company, line: Line) -> None:
    person = await company.newcomer()
    assert (await company.ask(line, person, await belongings(person))).startswith(line.said)


@pytest.mark.parametrize("line", lines(SIGNED, OWNER, ADMIN), ids=name)
async def test_there_is_no_disguise_to_come_in_by(company: Company, line: Line) -> None:
    said = [await company.ask(line, company.others["anonymous"], company.ids, headers=disguise) for disguise in DISGUISES]
    assert [each for each in said if not each.startswith(line.refused)] == []
    assert await company.digest() == company.kept
