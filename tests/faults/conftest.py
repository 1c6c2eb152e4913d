"""A model that takes its time, so that things can happen in the middle of an answer."""

from collections.abc import AsyncIterator

import pytest
from vendors import Reply, vendors


@pytest.fixture
async def slow_model() -> AsyncIterator[str]:
    """The address of a model whose answers take half a second."""
    async with vendors() as server:
        server.always("openai", Reply(texts=("mot ",) * 25, pause=0.02))
        yield f"{server.url}/v1"
