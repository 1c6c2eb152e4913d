"""What ports/blobs.py promises."""

import os
import resource
import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from emergence.backends.blobs import open_blobs
from emergence.domain.problems import NotFound, StorageFull
from emergence.ports.blobs import Blobs


async def pieces(*content: bytes) -> AsyncIterator[bytes]:
    for piece in content:
        yield piece


async def broken() -> AsyncIterator[bytes]:
    yield b"a" * 3_000_000
    raise ConnectionResetError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "blobs"


@pytest.fixture
async def blobs(folder: Path) -> AsyncIterator[Blobs]:
    async with open_blobs(f"file:{folder}") as opened:
        yield opened


async def test_what_is_put_is_there_until_it_is_dropped(blobs: Blobs) -> None:
    await blobs.put("a", pieces(b"one ", b"two"))
    await blobs.put("a", pieces(b"three"))
    async with blobs.file("a") as file:
        assert file.read_bytes() == b"three"
    assert await blobs.ids() == ["a"]
    await blobs.drop("a")
    await blobs.drop("a")
    with pytest.raises(NotFound):
        async with blobs.file("a"):
            pass


async def test_nobody_else_reads_it(blobs: Blobs, folder: Path) -> None:
    await blobs.put("a", pieces(b"secret"))
    assert stat.S_IMODE(os.stat(folder / "a").st_mode) == 0o600
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700


async def test_what_is_cut_leaves_nothing_and_keeps_what_was_there(blobs: Blobs, folder: Path) -> None:
    await blobs.put("a", pieces(b"older"))
    with pytest.raises(ConnectionResetError):
        await blobs.put("a", broken())
    assert os.listdir(folder) == ["a"]
    assert (folder / "a").read_bytes() == b"older"


async def test_a_disk_that_takes_no_more_leaves_nothing(blobs: Blobs, folder: Path) -> None:
    with no_file_larger_than(1_000_000), pytest.raises(StorageFull):
        await blobs.put("a", pieces(b"a" * 3_000_000))
    assert os.listdir(folder) == []
    await blobs.put("a", pieces(b"a" * 3_000_000))


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_what_is_new_may_be_on_its_way(blobs: Blobs) -> None:
    await blobs.put("a", pieces(b"x"))
    assert await blobs.ids(datetime.now(UTC) - timedelta(minutes=1)) == []
    assert await blobs.ids(datetime.now(UTC) + timedelta(minutes=1)) == ["a"]


async def test_what_a_dead_process_left_is_dropped_later(folder: Path) -> None:
    os.mkdir(folder)
    (folder / "old.part").write_bytes(b"x")
    (folder / "new.part").write_bytes(b"x")
    os.utime(folder / "old.part", (0, 0))
    async with open_blobs(f"file:{folder}") as blobs:
        assert os.listdir(folder) == ["new.part"]
        assert await blobs.ids() == []


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "", "a/b", "a" * 65])
async def test_an_id_is_never_a_path(blobs: Blobs, name: str) -> None:
    with pytest.raises(ValueError, match="id of a blob"):
        await blobs.put(name, pieces(b"x"))


@pytest.mark.parametrize("url", ["gs://bucket", "ftp://x", ""])
def test_what_is_not_known_is_said(url: str) -> None:
    with pytest.raises(ValueError, match=r"(?i)blobs"):
        open_blobs(url)
