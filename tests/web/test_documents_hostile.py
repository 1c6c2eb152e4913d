"""What strangers' files, names and appetites do: nothing."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import aiohttp
import pytest
from house import House, Person, open_house
from reading import FOX, at_work, form, found, put, read, until, until_gone

MIB = 1024 * 1024
NAMES = {
    "../../x.txt": "x.txt",
    "/etc/passwd": "passwd",
    "C:\\dir\\x.txt": "x.txt",
    "a\x00b.txt": "ab.txt",
    "\u202efdp.exe": "fdp.exe",
    "x;rm -rf.txt": "x;rm -rf.txt",
    "été 🦊.txt": "été 🦊.txt",
    "..": "document",
    "   ": "document",
    "n" * 500 + ".txt": "n" * 251 + ".txt",
}
PROGRAMS = {
    "elf": b"\x7fELF\x02\x01\x01" + bytes(60),
    "exe": b"MZ\x90\x00\x03" + bytes(60),
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(60),
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00" + bytes(60),
}
SOMEBODY_ELSES = [
    ("GET", ""),
    ("DELETE", ""),
    ("GET", "/content"),
    ("GET", "/text"),
    ("GET", "/passages"),
    ("POST", "/reindex"),
    ("POST", "/cancel"),
    ("GET", "/pages/1/picture"),
    ("GET", "/pages/1/boxes?start=0&end=9"),
]


async def headers_of(person: Person, path: str) -> Any:
    async with person.house.http.get(person.house.base + path, headers={"Authorization": f"Bearer {person.token}"}) as response:
        return response.headers


@pytest.mark.parametrize(("given", "kept"), NAMES.items(), ids=range(len(NAMES)))
async def test_a_name_is_shown_and_never_a_path(house: House, person: Person, given: str, kept: str) -> None:
    status, document = await put(person, given, "un texte")
    assert (status, document["name"]) == (201, kept)
    assert [path.name for path in (house.settings.emergence_home / "blobs").iterdir()] == [document["id"]]
    named = (await headers_of(person, f"/api/documents/{document['id']}/content"))["Content-Disposition"]
    assert unquote(named.partition("filename*=UTF-8''")[2]) == kept


async def test_a_line_break_in_a_name_adds_no_header(house: House, person: Person) -> None:
    named = b"Content-Disposition: form-data; name=\"file\"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x%3D1.txt"
    body = b"--edge\r\n" + named + b"\r\n\r\nhello\r\n--edge--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=edge"}
    status, document = await person.ask("POST", "/api/documents/", data=body, headers=kind)
    assert status in {201, 422}
    if status == 201:
        assert "Set-Cookie" not in await headers_of(person, f"/api/documents/{document['id']}/content")


@pytest.mark.parametrize("name", ["x.html", "x.svg", "x.txt"])
async def test_a_file_comes_back_inert(house: House, person: Person, name: str) -> None:
    _, document = await put(person, name, "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    headers = await headers_of(person, f"/api/documents/{document['id']}/content")
    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert any(policy.startswith("sandbox") for policy in headers.getall("Content-Security-Policy"))


@pytest.mark.parametrize("content", PROGRAMS.values(), ids=PROGRAMS)
async def test_what_is_obviously_no_document_is_not_taken(house: House, person: Person, content: bytes) -> None:
    status, problem = await put(person, "paper.pdf", content)
    assert (status, problem["code"]) == (415, "document_type")
    await expect_nothing(house, person)


async def expect_nothing(house: House, person: Person, documents: int = 0) -> None:
    """That only so many documents are kept, and no other file."""
    assert (await person.ask("GET", "/api/documents/status"))[1]["count"] == documents
    blobs = house.settings.emergence_home / "blobs"
    assert len(list(blobs.iterdir()) if blobs.is_dir() else []) == documents


async def test_an_empty_file_is_none(house: House, person: Person) -> None:
    assert (await put(person, "empty.txt", b""))[1]["code"] == "document_empty"
    await expect_nothing(house, person)


async def test_a_person_has_so_many_documents(home: Path) -> None:
    async with open_house(home, documents_per_person=2) as house:
        person, other = await house.person(), await house.person()
        answers = [await put(person, f"{n}.txt", f"texte {n}") for n in range(3)]
        assert [status for status, _ in answers] == [201, 201, 409]
        assert answers[2][1]["code"] == "documents_full"
        await expect_nothing(house, person, 2)
        assert (await put(other, "0.txt", "texte 0"))[0] == 201


async def test_a_person_has_so_many_bytes(home: Path) -> None:
    async with open_house(home, document_mib_per_person=1) as house:
        person = await house.person()
        assert (await put(person, "a.txt", b"a" * (MIB - 10)))[0] == 201
        status, problem = await put(person, "b.txt", b"b" * 11)
        assert (status, problem["code"]) == (413, "documents_full_bytes")
        await expect_nothing(house, person, 1)
        assert (await put(person, "c.txt", b"c" * 10))[0] == 201


async def test_a_document_is_only_so_large(home: Path) -> None:
    async with open_house(home, document_max_mib=1) as house:
        person = await house.person()
        assert (await put(person, "a.txt", b"a" * MIB))[0] == 201
        status, problem = await put(person, "b.txt", b"b" * (MIB + 1))
        assert (status, problem["code"]) == (413, "document_too_large")
        await expect_nothing(house, person, 1)


async def test_many_at_once_do_not_get_past_the_quota(home: Path) -> None:
    async with open_house(home, documents_per_person=3) as house:
        person = await house.person()
        answers = await asyncio.gather(*(put(person, f"{n}.txt", f"texte {n}") for n in range(8)))
        assert sorted(status for status, _ in answers) == [201] * 3 + [409] * 5
        await expect_nothing(house, person, 3)


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"--x\r\n", "multipart/form-data; boundary=x", "bad_form"),
        (b"hello", "multipart/form-data; boundary=x", "bad_form"),
        (b"--x--\r\n", "multipart/form-data; boundary=x", "no_file"),
        (b"hello", "multipart/form-data", "not_form"),
        (b"{}", "application/json", "not_form"),
        (b"", "multipart/form-data; boundary=x", "bad_form"),
    ],
)
async def test_what_is_no_form_is_refused(house: House, person: Person, body: bytes, kind: str, code: str) -> None:
    status, problem = await person.ask("POST", "/api/documents/", data=body, headers={"Content-Type": kind})
    assert (status in {415, 422}, problem["code"]) == (True, code)
    await expect_nothing(house, person)


async def test_another_field_is_no_file(house: House, person: Person) -> None:
    _, problem = await person.ask("POST", "/api/documents/", **form(("a.txt", b"x"), field="other"))
    assert problem["code"] == "no_file"


async def test_an_upload_that_is_cut_leaves_nothing(house: House, person: Person) -> None:
    async def cut() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n' + b"a" * MIB
        raise ConnectionResetError

    with pytest.raises(aiohttp.ClientError):
        await person.ask("POST", "/api/documents/", data=cut(), headers={"Content-Type": "multipart/form-data; boundary=x"})
    blobs = house.settings.emergence_home / "blobs"
    await asyncio.sleep(0.5)
    await until(lambda: nothing_in(blobs))
    await expect_nothing(house, person)


async def nothing_in(folder: Path) -> bool:
    return not await asyncio.to_thread(lambda: folder.is_dir() and list(folder.iterdir()))


@pytest.mark.parametrize(("method", "path"), SOMEBODY_ELSES)
async def test_somebody_elses_document_is_not_there(house: House, person: Person, other: Person, method: str, path: str) -> None:
    _, theirs = await put(other, "theirs.txt", "un secret")
    status, problem = await person.ask(method, f"/api/documents/{theirs['id']}{path}")
    assert (status, problem["code"]) == (404, "document_not_found")
    assert (await other.ask("GET", f"/api/documents/{theirs['id']}"))[1]["status"] == "received"


async def test_the_same_words_find_nothing_of_somebody_else(library: House, person: Person, other: Person) -> None:
    canary = "Le canari zygomatique chante à Ouagadougou."
    theirs = await read(other, "canary.txt", canary)
    await read(person, "mine.txt", FOX)
    for question in (canary, "zygomatique", "canari chante"):
        answers = [hit for more in ({}, {"document_ids": theirs["id"]}) for hit in await found(person, question, **more)]
        assert theirs["id"] not in {hit["document_id"] for hit in answers}
        assert "zygomatique" not in str(answers)
    assert (await found(other, "zygomatique"))[0]["document_id"] == theirs["id"]


async def test_nothing_is_left_of_a_person(house: House, person: Person) -> None:
    async with at_work(house):
        document = await read(person, "fables.md", FOX)
        await house.services.accounts.remove(person.email)
        await house.services.documents.doctor.repair()
        await until_gone(house, document["id"])
    assert await house.services.documents.doctor.examine() == []
    assert list((house.settings.emergence_home / "blobs").iterdir()) == []
