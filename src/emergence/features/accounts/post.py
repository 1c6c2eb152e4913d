"""Letters go out by jobs: what asks for one waits for no mail server, and a letter that could not be sent is tried again."""

from dataclasses import dataclass
from datetime import datetime

from ...domain.jobs import Job
from ...ports.clock import Clock
from ...ports.jobs import Bell
from ...ports.mail import Mail
from ...ports.store import Store, Transaction
from .letters import Kind, Language, letter
from .links import Links

LETTER = "accounts.letter"


@dataclass(frozen=True, slots=True)
class Post:
    """A job names whom to write to and why. A link is made when the letter is written, so its secret is kept nowhere."""

    store: Store
    clock: Clock
    bell: Bell
    mail: Mail
    links: Links
    base_url: str

    async def later(self, tx: Transaction, kind: Kind, email: str, language: Language) -> None:
        """Have this letter written, in the transaction that gives the reason. `ring` tells that there is work."""
        data = {"kind": kind, "email": email, "language": language}
        await tx.jobs.add(Job(id=self.clock.new_id(), kind=LETTER, run_at=self.clock.now(), data=data))

    async def ring(self) -> None:
        """There is a letter to be written."""
        await self.bell.ring()

    async def write(self, job: Job) -> datetime | None:
        """Write and send it, unless nobody with this e-mail may come in. May be sent twice, never lost; only the last link works."""
        kind, email, language = job.data["kind"], job.data["email"], job.data["language"]
        async with self.store.read() as look:
            user = await look.users.find(email)
        if user is None or user.disabled_at:
            return None
        link = await self.links.by_mail(user, kind, self.base_url) if kind in {"invitation", "reset"} else self.base_url
        await self.mail.send(letter(kind, language, user.email, link))
        return None
