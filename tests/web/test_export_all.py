"""Taking everything away at once: whole, one's own only, and never cut off unnoticed."""

import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import aiohttp
import pytest
from house import House, Person

JSON, MARKDOWN = "/api/threads/export", "/api/threads/export?format=md"
BEGUN = "2024-03-01T10:00:00Z"
DAMAGE = "UPDATE threads SET created_at = (SELECT max(created_at) FROM threads) * 9 WHERE title = 'Fil 30'"


def thread(title: str, *texts: str, archived: bool = False) -> dict[str, Any]:
    said = [
        {"role": "user", "speaker": "user", "content": text, "created_at": f"2024-03-01T10:{n:02}:00.250000Z"}
        for n, text in enumerate(texts)
    ]
    return {"title": title, "created_at": BEGUN, "archived": archived, "messages": said}


async def bring(person: Person, *threads: dict[str, Any]) -> None:
    assert (await person.ask("POST", "/api/threads/import", json={"threads": threads}))[0] == 201


async def taken(person: Person, path: str = JSON) -> tuple[aiohttp.ClientResponse, bytes]:
    headers = {"Authorization": f"Bearer {person.token}"}
    async with person.house.http.get(person.house.base + path, headers=headers) as response:
        return response, await response.read()


async def zipped(person: Person) -> ZipFile:
    return ZipFile(io.BytesIO((await taken(person, MARKDOWN))[1]))


async def test_what_is_taken_away_comes_back_as_it_was(person: Person, other: Person) -> None:
    reply = {"role": "assistant", "speaker": "neo", "content": "Prouve-le. « 🦦 »", "created_at": BEGUN, "model": "openai:fake"}
    first = thread("Vacances", "Où aller ?")
    threads = [first | {"messages": [*first["messages"], reply]}, thread("Au grenier", "Adieu", archived=True), thread("Vide")]
    await bring(person, *threads)
    await bring(other, *json.loads((await taken(person))[1])["threads"])
    assert json.loads((await taken(other))[1])["threads"] == threads


async def test_what_was_written_here_comes_back_as_well(person: Person, other: Person) -> None:
    async with person.live() as live:
        await live.say(type="send", ref="r1", thread_id=await person.thread(title="Ici"), text="Bonjour", agents=["anima"])
        await live.until("reply.done")
    before = json.loads((await taken(person))[1])
    await bring(other, *before["threads"])
    assert [message["speaker"] for message in before["threads"][0]["messages"]] == ["user", "anima"]
    assert json.loads((await taken(other))[1]) == before


async def test_nobody_takes_what_is_somebody_elses(person: Person, other: Person) -> None:
    await bring(other, thread("À moi", "secret"))
    assert json.loads((await taken(person))[1]) == {"threads": []}
    assert (await zipped(person)).namelist() == []


async def test_it_is_an_attachment_with_a_dated_name_that_no_cache_keeps(person: Person, house: House) -> None:
    today = house.services.clock.now()
    for path, ending in ((JSON, "json"), (MARKDOWN, "zip")):
        response, _ = await taken(person, path)
        assert response.headers["Content-Disposition"] == f'attachment; filename="emergence-{today:%Y-%m-%d}.{ending}"'
        assert response.headers["Content-Type"] == f"application/{ending}"
        assert response.headers["Cache-Control"] == "no-store"


async def test_many_threads_come_whole_and_piece_by_piece(person: Person) -> None:
    await bring(person, *(thread(f"Fil {n}", f"numéro {n}", archived=n % 2 == 1) for n in range(500)))
    response, body = await taken(person)
    assert [one["title"] for one in json.loads(body)["threads"]] == [f"Fil {n}" for n in range(500)]
    assert response.headers["Transfer-Encoding"] == "chunked"
    found = await zipped(person)
    assert found.testzip() is None
    assert len(found.namelist()) == 500


async def test_markdown_is_a_file_for_each_thread_under_a_name_of_its_own(person: Person) -> None:
    titles = ("Été ?", "été", "Ete\u0301", "../../etc/passwd", "C:\\NUL", "…", "x" * 200, "年" * 200)
    await bring(person, *(thread(title, "Bonjour") for title in titles), thread("Vieux", "Adieu", archived=True))
    found = await zipped(person)
    assert found.namelist()[:6] == [f"2024-03-01 {name}.md" for name in ("Été", "été (2)", "Eté", "etc passwd", "C NUL", "thread")]
    assert found.namelist()[-1] == "archived/2024-03-01 Vieux.md"
    assert max(len(name.encode()) for name in found.namelist()) < 200
    assert found.read("2024-03-01 Été.md").decode() == "# Été ?\n\n## User · 2024-03-01 10:00 UTC\n\nBonjour\n"
    assert found.infolist()[0].date_time == (2024, 3, 1, 10, 0, 0)


@pytest.mark.parametrize("path", [JSON, MARKDOWN])
async def test_what_cannot_be_read_to_its_end_breaks_off_for_all_to_see(person: Person, home: Path, path: str) -> None:
    await bring(person, *(thread(f"Fil {n}", "x" * 5000) for n in range(40)))
    with closing(sqlite3.connect(home / "emergence.db")) as database, database:
        database.execute(DAMAGE)
    with pytest.raises(aiohttp.ClientPayloadError):
        await taken(person, path)


async def test_a_format_that_is_not_known_is_refused(person: Person) -> None:
    status, problem = await person.ask("GET", "/api/threads/export?format=exe")
    assert (status, problem["code"]) == (422, "invalid")
