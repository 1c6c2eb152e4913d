"""People come in by a link or with a password, and go. Everyone was let in by an admin; nobody lets themselves in."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ...domain.accounts import Identity, Role, User
from ...domain.jobs import Job
from ...domain.problems import NotFound, Unauthenticated
from ...ports.clock import Clock
from ...ports.passwords import Passwords
from ...ports.store import Store, Transaction
from .devices import Devices
from .emails import tidy
from .factors import Factors
from .keys import PREFIX, Keys
from .links import COMING_IN, Invited, Links
from .passphrase import accept, written
from .sessions import Sessions, SignedIn
from .trail import Trail
from .tries import Tries
from .where import HERE, Where

KEPT = timedelta(days=30)
SWEEP_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Coming:
    """What somebody says who comes in by a one-time link."""

    secret: str
    password: str
    email: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Doors:
    """How one comes in: by a session, a personal key or a link, with a second factor; and how often one may try."""

    sessions: Sessions
    keys: Keys
    factors: Factors
    links: Links
    tries: Tries
    devices: Devices


class Accounts:
    """Coming in and going."""

    def __init__(self, store: Store, clock: Clock, passwords: Passwords, doors: Doors, trail: Trail) -> None:
        self._store, self._clock, self._passwords, self._trail = store, clock, passwords, trail
        self._sessions, self._keys, self._factors, self._tries = doors.sessions, doors.keys, doors.factors, doors.tries
        self._links, self._devices = doors.links, doors.devices

    async def identify(self, token: str) -> Identity | None:
        """Who shows this token or personal key; None if nobody may come in with it any more."""
        return await (self._keys if token.startswith(PREFIX) else self._sessions).identify(token)

    async def login(self, email: str, password: str, code: str | None, where: Where) -> SignedIn:
        """Come in with a password, and with a code where a second factor is set up.

        Raises Unauthenticated, the same way for a wrong password and for nobody, another way when a code is missing or wrong; TooMany.
        """
        email = email.strip(" ").lower()
        device = self._devices.known(where.device, email)
        await (self._tries.own(device) if device else self._tries.count(email, where.address))
        async with self._store.read() as look:
            user = await look.users.find(email)
        right = await self._passwords.verify(user.password_hash if user else None, written(password))
        if user is None or user.disabled_at or not right:
            await self._tries.wrong(where.address)
            await self._trail.refused("session.begin", where, None, email if user else None)  # of nobody as well: it takes as long
            raise wrong()
        signed_in = await self._let_in(user, code, where)
        await (self._tries.own_right(device) if device else self._tries.right(email))
        return signed_in

    def remembered(self, user: User) -> str:
        """What a browser shows the next time that this person has just come in with."""
        return self._devices.remembered(user.email)

    async def _let_in(self, user: User, code: str | None, where: Where) -> SignedIn:
        async with self._trail.watching("session.begin", where, user.email), self._store.begin() as tx:
            if await tx.users.hold(user.id) != user:  # removed, shut out, or given another password while this one was compared
                raise wrong()
            await self._factors.expect_at_sign_in(tx, user, code)
            await self._trail.note(tx, "session.begin", where, user)
            return await self._sessions.begin(tx, user, where)

    async def check(self, secret: str) -> Invited:
        """Whom a one-time link is for, leaving it as it is. Raises Invalid."""
        return await self._links.open(secret, *COMING_IN)

    async def enter(self, coming: Coming, where: Where) -> SignedIn:
        """Come in by a one-time link and choose a password; the first admin says an e-mail as well. Raises Invalid.

        Whoever was in before is out, programs as well. A second factor is asked for as at every sign-in: Unauthenticated.
        """
        invited = await self._links.open(coming.secret, *COMING_IN)
        address = invited.email or tidy(coming.email or "")
        if invited.user:
            await self._tries.own(invited.ticket.hash)
        password_hash = await self._passwords.hash(accept(coming.password, address))
        async with self._trail.watching("password.set", where, address), self._store.begin() as tx:
            invited = await self._links.use(tx, invited.ticket)
            if invited.user:
                await self._factors.expect_at_sign_in(tx, invited.user, coming.code)
            user = await self._with_password(tx, invited.user or await self._first_admin(tx, address), password_hash)
            ended = await anew(tx, user, self._clock.now())
            await self._trail.note(tx, "password.set", where, user)
            signed_in = await self._sessions.begin(tx, user, where)
        await self._sessions.tell_ended(ended)
        return signed_in

    async def logout(self, identity: Identity, where: Where) -> None:
        """End this session, everywhere and at once."""
        async with self._store.begin() as tx:
            ended = await tx.sessions.revoke(identity.user.id, self._clock.now(), session_id=identity.session.id)
            await self._trail.note(tx, "session.end", where, identity.user)
        await self._sessions.tell_ended(ended)

    async def first_admin_link(self, base_url: str) -> str | None:
        """A one-time link for the first admin, good for 15 minutes; None if there is an admin with a password."""
        return await self._links.first_admin(base_url)

    async def sign_in_link(self, email: str, base_url: str) -> str:
        """A one-time link for somebody who was let in. Raises NotFound."""
        return await self._links.sign_in(email, base_url)

    async def add(self, email: str, role: Role, password: str | None = None) -> User:
        """Let a person in. Raises Invalid, or Conflict if the e-mail is known."""
        email = tidy(email)
        password_hash = None if password is None else await self._passwords.hash(accept(password, email))
        user = User(self._clock.new_id(), email, role, self._clock.now(), password_hash)
        async with self._store.begin() as tx:
            await tx.users.add(user)
            await self._trail.note(tx, "user.add", HERE, None, email)
        return user

    async def remove(self, email: str) -> None:
        """Forget a person and everything of theirs. Raises NotFound."""
        async with self._store.begin() as tx:
            user = await self._known(tx, email)
            ended = await tx.sessions.revoke(user.id, self._clock.now())
            await tx.users.remove(user.id)
            await self._trail.note(tx, "user.remove", HERE, None, user.email)
        await self._sessions.tell_ended(ended)

    async def unlink(self, email: str) -> None:
        """Forget who a person is at other issuers, and end their sessions; the next sign-in there links anew. Raises NotFound."""
        async with self._store.begin() as tx:
            user = await self._known(tx, email)
            await tx.outsides.unlink(user.id)
            ended = await tx.sessions.revoke(user.id, self._clock.now())
            await self._trail.note(tx, "identity.unlink", HERE, None, user.email)
        await self._sessions.tell_ended(ended)

    async def bind(self, live_id: str, user_id: str) -> bool:
        """Whether this live session, by its browser's name, is this person's: it becomes the first one's who asks."""
        async with self._store.begin() as tx:
            return await tx.live_sessions.bind(live_id, user_id, self._clock.now())

    async def sweep(self, _: Job) -> datetime:
        """Drop the sign-ins and links that ended long ago; recurs."""
        now = self._clock.now()
        async with self._store.begin() as tx:
            await tx.sessions.forget(now - KEPT)
            await tx.live_sessions.forget(now - KEPT)
            await tx.tickets.forget(now)
        return now + SWEEP_EVERY

    async def people(self) -> tuple[User, ...]:
        """Everyone who was let in, by e-mail."""
        async with self._store.read() as look:
            return await look.users.list()

    async def _known(self, tx: Transaction, email: str) -> User:
        user = await tx.users.find(tidy(email))
        if user is None:
            raise NotFound("There is nobody with this e-mail.", "user_not_found")
        return user

    async def _first_admin(self, tx: Transaction, email: str) -> User:
        user = await tx.users.find(email)
        if user is None:
            user = User(self._clock.new_id(), email, "admin", self._clock.now())
            await tx.users.add(user)
        await tx.users.set_role(user.id, "admin")
        return replace(user, role="admin")

    async def _with_password(self, tx: Transaction, user: User, password_hash: str) -> User:
        await tx.users.set_password(user.id, password_hash)
        return replace(user, password_hash=password_hash)


async def anew(tx: Transaction, user: User, now: datetime) -> tuple[str, ...]:
    """End all that let anybody in as this person before: sessions, personal keys, links. Answers which sessions and keys ended."""
    await tx.tickets.void(user.id)
    return await tx.sessions.revoke(user.id, now) + await tx.api_keys.revoke(user.id, now)


def wrong() -> Unauthenticated:
    """The one answer to all who do not come in."""
    return Unauthenticated("E-mail or password is not right.", "bad_credentials")
