"""A full disk, a parser that is killed, an index that is lost: nothing is lost with them, and what was lost is made again."""

import asyncio
import resource
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from house import House, Person, open_house
from reading import FOX, at_work, found, put, read, settled, until


@pytest.fixture
async def library(house: House) -> AsyncIterator[House]:
    async with at_work(house):
        yield house


async def answer(person: Person, question: str) -> Any:
    return (await person.ask("GET", "/api/documents/search", params={"q": question}))[1]


async def is_whole(person: Person) -> bool:
    return (await answer(person, "the slow one wins")).get("degraded") is None


async def test_a_lost_index_is_noticed_while_running_and_made_again(library: House) -> None:
    person = await library.person()
    await read(person, "fables.md", FOX)
    before = await found(person, "the slow one wins")
    await asyncio.to_thread(shutil.rmtree, library.settings.emergence_home / "vectors")
    degraded = await answer(person, "tortoise")
    assert (degraded["degraded"]["code"], "tortoise" in degraded["items"][0]["text"]) == ("rebuilding", True)
    await until(lambda: is_whole(person))
    assert await found(person, "the slow one wins") == before


@pytest.mark.parametrize("damage", ["gone", "garbage"])
async def test_an_index_that_is_lost_before_a_start_is_made_again(home: Path, damage: str) -> None:
    async with open_house(home) as house, at_work(house):
        person = await house.person()
        await read(person, "fables.md", FOX)
    await asyncio.to_thread(damaged, home / "vectors", damage)
    async with open_house(home) as house, at_work(house):
        again = Person(house, person.email, person.token, person.id)
        assert (await answer(again, "tortoise"))["degraded"]["code"] == "rebuilding"
        await until(lambda: is_whole(again))
        assert await house.services.documents.doctor.examine() == []


def damaged(folder: Path, how: str) -> None:
    if how == "gone":
        shutil.rmtree(folder)
    else:
        (folder / "chroma.sqlite3").write_bytes(b"garbage" * 1000)


async def test_another_model_is_said_and_reindexed(library: House) -> None:
    person = await library.person()
    await read(person, "fables.md", FOX)
    async with library.services.store.begin() as tx:
        await tx.passages.relabel("another-model/fp32/7", owner=person.id)
    said = (await answer(person, "tortoise"))["degraded"]
    assert (said["code"], "python -m emergence reindex" in said["message"]) == ("model_changed", True)
    async with library.http.get(f"{library.base}/api/health") as response:
        assert "another-model" in (await response.json())["documents"]
    await library.services.documents.doctor.reindex()
    assert await is_whole(person)


async def test_the_doctor_finds_and_mends(library: House) -> None:
    person = await library.person()
    document = await read(person, "fables.md", FOX)
    doctor, home = library.services.documents.doctor, library.settings.emergence_home
    meanings = doctor.upkeep.meanings
    await meanings.forget([f"{document['id']}-0"], person.id)
    await meanings.vectors.put(meanings.space(person.id), {"nobody-0": await meanings.question("x")})
    (home / "blobs" / "nobody").write_bytes(b"x")
    assert {(one.count, one.said) for one in await doctor.examine()} == {
        (1, "passages have no vector"),
        (1, "vectors belong to no passage"),
        (1, "files belong to no document"),
    }
    await doctor.repair()
    assert await doctor.examine() == []


async def test_a_document_that_nobody_reads_is_set_going_again(house: House) -> None:
    person = await house.person()
    _, document = await put(person, "fables.md", FOX)
    async with house.services.store.begin() as tx:
        await tx.jobs.done(f"documents.parse-{document['id']}")
    assert [one.said[:19] for one in await house.services.documents.doctor.examine()] == ["documents are stuck"]
    await house.services.documents.doctor.repair()
    async with at_work(house):
        assert (await settled(person, document["id"]))["status"] == "ready"


async def test_a_parser_that_is_killed_fails_one_document_at_most(library: House) -> None:
    person = await library.person()
    _, document = await put(person, "long.md", "\n\n".join(f"# Chapter {n}\n\n" + "some *words* and more. " * 20 for n in range(300)))
    await until(children_killed)
    ended = await settled(person, document["id"], 120)
    assert ended["status"] == "ready" or ended["reason"]
    assert (await read(person, "fables.md", FOX))["status"] == "ready"
    assert await library.services.documents.doctor.examine() == []


async def children_killed() -> bool:
    children = psutil.Process().children(recursive=True)
    for child in children:
        child.kill()
    return bool(children)


async def test_a_full_disk_takes_no_document_and_keeps_the_others(library: House) -> None:
    person = await library.person()
    document = await read(person, "fables.md", FOX)
    with no_file_larger_than(8 * 1024 * 1024):
        status, problem = await put(person, "large.txt", b"word " * 2_000_000)
        assert (status, problem["code"]) == (507, "storage_full")
        assert await found(person, "tortoise")
    assert [path.name for path in (library.settings.emergence_home / "blobs").iterdir()] == [document["id"]]
    assert (await person.ask("GET", "/api/documents/status"))[1]["count"] == 1
    assert (await put(person, "large.txt", b"word " * 2_000_000))[0] == 201


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """The disk takes no byte beyond this in any file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
