"""Threads over HTTP: begin, find, rename, archive, delete, take away and bring in."""

from typing import Any

import pytest
from house import Person

OURS = {
    "threads": [
        {
            "title": "Vacances",
            "created_at": "2024-03-01T10:00:00Z",
            "messages": [
                {"ref": "a1", "role": "user", "content": "Où aller en été ?", "created_at": "2024-03-01T10:00:00Z"},
                {"ref": "a2", "role": "assistant", "speaker": "anima", "content": "À la mer.", "created_at": "2024-03-01T10:00:09Z"},
            ],
        }
    ]
}


async def listed(person: Person, query: str = "") -> list[dict[str, Any]]:
    _, page = await person.ask("GET", f"/api/threads/{query}")
    return list(page["items"])


async def test_a_new_thread_is_the_first_in_the_list(person: Person) -> None:
    await person.thread(title="Un")
    second = await person.thread(title="Deux", agent="neo")
    found = await listed(person)
    assert [thread["title"] for thread in found] == ["Deux", "Un"]
    assert (found[0]["id"], found[0]["agent"]) == (second, "neo")


async def test_a_thread_is_renamed_archived_and_brought_back(person: Person) -> None:
    thread = await person.thread(title="Un")
    status, changed = await person.ask("PATCH", f"/api/threads/{thread}", json={"title": "  Deux \n lignes ", "archived": True})
    assert (status, changed["title"], changed["archived"]) == (200, "Deux lignes", True)
    assert await listed(person) == []
    assert [t["id"] for t in await listed(person, "?archived=true")] == [thread]
    await person.ask("PATCH", f"/api/threads/{thread}", json={"archived": False})
    assert [t["title"] for t in await listed(person)] == ["Deux lignes"]


async def test_a_deleted_thread_is_gone_with_its_messages(person: Person) -> None:
    await person.ask("POST", "/api/threads/import", json=OURS)
    (thread,) = await listed(person)
    assert (await person.ask("DELETE", f"/api/threads/{thread['id']}"))[0] == 204
    assert (await person.ask("GET", f"/api/threads/{thread['id']}/messages"))[0] == 404
    assert (await person.ask("GET", "/api/threads/search?q=mer"))[1]["items"] == []


async def test_the_list_is_paged_to_its_end_without_repetition(person: Person) -> None:
    made = [await person.thread(title=f"Fil {n}") for n in range(7)]
    found, cursor = [], ""
    while cursor is not None:
        _, page = await person.ask("GET", f"/api/threads/?limit=3{cursor and '&cursor=' + cursor}")
        found += [thread["id"] for thread in page["items"]]
        cursor = page["next"]
    assert found == made[::-1]


@pytest.mark.parametrize("path", ["", "/messages", "/export", "/messages/{message}/versions"])
async def test_somebody_elses_thread_is_not_found(person: Person, other: Person, path: str) -> None:
    _, made = await other.ask("POST", "/api/threads/import", json=OURS)
    thread = made["items"][0]
    status, problem = await person.ask("GET", f"/api/threads/{thread['id']}" + path.format(message=thread["messages"][0]["id"]))
    assert status == 404
    assert problem["code"] in {"thread_not_found", "message_not_found"}


@pytest.mark.parametrize(("method", "body"), [("PATCH", {"title": "x"}), ("DELETE", None)])
async def test_somebody_elses_thread_cannot_be_changed(person: Person, other: Person, method: str, body: Any) -> None:
    theirs = await other.thread(title="À moi")
    assert (await person.ask(method, f"/api/threads/{theirs}", json=body))[0] == 404
    assert [thread["title"] for thread in await listed(other)] == ["À moi"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/threads/", {"title": "x", "owner": "me"}),
        ("POST", "/api/threads/", {"agent": "hal"}),
        ("POST", "/api/threads/", {"title": 3}),
        ("POST", "/api/threads/", []),
        ("PATCH", "/api/threads/THREAD", {"title": "  "}),
        ("PATCH", "/api/threads/THREAD", {"id": "x"}),
        ("GET", "/api/threads/?limit=0", None),
        ("GET", "/api/threads/?limit=9999", None),
        ("GET", "/api/threads/?cursor=%27%20OR%201=1", None),
        ("GET", "/api/threads/THREAD/messages?cursor=zzz", None),
        ("GET", "/api/threads/THREAD/export?format=exe", None),
        ("GET", "/api/threads/search?q=a&cursor=zzz", None),
        ("POST", "/api/threads/import", {"threads": [{"title": "x"}]}),
        ("POST", "/api/threads/import", {"threads": [{"title": "x", "messages": [{"role": "king", "content": "x"}]}]}),
        ("POST", "/api/threads/import", [{"mapping": {"a": 1}}]),
        ("POST", "/api/threads/import", {"threads": [{"title": "x", "messages": [], "created_at": "9999-12-31T23:59:59-01:00"}]}),
        ("POST", "/api/threads/import", {"threads": [{"title": "x", "messages": [], "created_at": "0001-01-01T00:00:00+01:00"}]}),
        ("POST", "/api/threads/import", 3),
    ],
)
async def test_what_is_wrong_gets_a_clear_error_and_changes_nothing(person: Person, method: str, path: str, body: Any) -> None:
    thread = await person.thread(title="Un")
    status, problem = await person.ask(method, path.replace("THREAD", thread), json=body)
    assert status == 422
    assert problem["code"]
    assert problem["message"]
    assert [t["title"] for t in await listed(person)] == ["Un"]


async def test_an_import_keeps_the_original_times_and_says_where_all_is(person: Person) -> None:
    status, made = await person.ask("POST", "/api/threads/import", json=OURS)
    (thread,) = made["items"]
    assert (status, [message["ref"] for message in thread["messages"]]) == (201, ["a1", "a2"])
    found = await person.messages(thread["id"])
    assert [(m["id"], m["created_at"]) for m in found] == [
        (thread["messages"][0]["id"], "2024-03-01T10:00:00Z"),
        (thread["messages"][1]["id"], "2024-03-01T10:00:09Z"),
    ]
    assert (await listed(person))[0]["updated_at"] == "2024-03-01T10:00:09Z"


async def test_an_import_with_a_known_ref_writes_nothing(person: Person) -> None:
    await person.ask("POST", "/api/threads/import", json=OURS)
    fresh = {"title": "Neuf", "messages": [{"role": "user", "content": "x"}]}
    status, problem = await person.ask("POST", "/api/threads/import", json={"threads": [fresh, *OURS["threads"]]})
    assert (status, problem["code"]) == (409, "ref_taken")
    assert [thread["title"] for thread in await listed(person)] == ["Vacances"]


async def test_what_is_taken_away_can_be_brought_in_again(person: Person, other: Person) -> None:
    _, made = await person.ask("POST", "/api/threads/import", json=OURS)
    _, taken = await person.ask("GET", f"/api/threads/{made['items'][0]['id']}/export")
    status, again = await other.ask("POST", "/api/threads/import", json=taken)
    assert status == 201
    theirs = await other.messages(again["items"][0]["id"])
    assert [(m["speaker"], m["content"], m["created_at"]) for m in theirs] == [
        ("user", "Où aller en été ?", "2024-03-01T10:00:00Z"),
        ("anima", "À la mer.", "2024-03-01T10:00:09Z"),
    ]


async def test_a_thread_is_taken_away_as_markdown_to_read(person: Person) -> None:
    _, made = await person.ask("POST", "/api/threads/import", json=OURS)
    _, text = await person.ask("GET", f"/api/threads/{made['items'][0]['id']}/export?format=md")
    assert text.startswith("# Vacances\n")
    assert "## Anima · 2024-03-01 10:00 UTC\n\nÀ la mer.\n" in text


async def test_a_long_thread_is_taken_away_whole(person: Person) -> None:
    messages = [{"role": "user", "content": f"numéro {n}"} for n in range(1, 1001)]
    _, made = await person.ask("POST", "/api/threads/import", json={"threads": [{"title": "Long", "messages": messages}]})
    _, taken = await person.ask("GET", f"/api/threads/{made['items'][0]['id']}/export")
    assert [m["content"] for m in taken["threads"][0]["messages"]] == [m["content"] for m in messages]


async def test_words_are_found_without_accents_and_marked(person: Person) -> None:
    await person.ask("POST", "/api/threads/import", json=OURS)
    _, page = await person.ask("GET", "/api/threads/search?q=ETE")
    (hit,) = page["items"]
    assert [hit["excerpt"][start:end] for start, end in hit["marks"]] == ["été"]
    assert (hit["title"], hit["speaker"]) == ("Vacances", "user")


async def test_nobody_finds_what_others_said(person: Person, other: Person) -> None:
    await other.ask("POST", "/api/threads/import", json=OURS)
    assert (await person.ask("GET", "/api/threads/search?q=mer"))[1]["items"] == []


async def test_other_tabs_hear_of_every_change(person: Person) -> None:
    async with person.live() as live:
        thread = await person.thread(title="Un")
        assert (await live.until("thread.changed"))["thread"]["title"] == "Un"
        await person.ask("PATCH", f"/api/threads/{thread}", json={"title": "Deux"})
        assert (await live.until("thread.changed"))["thread"]["title"] == "Deux"
        await person.ask("DELETE", f"/api/threads/{thread}")
        assert "thread" not in await live.until("thread.changed")
