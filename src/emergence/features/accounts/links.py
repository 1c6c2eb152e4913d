"""One-time links: how the first admin and invited people come in. Only the hash of a link's secret is kept."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from ...domain.accounts import Purpose, Ticket, User
from ...domain.problems import Invalid, NotFound
from ...ports.clock import Clock
from ...ports.store import Reading, Store, Transaction
from .emails import tidy
from .hashes import hash_of

FIRST_ADMIN = timedelta(minutes=15)
INVITATION = timedelta(hours=24)
NEW_PASSWORD = timedelta(minutes=30)
PLACES: dict[Purpose, str] = {"first_admin": "enter", "sign_in": "enter", "reset": "reset"}
COMING_IN: tuple[Purpose, ...] = ("first_admin", "sign_in")


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a link is for. The first admin says an e-mail; everyone else has one."""

    ticket: Ticket
    user: User | None

    @property
    def email(self) -> str | None:
        """The e-mail that is known already."""
        return self.user.email if self.user else None

    @property
    def person(self) -> User:
        """Who it is for, where it can only be for somebody who is known. Raises Invalid."""
        if self.user is None:
            raise void()
        return self.user


class Links:
    """A link is `BASE/#/enter/SECRET` or `BASE/#/reset/SECRET`: what follows # stays in the browser: no server and no log sees it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def first_admin(self, base_url: str) -> str | None:
        """A new link for the first admin; None if there is an admin with a password."""
        async with self._store.begin() as tx:
            if await tx.users.admin_ready():
                return None
            return await self._make(tx, base_url, "first_admin", None, FIRST_ADMIN)

    async def sign_in(self, email: str, base_url: str) -> str:
        """A new link for somebody who was let in; older ones are void. Raises NotFound."""
        async with self._store.begin() as tx:
            user = await tx.users.find(tidy(email))
            if user is None:
                raise NotFound("Nobody with this e-mail was let in.", "user_not_found")
            return await self._make(tx, base_url, "sign_in", user.id, span_of(user))

    async def by_mail(self, user: User, kind: str, base_url: str) -> str:
        """A new link for a letter to this person: to come in for the first time, or to choose another password."""
        async with self._store.begin() as tx:
            if kind == "reset":
                return await self._make(tx, base_url, "reset", user.id, NEW_PASSWORD)
            return await self._make(tx, base_url, "sign_in", user.id, span_of(user))

    async def open(self, secret: str, *purposes: Purpose) -> Invited:
        """Whom a link for one of these purposes is for, leaving it as it is. Raises Invalid."""
        async with self._store.read() as look:
            ticket = await look.tickets.find(hash_of(secret), self._clock.now())
            return await self._invited(look, ticket if ticket and ticket.purpose in purposes else None)

    async def use(self, tx: Transaction, ticket: Ticket) -> Invited:
        """Use a link up: of many at once one succeeds. Raises Invalid for the others. Nobody else changes the person until the commit."""
        if ticket.user_id:
            await tx.users.hold(ticket.user_id)
        return await self._invited(tx, await tx.tickets.take(ticket.hash, self._clock.now(), ticket.purpose))

    async def _make(self, tx: Transaction, base_url: str, purpose: Purpose, user_id: str | None, span: timedelta) -> str:
        secret = secrets.token_urlsafe(32)
        await tx.tickets.add(Ticket(hash_of(secret), purpose, user_id, self._clock.now() + span))
        return f"{base_url}/#/{PLACES[purpose]}/{secret}"

    async def _invited(self, look: Reading | Transaction, ticket: Ticket | None) -> Invited:
        if ticket is None or (ticket.user_id is None and await look.users.admin_ready()):
            raise void()
        user = await look.users.get(ticket.user_id) if ticket.user_id else None
        if user and user.disabled_at:
            raise void()
        return Invited(ticket, user)


def span_of(user: User) -> timedelta:
    """How long a link to come in holds: not long, where it stands in for a password."""
    return NEW_PASSWORD if user.password_hash else INVITATION


def void() -> Invalid:
    """The one answer to every link that does not hold, whatever the reason."""
    return Invalid("This link was used already, or is too old: ask for another one.", "link_void")
