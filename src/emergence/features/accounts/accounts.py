"""People come in by a link or with a password, and go. Everyone was let in by an admin; nobody lets themselves in."""

from dataclasses import replace
from datetime import datetime, timedelta

from ...domain.accounts import Identity, Role, User
from ...domain.jobs import Job
from ...domain.problems import NotFound, Unauthenticated
from ...ports.clock import Clock
from ...ports.passwords import Passwords
from ...ports.store import Store, Transaction
from .emails import tidy
from .links import Invited, Links
from .passphrase import accept, written
from .sessions import Sessions, SignedIn, Where
from .tries import Tries

KEPT = timedelta(days=30)
SWEEP_EVERY = timedelta(days=1)


class Accounts:
    """Without `tries` nobody is stopped who guesses: for loopback and benchmarks only."""

    def __init__(self, store: Store, clock: Clock, passwords: Passwords, sessions: Sessions, tries: Tries | None) -> None:
        self._store, self._clock, self._passwords, self._sessions, self._tries = store, clock, passwords, sessions, tries
        self._links = Links(store, clock)

    async def identify(self, token: str) -> Identity | None:
        """Who shows this token; None if nobody may come in with it any more."""
        return await self._sessions.identify(token)

    async def login(self, email: str, password: str, where: Where) -> SignedIn:
        """Come in with a password. Raises Unauthenticated, the same way for a wrong password and for nobody; TooMany."""
        email = email.strip(" ").lower()
        if self._tries:
            self._tries.count(email, where.address)
        async with self._store.read() as look:
            user = await look.users.find(email)
        right = await self._passwords.verify(user.password_hash if user else None, written(password))
        if user is None or not right:
            raise wrong()
        if self._tries:
            self._tries.right(email, where.address)
        async with self._store.begin() as tx:
            if await tx.users.find(email) != user:  # removed, or given another password while this one was compared
                raise wrong()
            return await self._sessions.begin(tx, user, where)

    async def check(self, secret: str) -> Invited:
        """Whom a one-time link is for, leaving it as it is. Raises Invalid."""
        return await self._links.open(secret)

    async def enter(self, secret: str, email: str | None, password: str, where: Where) -> SignedIn:
        """Come in by a one-time link and choose a password; the first admin says an e-mail as well. Raises Invalid.

        Whoever was in with the old password is out.
        """
        invited = await self._links.open(secret)
        address = invited.email or tidy(email or "")
        password_hash = await self._passwords.hash(accept(password, address))
        async with self._store.begin() as tx:
            invited = await self._links.use(tx, invited.ticket)
            user = await self._with_password(tx, invited.user or await self._first_admin(tx, address), password_hash)
            ended = await tx.sessions.revoke(user.id, self._clock.now())
            signed_in = await self._sessions.begin(tx, user, where)
        await self._sessions.tell_ended(ended)
        return signed_in

    async def logout(self, identity: Identity) -> None:
        """End this session, everywhere and at once."""
        await self._sessions.end(identity.user.id, identity.session.id)

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
        return user

    async def remove(self, email: str) -> None:
        """Forget a person and everything of theirs. Raises NotFound."""
        async with self._store.begin() as tx:
            user = await tx.users.find(tidy(email))
            if user is None:
                raise NotFound("There is nobody with this e-mail.", "user_not_found")
            ended = await tx.sessions.revoke(user.id, self._clock.now())
            await tx.users.remove(user.id)
        await self._sessions.tell_ended(ended)

    async def bind(self, live_id: str, user_id: str) -> bool:
        """Whether this live session, by its browser's name, is this person's: it becomes the first one's who asks."""
        async with self._store.begin() as tx:
            return await tx.sessions.bind(live_id, user_id, self._clock.now())

    async def sweep(self, _: Job) -> datetime:
        """Drop the sign-ins and links that ended long ago; recurs."""
        now = self._clock.now()
        async with self._store.begin() as tx:
            await tx.sessions.forget(now - KEPT)
            await tx.tickets.forget(now)
        return now + SWEEP_EVERY

    async def people(self) -> tuple[User, ...]:
        """Everyone who was let in, by e-mail."""
        async with self._store.read() as look:
            return await look.users.list()

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


def wrong() -> Unauthenticated:
    """The one answer to all who do not come in."""
    return Unauthenticated("E-mail or password is not right.", "bad_credentials")
