"""People and a thread to tell stories with."""

import pytest
from clocks import SettableClock
from stories import begin_thread, let_in

from emergence.domain.chat import Thread
from emergence.ports.store import Store


@pytest.fixture
async def ada(store: Store, clock: SettableClock) -> str:
    return await let_in(store, clock, "ada@example.org")


@pytest.fixture
async def eve(store: Store, clock: SettableClock) -> str:
    return await let_in(store, clock, "eve@example.org")


@pytest.fixture
async def thread(store: Store, clock: SettableClock, ada: str) -> Thread:
    """A thread of Ada's."""
    return await begin_thread(store, clock, ada, "Un été à Paris")
