"""A mail server on loopback that keeps what it is given, and a running product that writes to it."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from house import House, open_house
from ports import free_port

from emergence.worker import working

LINK = re.compile(r"http\S+/#/(?:enter|reset)/\S+")


@dataclass
class Postbox:
    """Letters that arrived, and what the server says to the next ones."""

    letters: list[EmailMessage] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:
        """The library asks whether an address is good."""
        if self.refusals:
            return self.refusals.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 good"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """The library hands over a letter."""
        letter = message_from_bytes(envelope.content or b"", policy=default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 kept"

    async def letter(self, number: int = 1) -> EmailMessage:
        """The letter with this number, once it has come."""
        async with asyncio.timeout(20):
            while len(self.letters) < number:  # noqa: ASYNC110 - the mail server runs in a thread of its own
                await asyncio.sleep(0.02)
        return self.letters[number - 1]

    async def secret(self, number: int = 1) -> str:
        """What follows the last slash of the link in this letter."""
        found = LINK.search((await self.letter(number)).get_content())
        assert found
        return found[0].rpartition("/")[2]


@asynccontextmanager
async def postbox() -> AsyncIterator[Postbox]:
    """While inside, letters are taken."""
    box = Postbox()
    box.port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


@asynccontextmanager
async def house_with_post(home: Path, **settings: Any) -> AsyncIterator[tuple[House, Postbox]]:
    """A running product that does its jobs, and whose letters arrive."""
    async with postbox() as box:
        smtp = {"smtp_host": "127.0.0.1", "smtp_port": box.port, "smtp_from": "product@example.org"}
        async with open_house(home, **smtp, **settings) as house, working(house.services):
            yield house, box
