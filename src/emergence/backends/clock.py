"""The machine's own clock, and names that sort by the time of their making."""

import secrets
import time
from datetime import UTC, datetime


class SystemClock:
    """Ids are like UUIDv7: 48 bits of milliseconds, 16 bits that count within one, 64 bits that nobody guesses."""

    def __init__(self) -> None:
        self._last = 0

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def new_id(self) -> str:
        """Also in order when the wall clock goes back or more than 65,536 are made in a millisecond."""
        self._last = max(self._last + 1, time.time_ns() // 1_000_000 << 16)
        return f"{self._last:016x}{secrets.randbits(64):016x}"
