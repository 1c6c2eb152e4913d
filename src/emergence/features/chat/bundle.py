"""Many threads as one file, made piece by piece while it is sent: our own JSON, or a zip of Markdown files."""

import asyncio
import re
import unicodedata
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .transfer import BroughtThread, markdown

NAME_BYTES = 160
ZIP_BEGINS, ZIP_ENDS = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)


async def as_json(threads: AsyncIterator[BroughtThread]) -> AsyncIterator[bytes]:
    """The threads as an import takes them back."""
    before = b'{"threads":['
    async for thread in threads:
        said = await asyncio.to_thread(thread.model_dump_json, exclude_none=True)
        yield before + said.encode()
        before = b",\n"
    yield b"]}\n" if before == b",\n" else before + b"]}\n"


async def as_zip(threads: AsyncIterator[BroughtThread]) -> AsyncIterator[bytes]:
    """A Markdown file for each thread; archived ones are in a folder of their own. Without its end a zip cannot be opened."""
    written, taken = Written(), set[str]()
    zipped = ZipFile(written, "w", ZIP_DEFLATED)
    async for thread in threads:
        name = unused(path_of(thread), taken)
        await asyncio.to_thread(add, zipped, name, thread)
        yield written.so_far()
    zipped.close()
    yield written.so_far()


def add(zipped: ZipFile, name: str, thread: BroughtThread) -> None:
    """Put a thread into a zip, as a file that was last changed when something was last said in it."""
    said = (message.created_at for message in reversed(thread.messages) if message.created_at)
    at = min(max(next(said, began(thread)), ZIP_BEGINS), ZIP_ENDS)
    entry = ZipInfo(f"{name}.md", (at.year, at.month, at.day, at.hour, at.minute, at.second))
    entry.compress_type = ZIP_DEFLATED
    zipped.writestr(entry, markdown(thread))


def began(thread: BroughtThread) -> datetime:
    """When a thread was begun, as far as it says."""
    return thread.created_at or ZIP_BEGINS


def path_of(thread: BroughtThread) -> str:
    """Where a thread's file is in a zip, without its ending: the day it was begun, and its title."""
    return f"{'archived/' if thread.archived else ''}{began(thread):%Y-%m-%d} {file_name(thread.title)}"


def file_name(title: str) -> str:
    """A title as far as every system can have it in a file's name."""
    words = " ".join(re.sub(r"[^\w -]+", " ", unicodedata.normalize("NFC", title)).split())
    return words.encode()[:NAME_BYTES].decode(errors="ignore").strip() or "thread"


def unused(name: str, taken: set[str]) -> str:
    """The name, with a number if it is taken where small and capital letters are the same; taken from now on."""
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name} ({number})"
    taken.add(free.casefold())
    return free


class Written:
    """Where a zip is written to: it keeps what was not fetched yet, and cannot go back."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        """Keep some bytes."""
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def close(self) -> None:
        """Nothing is held."""

    def so_far(self) -> bytes:
        """What was written since this was last asked."""
        parts, self._parts = self._parts, []
        return b"".join(parts)
