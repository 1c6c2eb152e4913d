"""The folder of the embedded family: one process at a time serves from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..domain.problems import Conflict


@contextmanager
def hold(home: Path) -> Iterator[None]:
    """Keep the folder for this process. Raises Conflict while another one has it."""
    import fcntl

    with (home / "serving.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(f"another process serves from {home} already", "home_taken") from None
        yield
