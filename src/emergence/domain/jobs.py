"""Work to be done later, and how long to wait after it failed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

MAX_ATTEMPTS = 8
FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Job:
    """A kind of work and what it is about. Due at `run_at`; `attempts` counts the claims so far, this one included."""

    id: str
    kind: str
    run_at: datetime
    data: dict[str, Any] = field(default_factory=dict)
    owner: str | None = None
    attempts: int = 0
    error: str | None = None
    dead_at: datetime | None = None


def delay_after(attempts: int) -> timedelta:
    """Exponential back-off: 2 s, 4 s, 8 s … at most ten minutes."""
    doublings = min(max(0, attempts - 1), 16)
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)
