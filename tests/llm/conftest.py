"""The vendors on loopback, and chains that lead to them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, aclosing

import pytest
from questions import PROMPT, QUICK
from vendors import Vendors, vendors

from emergence.backends.llm import Keys, Patience, open_llm
from emergence.ports.llm import Llm, Piece, Prompt

Open = Callable[..., AbstractAsyncContextManager[Llm]]


@pytest.fixture
async def them() -> AsyncIterator[Vendors]:
    async with vendors() as server:
        yield server


@pytest.fixture(params=["openai", "anthropic", "google"])
def vendor(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def opened(them: Vendors) -> Open:
    """Opens the models of Neo: `opened("openai:m", "google:m", patience=…)`."""
    keys = Keys("key-o", f"{them.url}/v1", "key-a", them.url, "key-g", them.url)
    return lambda *names, patience=QUICK: open_llm({"neo": names}, keys, patience)


@pytest.fixture
def ask(opened: Open) -> Callable[..., Awaitable[list[Piece]]]:
    """Everything that one answer is made of: `await ask("openai:m")`."""

    async def every_piece(*names: str, patience: Patience = QUICK, prompt: Prompt = PROMPT) -> list[Piece]:
        async with opened(*names, patience=patience) as llm, aclosing(llm.stream("neo", prompt)) as pieces:
            return [piece async for piece in pieces]

    return every_piece
