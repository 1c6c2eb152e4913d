"""Limits by URL: `memory:` counts in this process, `redis://…` for all instances together."""

from contextlib import AbstractAsyncContextManager

from ...ports.limits import Limits


def open_limits(url: str) -> AbstractAsyncContextManager[Limits]:
    """The limits at this URL. Raises ValueError for a scheme that is not known."""
    match url.partition(":")[0]:
        case "memory":
            from .memory import memory_limits

            return memory_limits()
        case "redis" | "rediss":
            from .redis import redis_limits

            return redis_limits(url)
        case scheme:
            raise ValueError(f"no limits for {scheme!r}; known: memory, redis, rediss")
