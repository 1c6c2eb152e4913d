"""The bus, opened by URL."""

from contextlib import AbstractAsyncContextManager

from ...ports.bus import Bus


def open_bus(url: str) -> AbstractAsyncContextManager[Bus]:
    """The bus at this URL. Raises ValueError for a scheme that is not known."""
    match url.partition(":")[0]:
        case "memory":
            from .memory import MemoryBus

            return MemoryBus.open()
        case scheme:
            raise ValueError(f"no bus for {scheme!r}; known: memory")
