"""Coming in without a password, while the product is being worked on. Exists only with AUTH_DEV_MODE, which loopback alone allows."""

from datetime import timedelta

from ...domain.accounts import Identity, Role, Session, User
from ...ports.clock import Clock
from ...ports.store import Store
from .emails import tidy
from .sessions import Sessions, SignedIn
from .trail import Trail
from .where import Where

DAY = timedelta(days=1)


class DevDoor:
    """Whoever says an e-mail is that person, and is let in first if nobody is."""

    def __init__(self, store: Store, clock: Clock, sessions: Sessions, trail: Trail) -> None:
        self._store, self._clock, self._sessions, self._trail = store, clock, sessions, trail

    async def login(self, email: str, role: Role, where: Where) -> SignedIn:
        """Come in as this person. Raises Invalid for what is no e-mail."""
        email = tidy(email)
        async with self._store.begin() as tx:
            user = await tx.users.find(email)
            if user is None:
                user = User(self._clock.new_id(), email, role, self._clock.now())
                await tx.users.add(user)
            await self._trail.note(tx, "session.begin.dev", where, user)
            return await self._sessions.begin(tx, user, where)

    async def identify(self, email: str) -> Identity | None:
        """The person with this e-mail, for one request and without a session; None if nobody has it."""
        async with self._store.read() as look:
            user = await look.users.find(email)
        if user is None or user.disabled_at:
            return None
        now = self._clock.now()
        return Identity(user, Session("dev", user.id, now, now, now + DAY, now + DAY, "", "x-dev-bypass"))
