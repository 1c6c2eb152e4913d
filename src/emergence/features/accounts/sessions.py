"""Sessions: begun at sign-in, found again at every request, ended at once everywhere."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from ...domain.accounts import Identity, Session, User
from ...domain.problems import Problem
from ...ports.bus import CONTROL, Bus, SessionRevoked
from ...ports.clock import Clock
from ...ports.store import Store, Transaction
from ...ports.tokens import Tokens
from .memo import Memo
from .where import Where

TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Spans:
    """How long a sign-in lasts, and how long one that is not used does."""

    longest: timedelta
    idle: timedelta


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody has just come in: who, and the token that shows it."""

    identity: Identity
    token: str


class Sessions:
    """The row decides; a memo of at most a second stands before it, and is corrected at once by what ends here."""

    def __init__(self, store: Store, bus: Bus, clock: Clock, tokens: Tokens, spans: Spans) -> None:
        self._store, self._bus, self._clock, self._tokens, self._spans = store, bus, clock, tokens, spans
        self._memo = Memo()

    async def begin(self, tx: Transaction, user: User, where: Where) -> SignedIn:
        """A new session for this person, in the transaction that lets them in."""
        now = self._clock.now()
        session = Session(
            id=self._clock.new_id(),
            user_id=user.id,
            created_at=now,
            seen_at=now,
            idle_until=min(now + self._spans.idle, now + self._spans.longest),
            ends_at=now + self._spans.longest,
            address=where.address,
            user_agent=where.user_agent,
        )
        await tx.sessions.add(session)
        return SignedIn(Identity(user, session), self._tokens.write(session))

    async def identify(self, token: str) -> Identity | None:
        """Who shows this token; None if nobody may come in with it any more."""
        session_id = self._tokens.read(token)
        if session_id is None:
            return None
        known = self._memo.find(session_id, self._clock.monotonic()) or await self._look_up(session_id)
        return known if known and known.session.holds(self._clock.now()) else None

    async def tell_ended(self, session_ids: tuple[str, ...]) -> None:
        """These sessions have been ended: nobody holds on to them any longer."""
        self._memo.forget(*session_ids)
        if session_ids:
            await self._bus.publish(CONTROL, SessionRevoked(session_ids=session_ids))

    def look_again(self, *session_ids: str) -> None:
        """Something about who these belong to has changed: the row is asked before they are let in again."""
        self._memo.forget(*session_ids)

    async def _look_up(self, session_id: str) -> Identity | None:
        forgotten = self._memo.forgotten
        async with self._store.read() as look:
            found = await look.sessions.identify(session_id)
        if found is None or found.user.disabled_at or not found.session.holds(self._clock.now()):
            return None
        found = await self._seen(found)
        self._memo.keep(found, self._clock.monotonic(), forgotten)
        return found

    async def _seen(self, identity: Identity) -> Identity:
        now, session = self._clock.now(), identity.session
        if now - session.seen_at < TOUCH_EVERY:
            return identity
        until = min(now + self._spans.idle, session.ends_at)
        with suppress(Problem):  # a store that cannot be written to can still be read by who is in
            async with self._store.begin() as tx:
                await tx.sessions.touch(session.id, now, until)
        return replace(identity, session=replace(session, seen_at=now, idle_until=until))
