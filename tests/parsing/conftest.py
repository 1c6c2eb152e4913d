"""A parser, and files for it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from emergence.backends.parsing import open_parser
from emergence.domain.documents import Parsed
from emergence.ports.parsing import Parser

Put = Callable[[bytes, str], Path]
Read = Callable[[bytes, str], Awaitable[Parsed]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def parser() -> AsyncIterator[Parser]:
    async with open_parser() as opened:
        yield opened


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes a file."""

    def write(data: bytes, name: str) -> Path:
        (tmp_path / "file").write_bytes(data)
        return tmp_path / "file"

    return write


@pytest.fixture
def read(parser: Parser, put: Put) -> Read:
    """Reads bytes under a name."""

    async def parse(data: bytes, name: str) -> Parsed:
        return await parser.parse(put(data, name), name)

    return parse
