"""Documents over HTTP: put, read, found, looked at, taken back."""

import asyncio
import hashlib
from pathlib import Path
from typing import Any

from house import House, Person, open_house
from reading import FOX, at_work, form, found, put, read, settled, until, until_gone, whole_text

PDF = Path(__file__).parent / "two_pages.pdf"


async def test_what_is_uploaded_is_read_and_found_at_its_very_place(library: House, person: Person) -> None:
    document = await read(person, "fables.md", FOX)
    assert (document["status"], document["name"], document["format"]) == ("ready", "fables.md", "markdown")
    hit = (await found(person, "Qui fut invité à dîner par le renard ?"))[0]
    assert hit["document_id"] == document["id"]
    assert (hit["name"], hit["heading"]) == ("fables.md", "Le renard et la cigogne")
    assert "Cigogne" in hit["text"]
    assert (await whole_text(person, document["id"]))[hit["start"] : hit["end"]] == hit["text"]


async def test_passages_are_the_text_at_their_offsets(library: House, person: Person) -> None:
    document = await read(person, "long.txt", "\n\n".join(f"Paragraphe {n} : " + "des mots 🦊 et des mots. " * 20 for n in range(60)))
    text = await whole_text(person, document["id"])
    _, page = await person.ask("GET", f"/api/documents/{document['id']}/passages?limit=200")
    assert len(page["items"]) == document["passages"] > 20
    assert all(text[one["start"] : one["end"]] == one["text"] for one in page["items"])


async def test_a_person_sees_a_document_come_further(library: House, person: Person) -> None:
    async with person.live() as live:
        _, document = await put(person, "fables.md", FOX)
        await live.until(lambda frame: frame["type"] == "document.changed" and frame["document"]["status"] == "ready")
        states = [frame["document"]["status"] for frame in live.seen if frame["type"] == "document.changed"]
        assert list(dict.fromkeys(states)) == ["received", "parsing", "indexing", "ready"]
        await person.ask("DELETE", f"/api/documents/{document['id']}")
        gone = await live.until("document.changed")
        assert (gone["document_id"], gone.get("document")) == (document["id"], None)


async def test_the_same_bytes_twice_are_one_document(library: House, person: Person, other: Person) -> None:
    first = await read(person, "fables.md", FOX)
    status, again = await put(person, "the same.md", FOX)
    assert (status, again["id"], again["name"]) == (201, first["id"], "fables.md")
    _, theirs = await put(other, "fables.md", FOX)
    assert theirs["id"] != first["id"]
    blobs = library.settings.emergence_home / "blobs"
    assert {path.name for path in blobs.iterdir()} == {first["id"], theirs["id"]}


async def test_several_files_are_told_of_one_by_one(library: House, person: Person) -> None:
    files = form(("a.txt", b"un texte"), ("empty.txt", b""), ("b.txt", b"un autre"))
    status, answer = await person.ask("POST", "/api/documents/", **files)
    assert status == 201
    assert [(one["name"], (one.get("problem") or {}).get("code")) for one in answer["items"]] == [
        ("a.txt", None), ("empty.txt", "document_empty"), ("b.txt", None),
    ]  # fmt: skip


async def test_a_deleted_document_leaves_nothing(library: House, person: Person) -> None:
    await read(person, "other.txt", "rien de commun")
    before = await everything(library)
    document = await read(person, "fables.md", FOX)
    assert await everything(library) != before
    assert (await person.ask("DELETE", f"/api/documents/{document['id']}"))[0] == 204
    assert (await person.ask("GET", f"/api/documents/{document['id']}"))[0] == 404
    assert document["id"] not in {hit["document_id"] for hit in await found(person, "le renard et la cigogne")}
    await until_gone(library, document["id"])
    assert await everything(library) == before


async def everything(house: House) -> dict[str, Any]:
    """What is kept of documents: rows by table, files, vectors."""
    import sqlite3

    tables = ("documents", "document_parts", "passages", "terms", "corpora")
    home = house.settings.emergence_home
    with sqlite3.connect(home / "emergence.db") as file:
        kept: dict[str, Any] = {table: sorted(file.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables}
        file.execute("INSERT INTO passages_words (passages_words) VALUES ('integrity-check')")
    vectors = house.services.documents.doctor.upkeep.meanings.vectors
    kept["vectors"] = {space: sorted(await vectors.ids(space)) for space in await vectors.spaces()}
    kept["files"] = sorted(path.name for path in (home / "blobs").iterdir())
    return kept


async def test_a_deleted_documents_bytes_may_come_again(library: House, person: Person) -> None:
    first = await read(person, "fables.md", FOX)
    await person.ask("DELETE", f"/api/documents/{first['id']}")
    again = await read(person, "fables.md", FOX)
    assert (again["status"], again["id"] == first["id"]) == ("ready", False)
    assert {hit["document_id"] for hit in await found(person, "tortoise and hare")} == {again["id"]}


async def test_what_cannot_be_read_says_why_and_can_be_tried_again(library: House, person: Person) -> None:
    document = await read(person, "broken.pdf", b"%PDF-1.7\n%%EOF and nothing")
    assert (document["status"], document["reason"]) == ("failed", "document_corrupt")
    status, again = await person.ask("POST", f"/api/documents/{document['id']}/reindex")
    assert (status, again["status"], again.get("reason")) == (200, "received", None)
    assert (await settled(person, document["id"]))["status"] == "failed"
    status, third = await put(person, "broken.pdf", b"%PDF-1.7\n%%EOF and nothing")
    assert (status, third["id"], third["status"]) == (201, document["id"], "received")


async def test_a_document_can_be_read_anew(library: House, person: Person) -> None:
    document = await read(person, "fables.md", FOX)
    before = await everything(library)
    await person.ask("POST", f"/api/documents/{document['id']}/reindex")
    await settled(person, document["id"])
    after = await everything(library)
    assert {name: after[name] for name in ("terms", "corpora", "vectors", "files")} == {
        name: before[name] for name in ("terms", "corpora", "vectors", "files")
    }
    assert len(await found(person, "tortoise")) > 0


async def test_reading_can_be_cancelled_and_leaves_no_passages(house: House, person: Person) -> None:
    status, document = await put(person, "fables.md", FOX)
    assert (status, document["status"]) == (201, "received")
    status, cancelled = await person.ask("POST", f"/api/documents/{document['id']}/cancel")
    assert (status, cancelled["status"], cancelled["reason"]) == (200, "failed", "document_cancelled")
    async with at_work(house):
        await asyncio.sleep(1)
        assert (await settled(person, document["id"]))["reason"] == "document_cancelled"
        assert await found(person, "tortoise") == []
        await person.ask("POST", f"/api/documents/{document['id']}/reindex")
        assert (await settled(person, document["id"]))["status"] == "ready"
        assert (await person.ask("POST", f"/api/documents/{document['id']}/cancel"))[1]["code"] == "document_settled"


async def test_reading_under_way_stops_when_it_is_cancelled(library: House, person: Person) -> None:
    _, document = await put(person, "long.txt", "\n\n".join(f"Paragraphe {n} : " + "des mots et des mots. " * 30 for n in range(900)))
    await until(lambda: has(person, document["id"], "indexing"))
    await person.ask("POST", f"/api/documents/{document['id']}/cancel")
    await until(lambda: is_dropped(library, person, document["id"]))
    assert (await person.ask("GET", f"/api/documents/{document['id']}"))[1]["reason"] == "document_cancelled"


async def has(person: Person, document_id: str, status: str) -> bool:
    return bool((await person.ask("GET", f"/api/documents/{document_id}"))[1]["status"] == status)


async def is_dropped(house: House, person: Person, document_id: str) -> bool:
    async with house.services.store.read() as look:
        waiting = await look.jobs.known([f"documents.{kind}-{document_id}" for kind in ("parse", "index")])
        return not waiting and not await look.passages.count(document_id, owner=person.id)


async def test_documents_are_listed_latest_first_with_how_they_stand(library: House, person: Person) -> None:
    made = [(await read(person, f"{n}.txt", f"texte {n}"))["id"] for n in range(3)]
    _, first = await person.ask("GET", "/api/documents/?limit=2")
    _, second = await person.ask("GET", f"/api/documents/?limit=2&cursor={first['next']}")
    assert [one["id"] for one in (*first["items"], *second["items"])] == made[::-1]
    _, status = await person.ask("GET", "/api/documents/status")
    assert {name: status[name] for name in ("pending", "ready", "failed", "count", "bytes")} == {
        **{"pending": 0, "ready": 3, "failed": 0, "count": 3, "bytes": 21},
    }  # fmt: skip


async def test_a_search_can_be_limited_to_documents(library: House, person: Person) -> None:
    one, two = await read(person, "1.txt", "Le renard est roux."), await read(person, "2.txt", "Le renard est malin.")
    assert {hit["document_id"] for hit in await found(person, "renard")} == {one["id"], two["id"]}
    assert {hit["document_id"] for hit in await found(person, "renard", document_ids=two["id"])} == {two["id"]}


async def test_the_file_comes_back_as_it_was(library: House, person: Person) -> None:
    content = bytes(range(1, 256)) * 3000
    _, document = await put(person, "bytes.txt", content)
    async with person.house.http.get(
        f"{library.base}/api/documents/{document['id']}/content", headers={"Authorization": f"Bearer {person.token}"}
    ) as response:
        assert await response.read() == content
    assert document["hash"] == hashlib.sha256(content).hexdigest()


async def test_a_key_that_reads_finds_but_does_not_put(library: House, person: Person) -> None:
    await read(person, "fables.md", FOX)
    _, made = await person.ask("POST", "/api/auth/keys", json={"name": "a script", "scope": "read"})
    program = Person(library, person.email, made["secret"], person.id)
    assert await found(program, "tortoise")
    assert (await put(program, "x.txt", "x"))[1]["code"] == "beyond_key"


async def test_what_is_put_outlives_a_restart(home: Path) -> None:
    async with open_house(home) as house:
        person = await house.person()
        _, document = await put(person, "fables.md", FOX)
    async with open_house(home) as house, at_work(house):
        again = Person(house, person.email, person.token, person.id)
        assert (await settled(again, document["id"]))["status"] == "ready"
