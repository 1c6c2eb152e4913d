"""What the port of vectors promises, on every backend."""

import math
import shutil
from array import array
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from emergence.backends.vectors import open_vectors
from emergence.domain.problems import Unavailable
from emergence.ports.embedding import Vector
from emergence.ports.vectors import Vectors

ADA, EVE = "documents/ada/model/3", "documents/eve/model/3"


@pytest.fixture(params=["chroma"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"{request.param}:{tmp_path / 'vectors'}"


@pytest.fixture
async def vectors(url: str) -> AsyncIterator[Vectors]:
    async with open_vectors(url) as opened:
        yield opened


def toward(degrees: float) -> Vector:
    """A vector of length one in this direction."""
    return array("f", (math.cos(math.radians(degrees)), math.sin(math.radians(degrees)), 0.0))


async def test_the_nearest_come_first_with_their_cosine(vectors: Vectors) -> None:
    await vectors.put(ADA, {"far": toward(90), "near": toward(10), "same": toward(0)})
    found = await vectors.near(ADA, toward(0), 2)
    assert [key for key, _ in found] == ["same", "near"]
    assert [cosine for _, cosine in found] == pytest.approx([1, math.cos(math.radians(10))], abs=1e-5)


async def test_asking_for_more_than_there_are_gives_all(vectors: Vectors) -> None:
    await vectors.put(ADA, {"a": toward(0), "b": toward(5)})
    assert [key for key, _ in await vectors.near(ADA, toward(0), 100)] == ["a", "b"]


async def test_asking_for_none_gives_none(vectors: Vectors) -> None:
    await vectors.put(ADA, {"a": toward(0)})
    assert await vectors.near(ADA, toward(0), 0) == []


async def test_a_space_that_is_not_there_holds_nothing(vectors: Vectors) -> None:
    await vectors.drop(ADA, ["a"])
    await vectors.clear(ADA)
    assert await vectors.near(ADA, toward(0), 5) == []
    assert await vectors.cosines(ADA, toward(0), ["a"]) == {}
    assert list(await vectors.ids(ADA)) == []
    assert list(await vectors.spaces()) == []


async def test_what_is_in_one_space_is_in_no_other(vectors: Vectors) -> None:
    await vectors.put(ADA, {"hers": toward(0)})
    await vectors.put(EVE, {"other": toward(0)})
    assert [key for key, _ in await vectors.near(EVE, toward(0), 5)] == ["other"]
    assert set(await vectors.spaces()) == {ADA, EVE}


async def test_writing_twice_changes_nothing(vectors: Vectors) -> None:
    await vectors.put(ADA, {"a": toward(0)})
    await vectors.put(ADA, {"a": toward(0)})
    assert list(await vectors.ids(ADA)) == ["a"]


async def test_a_new_vector_takes_the_place_of_the_old(vectors: Vectors) -> None:
    await vectors.put(ADA, {"a": toward(0)})
    await vectors.put(ADA, {"a": toward(90)})
    assert await vectors.cosines(ADA, toward(90), ["a"]) == pytest.approx({"a": 1}, abs=1e-5)


async def test_cosines_are_told_of_those_that_are_there(vectors: Vectors) -> None:
    await vectors.put(ADA, {"a": toward(0), "b": toward(60), "c": toward(180)})
    assert await vectors.cosines(ADA, toward(0), ["b", "c", "nobody", "b"]) == pytest.approx({"b": 0.5, "c": -1}, abs=1e-5)


async def test_what_is_dropped_is_not_found(vectors: Vectors) -> None:
    await vectors.put(ADA, {"a": toward(0), "b": toward(5)})
    await vectors.drop(ADA, ["a", "nobody"])
    assert [key for key, _ in await vectors.near(ADA, toward(0), 5)] == ["b"]


async def test_a_cleared_space_can_be_filled_again(vectors: Vectors) -> None:
    await vectors.put(ADA, {"a": toward(0)})
    await vectors.clear(ADA)
    assert list(await vectors.spaces()) == []
    await vectors.put(ADA, {"b": toward(0)})
    assert list(await vectors.ids(ADA)) == ["b"]


async def test_hundreds_are_kept_at_once(vectors: Vectors) -> None:
    await vectors.put(ADA, {str(n): toward(n / 10) for n in range(350)})
    assert sorted(await vectors.ids(ADA), key=int) == [str(n) for n in range(350)]
    assert len(await vectors.near(ADA, toward(0), 250)) == 250


async def test_putting_and_dropping_nothing_is_allowed(vectors: Vectors) -> None:
    await vectors.put(ADA, {})
    await vectors.drop(ADA, [])
    assert list(await vectors.spaces()) == []


async def test_vectors_are_there_when_it_opens_again(url: str) -> None:
    async with open_vectors(url) as first:
        await first.put(ADA, {"a": toward(0)})
    async with open_vectors(url) as second:
        assert list(await second.ids(ADA)) == ["a"]


async def test_a_vector_of_another_length_is_refused_and_breaks_nothing(vectors: Vectors) -> None:
    await vectors.put(ADA, {"a": toward(0)})
    with pytest.raises(Unavailable):
        await vectors.put(ADA, {"b": array("f", [1.0, 0.0])})
    assert list(await vectors.ids(ADA)) == ["a"]


async def test_a_folder_that_is_gone_begins_anew(tmp_path: Path) -> None:
    async with open_vectors(f"chroma:{tmp_path / 'vectors'}") as vectors:
        await vectors.put(ADA, {"a": toward(0)})
        shutil.rmtree(tmp_path / "vectors")
        assert await vectors.near(ADA, toward(0), 5) == []
        await vectors.put(ADA, {"b": toward(0)})
        assert list(await vectors.ids(ADA)) == ["b"]


async def test_a_folder_that_cannot_be_read_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / "vectors").mkdir()
    (tmp_path / "vectors" / "chroma.sqlite3").write_bytes(b"not a database" * 1000)
    async with open_vectors(f"chroma:{tmp_path / 'vectors'}") as vectors:
        await vectors.put(ADA, {"a": toward(0)})
        assert list(await vectors.ids(ADA)) == ["a"]
    assert (tmp_path / "vectors.unreadable" / "chroma.sqlite3").read_bytes().startswith(b"not a database")


async def test_a_space_whose_graph_is_damaged_can_be_made_anew(tmp_path: Path) -> None:
    async with open_vectors(f"chroma:{tmp_path / 'vectors'}") as vectors:
        await vectors.put(ADA, {str(n): toward(n / 10) for n in range(1500)})
    for damaged in (tmp_path / "vectors").glob("*/*.bin"):
        damaged.write_bytes(b"nothing" * 10)
    async with open_vectors(f"chroma:{tmp_path / 'vectors'}") as vectors:
        with pytest.raises(Unavailable):
            await vectors.near(ADA, toward(0), 5)
        await vectors.clear(ADA)
        await vectors.put(ADA, {"a": toward(0)})
        assert [key for key, _ in await vectors.near(ADA, toward(0), 5)] == ["a"]


def test_a_scheme_that_is_not_known_is_named() -> None:
    with pytest.raises(ValueError, match="no vectors for 'faiss'; known: chroma"):
        open_vectors("faiss:somewhere")
