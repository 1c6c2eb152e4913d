"""The audit trail: lines are added, looked up and, after their time, forgotten; none is ever changed."""

from datetime import datetime
from typing import Protocol

from ..domain.audit import Entry
from ..domain.chat import Page


class Trail(Protocol):
    """Who did what to what, from where."""

    async def add(self, *entries: Entry) -> None:
        """Write lines, in the transaction of what they tell of."""

    async def page(
        self, limit: int, cursor: str | None, *, who: str | None = None, action: str | None = None, since: datetime | None = None
    ) -> Page[Entry]:
        """The latest first: of one person (an e-mail, as actor or target), of actions that begin with these words, since then."""

    async def forget(self, before: datetime) -> int:
        """Drop what is older; answers how many lines."""
