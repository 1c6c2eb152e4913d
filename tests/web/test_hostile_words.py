"""Words that hope to be executed, and words that are hard to keep: wherever text comes in, and the same in both families."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from company import CANARY, Company, gathered
from house import House, Person, open_house
from injections import INJECTIONS
from yarl import URL

IN_ADDRESSES = (
    "/api/threads/search?q={}",
    "/api/threads/search?q=heron&cursor={}",
    "/api/threads/?cursor={}",
    "/api/threads/?sort={}&order={}&archived={}",
    "/api/threads/{}",
    "/api/threads/{}/messages",
    "/api/threads/{}/messages/{}/versions",
    "/api/threads/{}/export?format={}",
    "/api/auth/session?sid={}&token={}",
)
FOR_ADMINS = (
    "/api/auth/admin/audit?who={}",
    "/api/auth/admin/audit?action={}",
    "/api/auth/admin/audit?cursor={}",
    "/api/auth/admin/audit?since={}",
    "/api/auth/admin/sessions?cursor={}",
)
CHANGES = (
    ("DELETE", "/api/threads/{}", None),
    ("DELETE", "/api/auth/sessions/{}", None),
    ("DELETE", "/api/auth/keys/{}", None),
    ("PATCH", "/api/threads/{}", {"title": "x"}),
    ("POST", "/api/threads/", {"title": "{}"}),
    ("POST", "/api/auth/reset-password/check", {"secret": "{}"}),
    ("POST", "/api/auth/request-password-reset", {"email": "{}"}),
    ("POST", "/api/auth/login", {"email": "{}", "password": "{}"}),
    ("POST", "/api/auth/keys", {"name": "{}", "scope": "{}"}),
)
HARD = {
    "NUL": "a\x00b",
    "half of a pair": "a\ud800b",
    "the other half": "\udfffb",
    "a pair the wrong way": "\udc00\ud800",
    "controls": "a\x01\x07\x1b[31m\x7f\x9bb",
    "line ends": "a\r\nb\rc\u0085d\u2028e\u2029f",
    "no character": "a\ufffe\uffff\U0010ffffb",
    "mark of order": "\ufeffa",
    "right to left": "\u202egnirts\u2066x\u2069",
    "joined": "\U0001f469\u200d\U0001f680 e\u0301 \u1100\u1161",
    "zero width": "a\u200b\u200c\u2060b",
    "four bytes": "𝒳 🀄 𠜎",
    "escapes": "\\u0000 \\x00 %00 &#0;",
    "spaces": " \t a \u00a0\u3000 ",
    "only spaces": "\u2003\u00a0\t",
    "long": "é" * 60_000,
}


@pytest.fixture
async def company(tmp_path: Path, store_url: str) -> AsyncIterator[Company]:
    """Everybody, in each family."""
    async with open_house(tmp_path, database_url=store_url) as house, gathered(house) as company:
        yield company


async def answer(person: Person, method: str, path: str, word: str, body: Any = None) -> tuple[int, str]:
    """Status and text of a request that holds the word everywhere; without a token if there is none."""
    url = URL(person.house.base + path.replace("{}", quote(word, safe="")), encoded=True)
    said = None if body is None else {name: value.replace("{}", word) for name, value in body.items()}
    headers = {"Authorization": f"Bearer {person.token}"}
    async with person.house.http.request(method, url, headers=headers, json=said) as response:
        return response.status, await response.text()


async def test_nothing_in_an_address_is_executed(company: Company) -> None:
    member = await company.newcomer()
    said = [await answer(member, "GET", path, word) for path in IN_ADDRESSES for word in INJECTIONS]
    assert [one for one in said if one[0] >= 500 or CANARY in one[1]] == []
    assert await company.digest() == company.kept


async def test_nothing_in_an_admins_address_is_executed(company: Company) -> None:
    said = [await answer(company.others["admin"], "GET", path, word) for path in FOR_ADMINS for word in INJECTIONS]
    assert [one for one in said if one[0] not in {200, 422}] == []
    assert await company.digest() == company.kept


async def test_nothing_in_a_body_is_executed(company: Company) -> None:
    member = await company.newcomer()
    said = [await answer(member, method, path, word, body) for method, path, body in CHANGES for word in INJECTIONS]
    assert [one for one in said if one[0] >= 500] == []
    assert await company.digest() == company.kept


async def test_nothing_in_a_token_is_executed(company: Company) -> None:
    shown = [quote(word, safe="'\"`;:()*&|<>{}$ /=") for word in INJECTIONS]
    tokens = [token for word in shown for token in (word, f"em_{word}", f"{word}.{word}.{word}")]
    said = [await answer(Person(company.house, "", token, ""), "GET", "/api/threads/", "") for token in tokens]
    assert {status for status, _ in said} == {401}
    assert await company.digest() == company.kept


async def kept(house: House) -> dict[tuple[str, str], Any]:
    """How each hard text comes back from each place that takes text: as it is, or the code of its refusal."""
    person = await house.person()
    found: dict[tuple[str, str], Any] = {}
    for name, text in HARD.items():
        found |= {(place, name): value for place, value in (await places(person, text)).items()}
    return found


async def places(person: Person, text: str) -> dict[str, Any]:
    said = {"role": "user", "speaker": text[:40], "content": text}
    asked = {
        "title": await person.ask("POST", "/api/threads/", json={"title": text[:1500]}),
        "import": await person.ask("POST", "/api/threads/import", json={"threads": [{"title": text[:400], "messages": [said]}]}),
        "key": await person.ask("POST", "/api/auth/keys", json={"name": text[:60], "scope": "read"}),
        "e-mail": await person.ask("POST", "/api/auth/request-password-reset", json={"email": text[:300]}),
        "search": await person.ask("GET", f"/api/threads/search?q={quote(text[:80], errors='surrogatepass')}"),
    }
    await person.ask("DELETE", f"/api/auth/keys/{(asked['key'][1] or {}).get('id', 'none')}")
    answers = {place: (status, told(value)) for place, (status, value) in asked.items()}
    thread = asked["import"][1].get("items", [{"id": "none"}])[0]["id"]
    return answers | {"content": [m["content"] for m in (await person.ask("GET", f"/api/threads/{thread}/messages"))[1].get("items", ())]}


def told(value: Any) -> Any:
    return value and next((value[field] for field in ("code", "title", "name") if field in value), None)


async def test_hard_texts_are_kept_or_refused_alike_in_both_families(home: Path, postgres_url: str) -> None:
    async with open_house(home) as embedded:
        here = await kept(embedded)
    async with open_house(home, database_url=postgres_url) as cloud:
        there = await kept(cloud)
    assert {place: (here[place], there[place]) for place in here if here[place] != there[place]} == {}
    assert [place for place, value in here.items() if isinstance(value, tuple) and value[0] >= 500] == []
    assert {here["title", name] for name in ("NUL", "half of a pair", "the other half")} == {(422, "bad_text")}
    assert here["content", "controls"] == [HARD["controls"]]


async def test_hard_texts_are_said_or_refused_alike_in_both_families(home: Path, postgres_url: str) -> None:
    async with open_house(home) as embedded:
        here = await spoken(embedded)
    async with open_house(home, database_url=postgres_url) as cloud:
        there = await spoken(cloud)
    assert here == there
    assert (here["NUL"], here["half of a pair"], here["no character"]) == ("invalid_frame", "bad_frame", HARD["no character"])


async def spoken(house: House) -> dict[str, str]:
    """How each hard text comes back that is said in a live session: as it is, or the code of its refusal."""
    person = await house.person()
    thread = await person.thread(title="Hard")
    async with person.live() as live:
        return {name: await said(person, live, thread, text) for name, text in HARD.items()}


async def said(person: Person, live: Any, thread: str, text: str) -> str:
    await live.say(type="send", ref=f"r{len(live.seen)}", thread_id=thread, text=text[:9000], agents=["anima"])
    ended = await live.until(lambda frame: frame["type"] in {"reply.done", "reply.failed", "failed"})
    return ended["code"] if ended["type"] == "failed" else [m["content"] for m in await person.messages(thread) if m["role"] == "user"][-1]
