"""How often one may try: a moving window over the last tries, in memory."""

from collections import deque
from dataclasses import dataclass, field

from ...domain.problems import TooMany
from ...ports.clock import Clock

REMEMBERED = 20_000


@dataclass(slots=True)
class Limiter:
    """At most `tries` in `seconds` for each key. A try counts before its outcome is known, so that many at once are counted too."""

    clock: Clock
    tries: int
    seconds: float
    _tried: dict[str, deque[float]] = field(default_factory=dict)

    def count(self, key: str) -> None:
        """One more try. Raises TooMany, saying when to come back."""
        now = self.clock.monotonic()
        tried = self._of(key, now)
        if len(tried) >= self.tries:
            wait = tried[0] + self.seconds - now
            raise TooMany("Too many tries; please wait before the next one.", retry_after=max(1.0, wait))
        tried.append(now)

    def forgive(self, key: str) -> None:
        """The last try was a right one: it does not count."""
        if tried := self._tried.get(key):
            tried.pop()

    def forget(self, key: str) -> None:
        """Begin anew for this key."""
        self._tried.pop(key, None)

    def _of(self, key: str, now: float) -> deque[float]:
        tried = self._tried.pop(key, None) or deque()
        while tried and tried[0] <= now - self.seconds:
            tried.popleft()
        if len(self._tried) >= REMEMBERED:
            del self._tried[next(iter(self._tried))]
        self._tried[key] = tried
        return tried
