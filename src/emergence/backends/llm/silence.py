"""A watch over a stream's silences: moving its deadline costs nothing, as one timer looks at it now and then."""

import asyncio


class Silence:
    """Cancels its task when a deadline passes that was neither met nor moved; `broke` tells that this cancelled it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._timer: asyncio.TimerHandle | None = None
        self._due: float | None = None
        self._broke = False

    def until(self, due: float) -> None:
        """Something is expected by then."""
        self._due = due
        if self._timer is None or self._timer.when() > due:
            self._arm(due)

    def met(self) -> None:
        """It came; nothing is expected for now."""
        self._due = None

    def broke(self) -> bool:
        """Whether the cancellation that was just caught was this one's; it is then taken back."""
        if self._broke and self._task:
            self._task.uncancel()
        return self._broke

    def end(self) -> None:
        """Look no more."""
        self._due = None
        if self._timer:
            self._timer.cancel()

    def _arm(self, due: float) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = self._loop.call_at(due, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._due is None:
            return
        if self._loop.time() < self._due:
            self._arm(self._due)
        elif self._task:
            self._broke = True
            self._task.cancel()
