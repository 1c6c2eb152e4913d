"""Blobs in a folder that nobody else reads: a file each, written beside its place and moved there when it is whole and on the disk."""

import asyncio
import errno
import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from ...domain.problems import NotFound, StorageFull, Unavailable
from ...ports.blobs import Blobs

T = TypeVar("T")
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
PART = ".part"
GULP = 1024 * 1024
ABANDONED = timedelta(days=1)
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class FileBlobs:
    """The folder is made when something is first put there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    @asynccontextmanager
    async def open(cls, folder: Path) -> AsyncIterator[Blobs]:
        blobs = cls(folder)
        await _told(blobs._tidy)
        yield blobs

    async def put(self, blob_id: str, content: AsyncIterator[bytes]) -> None:
        place = self._place(blob_id)
        part = place.with_name(place.name + PART)
        try:
            file = await _told(_begin, part)
            try:
                async for gulp in gulps(content):
                    await _told(file.write, gulp)
                await _told(_settle, file)
            finally:
                await _told(_close, file)
            await _told(_move, part, place)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    @asynccontextmanager
    async def file(self, blob_id: str) -> AsyncIterator[Path]:
        place = self._place(blob_id)
        if not place.is_file():
            raise NotFound("This file is not there any more.", "blob_not_found")
        yield place

    async def drop(self, blob_id: str) -> None:
        await _told(self._place(blob_id).unlink, True)

    async def ids(self, before: datetime | None = None) -> list[str]:
        return await _told(self._ids, before)

    def _place(self, blob_id: str) -> Path:
        if not ID.fullmatch(blob_id):
            raise ValueError("the id of a blob is one of ours")
        return self._folder / blob_id

    def _ids(self, before: datetime | None) -> list[str]:
        return [path.name for path in self._files() if path.suffix != PART and (before is None or _kept_at(path) < before)]

    def _tidy(self) -> None:
        """Drop what somebody began to send, and the process did not live to see the end of."""
        for path in self._files():
            if path.suffix == PART and _kept_at(path) < datetime.now(UTC) - ABANDONED:
                path.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return sorted(self._folder.iterdir()) if self._folder.is_dir() else []


async def gulps(content: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same bytes in fewer pieces."""
    waiting = bytearray()
    async for piece in content:
        waiting += piece
        if len(waiting) >= GULP:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


def _kept_at(path: Path) -> datetime:
    with suppress(FileNotFoundError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return datetime.now(UTC)


def _begin(part: Path) -> BinaryIO:
    part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _settle(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _close(file: BinaryIO) -> None:
    with suppress(OSError):  # what could not be written was said already
        file.close()


def _move(part: Path, place: Path) -> None:
    part.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


async def _told(do: Callable[..., T], *about: Any) -> T:
    """Do this beside the event loop; what the disk says becomes a problem."""
    try:
        return await asyncio.to_thread(do, *about)
    except OSError as error:
        if error.errno in FULL:
            raise StorageFull("The disk is full: nothing new can be kept until there is room.") from error
        raise Unavailable("The files cannot be reached now; try again in a moment.", retry_after=5) from error
