"""What the matrix's routes make of more than belongs to them: unknown fields, other sites' forms, looking instead of doing."""

from collections.abc import Iterator
from typing import Any

import pytest
from company import Company, Ids
from house import Person
from matrix import ADMIN, ANYONE, LINES, OWNER, SIGNED, Line

pytestmark = pytest.mark.asyncio(loop_scope="module")
EXTRA = {"role": "admin", "user_id": "x", "owner": "x", "id": "x", "created_at": "2020-01-01T00:00:00Z", "is_admin": True}
OURS = {"Origin": "http://localhost:8000"}
ELSEWHERE: tuple[dict[str, str], ...] = (
    {},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Content-Type": "text/plain"},
    {"Origin": "https://evil.example", "Content-Type": "application/x-www-form-urlencoded"},
    {"Sec-Fetch-Site": "cross-site", "Content-Type": "multipart/form-data; boundary=x"},
)
FORMS = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "")
DEEP = (
    {"threads": [{"title": "x", "messages": []} | {"owner": "x"}]},
    {"threads": [{"title": "x", "messages": [{"role": "user", "content": "x", "id": "x"}]}]},
    {"threads": [], "user_id": "x"},
)
SEEN = {line.path for line in LINES if line.method == "GET"}


def name(line: Line) -> str:
    return line.name


def who_may(company: Company, line: Line) -> Person:
    """The owner, with everything to lose; an admin where only they may."""
    return company.others["admin"] if line.who == ADMIN else company.owner


def by_cookie(person: Person, headers: dict[str, str]) -> dict[str, Any]:
    return {"headers": {"Cookie": f"emergence={person.token}"} | headers}


def with_one_more(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return ({"json": body | {field: EXTRA[field]}} for field in EXTRA if field not in body)


@pytest.mark.parametrize("line", [line for line in LINES if line.body], ids=name)
async def test_nothing_is_taken_that_is_not_asked_for(company: Company, line: Line) -> None:
    person, ids = who_may(company, line), company.ids
    assert line.body
    said = [await company.ask(line, person, ids, **more) for more in with_one_more(line.body)]
    assert len(said) > 4
    assert [each for each in said if not each.startswith("422 ")] == []
    assert await company.digest() == company.kept


@pytest.mark.parametrize("body", DEEP, ids=["in a thread", "in a message", "beside"])
async def test_nothing_is_taken_that_is_not_asked_for_in_an_import_either(company: Company, body: dict[str, Any]) -> None:
    status, said = await company.owner.ask("POST", "/api/threads/import", json=body)
    assert (status, said["code"]) == (422, "bad_import")
    assert await company.digest() == company.kept


@pytest.mark.parametrize("line", [line for line in LINES if line.changes and line.who != ANYONE], ids=name)
async def test_a_form_of_another_site_changes_nothing(company: Company, line: Line) -> None:
    person = who_may(company, line)
    said = [await elsewhere(company, line, person, headers) for headers in ELSEWHERE]
    assert [each for each in said if not each.startswith("403 foreign_origin")] == []
    assert await company.digest() == company.kept


async def elsewhere(company: Company, line: Line, person: Person, headers: dict[str, str]) -> str:
    """The answer to a request with the cookie alone."""
    return await company.ask(line, person, company.ids, **by_cookie(person, headers))


@pytest.mark.parametrize("line", [line for line in LINES if line.body and line.who in {SIGNED, OWNER, ADMIN}], ids=name)
async def test_a_body_that_a_form_can_send_is_no_json(company: Company, line: Line) -> None:
    person = who_may(company, line)
    said = [await company.ask(line, person, company.ids, **by_cookie(person, OURS | {"Content-Type": kind})) for kind in FORMS]
    assert [each for each in said if not each.startswith("415 not_json")] == []
    assert await company.digest() == company.kept


@pytest.mark.parametrize("look", ["GET", "HEAD"])
@pytest.mark.parametrize("line", [line for line in LINES if line.changes and line.path not in SEEN], ids=name)
async def test_looking_does_nothing(company: Company, line: Line, look: str) -> None:
    ids: Ids = company.ids
    said = await company.ask(Line(look, line.path, line.who, query=line.query), who_may(company, line), ids)
    assert said[:3] in {"401", "404", "405"}
    assert await company.digest() == company.kept


@pytest.mark.parametrize("line", [line for line in LINES if line.method == "GET" and line.who in {SIGNED, OWNER}], ids=name)
async def test_no_answer_holds_what_lets_anybody_in(company: Company, line: Line) -> None:
    said = await company.ask(line, company.owner, company.ids)
    assert said.startswith(line.said)
    assert [secret for secret in secrets_of(company) if secret in said] == []


@pytest.mark.parametrize("line", [line for line in LINES if line.method == "GET" and line.who == ADMIN], ids=name)
async def test_no_admin_is_told_what_lets_anybody_in(company: Company, line: Line) -> None:
    said = await company.ask(line, company.others["admin"], company.ids)
    assert said.startswith("200")
    assert [secret for secret in secrets_of(company) if secret in said] == []


def secrets_of(company: Company) -> list[str]:
    """Tokens, and how hashes and sealed secrets begin."""
    return [*(person.token for person in company.others.values() if person.token), company.owner.token, "$argon2", "gAAAA", "password_hash"]
