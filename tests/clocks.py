"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class SettableClock:
    """Time moves by `advance`; ids count, so that they are in order."""

    def __init__(self) -> None:
        self._now = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
        self._made = 0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._now.timestamp()

    def new_id(self) -> str:
        self._made += 1
        return f"{self._made:032x}"

    def advance(self, seconds: float) -> datetime:
        self._now += timedelta(seconds=seconds)
        return self._now
