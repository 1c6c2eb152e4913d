"""A circuit breaker: a provider that keeps failing is left alone for a while, then tried by one call."""

from collections.abc import Callable


class Breaker:
    """Of one provider. Closed it lets calls pass; open it does not; after the rest one call at a time tries again."""

    def __init__(self, failures: int, rest: float, monotonic: Callable[[], float]) -> None:
        self._most, self._rest, self._monotonic = failures, rest, monotonic
        self._failed = 0
        self._until = 0.0
        self._trying = False

    @property
    def wait(self) -> float:
        """Seconds until a call may pass; 0 if one may now."""
        if self._failed < self._most:
            return 0.0
        left = self._until - self._monotonic()
        return left if left > 0 else (self._rest if self._trying else 0.0)

    def enter(self) -> bool:
        """Whether a call may pass now. Whoever passes says `succeeded`, `failed` or `left` afterwards."""
        if self.wait:
            return False
        self._trying = self._failed >= self._most
        return True

    def succeeded(self) -> None:
        self._failed, self._trying = 0, False

    def failed(self) -> None:
        self._failed, self._trying = self._failed + 1, False
        if self._failed >= self._most:
            self._until = self._monotonic() + self._rest

    def left(self) -> None:
        """The call ended without telling anything about the provider."""
        self._trying = False
