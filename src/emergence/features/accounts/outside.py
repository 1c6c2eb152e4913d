"""Coming in by somebody else's word: an issuer of identities says who it is, the allowlist decides whether they may."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from ...domain.accounts import Outside, User
from ...domain.problems import Conflict, Forbidden, Invalid, TooMany, Unauthenticated
from ...ports.clock import Clock
from ...ports.outside import Issuer, Vouched
from ...ports.seals import Seals
from ...ports.store import Store, Transaction
from .emails import tidy
from .pending import Pending
from .post import Post
from .sessions import Sessions, SignedIn
from .trail import Trail
from .tries import Tries
from .where import Where

AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send the browser, and what it must remember, and tell nobody, until it is back."""

    address: str
    remembered: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What a browser comes back with: what the issuer gave it, and what it remembers. Empty is what it does not say.

    `issuer` is who says that it gave it (RFC 9207), where that is said.
    """

    code: str
    state: str
    issuer: str
    remembered: str


@dataclass(frozen=True, slots=True)
class OutsideSignIn:
    """At the first sign-in an identity is linked to the person with its e-mail; from then on the link alone says who it is.

    Nobody is linked to two identities of one issuer: whoever is given an e-mail there that was somebody else's is not them.
    A second factor is the issuer's business. `title` is what people call the issuer.
    """

    title: str
    issuer: Issuer
    store: Store
    clock: Clock
    seals: Seals
    sessions: Sessions
    tries: Tries
    trail: Trail
    post: Post
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def begin(self) -> Begun:
        """Send somebody to the issuer. Raises Unavailable, TooMany."""
        pending = Pending.begin(self.clock.now())
        async with self._place():
            address = await self.issuer.address(pending.state, pending.nonce, pending.challenge)
        return Begun(address, pending.sealed(self.seals))

    async def finish(self, returned: Returned, where: Where) -> SignedIn:
        """Let in whoever is back, if they may. Raises Invalid for a sign-in that is not this browser's or too old, Unauthenticated,
        Forbidden, Conflict, Unavailable, TooMany."""
        pending = Pending.opened(returned.remembered, self.seals)
        if pending is None or not pending.fits(returned.state, self.clock.now()):
            raise Invalid("This sign-in did not begin in this browser, or took too long: try again.", "outside_expired")
        if not returned.code or returned.issuer not in {"", self.issuer.name}:
            raise Unauthenticated(f"{self.title} did not say who you are.", "outside_refused")
        await self.tries.expect(where.address)
        vouched = await self._vouched(returned.code, pending, where)
        try:
            signed_in = await self._let_in(vouched, where)
        except (Forbidden, Conflict) as problem:
            await self.tries.wrong(where.address)
            await self.trail.refused("session.begin", where, None, (vouched.email or vouched.subject).lower(), problem.code)
            raise
        await self.post.ring()
        return signed_in

    async def _vouched(self, code: str, pending: Pending, where: Where) -> Vouched:
        try:
            async with self._place():
                return await self.issuer.exchange(code, pending.nonce, pending.verifier)
        except Unauthenticated as problem:
            await self.tries.wrong(where.address)
            await self.trail.refused("session.begin", where, None, self.issuer.name, problem.code)
            raise

    async def _let_in(self, vouched: Vouched, where: Where) -> SignedIn:
        async with self.store.begin() as tx:
            found = await tx.outsides.find(vouched.issuer, vouched.subject) or await self._link(tx, vouched, where)
            user = await tx.users.hold(found.id)
            if user is None or user.disabled_at:
                raise not_allowed()
            await self.trail.note(tx, "session.begin", where, user, vouched.issuer)
            return await self.sessions.begin(tx, user, where)

    async def _link(self, tx: Transaction, vouched: Vouched, where: Where) -> User:
        if not vouched.verified or not vouched.email:
            raise Forbidden(f"{self.title} has not verified your e-mail address.", "email_not_verified")
        user = await tx.users.find(tidied(vouched.email))
        if user is None or user.disabled_at:
            raise not_allowed()
        outside = Outside(vouched.issuer, vouched.subject, user.id, self.clock.now())
        await tx.outsides.link(outside)
        await self.trail.note(tx, "identity.link", where, user, vouched.issuer)
        if user.password_hash:
            await self.post.later(tx, "identity_linked", user.email, where.language)
        return user

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        if self.places.locked():
            raise TooMany("Too many people are signing in now; please try again in a moment.", "outside_busy", retry_after=5)
        async with self.places:
            yield


def tidied(email: str) -> str:
    """The address as it is kept. Raises Forbidden for what is none: nobody was let in with it."""
    try:
        return tidy(email)
    except Invalid:
        raise not_allowed() from None


def not_allowed() -> Forbidden:
    """The one answer to whom no admin lets in, known or not."""
    return Forbidden("You have not been let in here: ask an administrator.", "not_allowed")
