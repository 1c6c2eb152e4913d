"""Letters to people: invitations, resets, and what they must know of."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """Plain text to one person. Neither `to` nor `subject` contains a line break."""

    to: str
    subject: str
    text: str


class Mail(Protocol):
    """Somebody who carries letters. `reaches`: to whom they are for, rather than only into view of who runs the product."""

    reaches: bool

    async def send(self, letter: Letter) -> None:
        """Hand over a letter. Raises Unavailable when it may be tried again later, Invalid when it never will be taken."""

    async def ping(self) -> None:
        """Answers if letters are taken now, else raises Unavailable."""
