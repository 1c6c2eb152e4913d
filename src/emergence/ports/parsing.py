"""Reading files that nobody vouches for, somewhere they can do no harm."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from ..domain.documents import Box, Parsed

Progress = Callable[[int, int], None]
"""Told how many pages are read, of how many."""


class Parser(Protocol):
    """Reads documents in a process of its own, with limits on time, memory and output, and without a network.

    What cannot be read raises Invalid with one of these codes: `document_type` (not a format that is read, or not the one that the
    name claims), `document_empty`, `document_no_text` (a scan), `document_password`, `document_corrupt`, `document_limit` (it needs
    more than it may). A reading that is cancelled ends at once. One that is cut short from outside raises Unavailable: it may be tried
    again.
    """

    async def parse(self, file: Path, name: str, progress: Progress | None = None) -> Parsed:
        """Read a file. What it is its content decides; `name` only tells apart kinds of plain text.

        All text is in NFC, without NUL, lone surrogates, invisible characters and controls but tab and line end.
        """

    async def picture(self, file: Path, page: int, width: int) -> bytes:
        """A page of a PDF as a PNG so many pixels wide. Raises NotFound if there is no such page."""

    async def boxes(self, file: Path, page: int, start: int, end: int) -> tuple[Box, ...]:
        """Where the characters [start, end) of a PDF page's text stand on it, a box a line. Offsets are within the page's Part.

        Raises NotFound if there is no such page.
        """
