"""Keeping passwords so that nobody can read them."""

from typing import Protocol


class Passwords(Protocol):
    """Slow on purpose, and bounded: more attempts at once than it can bear are Unavailable."""

    async def hash(self, password: str) -> str:
        """What may be kept of a password."""

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether it is this password. Without a hash it takes as long, and it is not."""
