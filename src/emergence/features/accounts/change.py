"""Another password: by who knows the present one, or by a link in a letter to who does not."""

from dataclasses import replace

from ...domain.accounts import Identity, User
from ...domain.problems import TooMany, Unauthenticated
from ...ports.clock import Clock
from ...ports.limits import Rate
from ...ports.passwords import Passwords
from ...ports.store import Store, Transaction
from .accounts import Doors, anew
from .passphrase import accept
from .post import Post
from .proof import Proof
from .sessions import SignedIn
from .standing import stand
from .trail import Trail
from .tries import key_of, network
from .where import Where

LETTERS_TO_ONE = Rate("letters to one person", 3, 3600)
LETTERS_FROM_AN_ADDRESS = Rate("letters asked for from an address", 20, 3600)


class PasswordChange:
    """Whatever way, whoever else is in with the old password is out, and the person is told."""

    def __init__(self, store: Store, clock: Clock, passwords: Passwords, doors: Doors, post: Post, trail: Trail) -> None:
        self._store, self._clock, self._passwords, self._post, self._trail = store, clock, passwords, post, trail
        self._proof = Proof(passwords, doors.tries, trail)
        self._sessions, self._factors, self._links, self._tries = doors.sessions, doors.factors, doors.links, doors.tries

    async def change(self, mine: Identity, current: str, new: str, where: Where) -> SignedIn:
        """Another password for me, and another session in place of all I had. Raises Forbidden for a wrong one, Invalid, TooMany."""
        await self._proof.expect(current, mine, where, "password.change")
        password_hash = await self._passwords.hash(accept(new, mine.user.email))
        async with self._store.begin() as tx:
            user = await stand(tx, mine)
            await self._set(tx, user, password_hash, where)
            await tx.tickets.void(user.id)
            ended = await tx.sessions.revoke(user.id, self._clock.now())
            if mine.session.id not in ended:  # it was ended in this very moment
                raise Unauthenticated("Please sign in.")
            await self._trail.note(tx, "password.change", where, user)
            signed_in = await self._sessions.begin(tx, replace(user, password_hash=password_hash), where)
        await self._told(ended)
        return signed_in

    async def ask(self, email: str, where: Where) -> None:
        """Have a letter sent with a link to choose another password. Says nothing of whether there is such a person. Raises TooMany."""
        email = email.strip(" ").lower()
        if self._tries.limits:
            if wait := await self._tries.limits.take(LETTERS_FROM_AN_ADDRESS, network(where.address)):
                raise TooMany("Too many letters were asked for; please wait.", retry_after=wait)
            if await self._tries.limits.take(LETTERS_TO_ONE, key_of(email)):
                return
        async with self._store.begin() as tx:
            await self._post.later(tx, "reset", email, where.language)
        await self._post.ring()

    async def check(self, secret: str) -> str:
        """Whose password a link is for, leaving it as it is. Raises Invalid."""
        return (await self._links.open(secret, "reset")).person.email

    async def reset(self, secret: str, password: str, code: str | None, where: Where) -> None:
        """Choose another password by a link, to sign in with it then; personal keys end as well.

        Raises Invalid, TooMany, Unauthenticated where a code is missing.
        """
        invited = await self._links.open(secret, "reset")
        user = invited.person
        await self._tries.own(invited.ticket.hash)
        password_hash = await self._passwords.hash(accept(password, user.email))
        async with self._trail.watching("password.reset", where, user.email), self._store.begin() as tx:
            await self._links.use(tx, invited.ticket)
            await self._factors.expect_at_sign_in(tx, user, code)
            await self._set(tx, user, password_hash, where)
            ended = await anew(tx, user, self._clock.now())
            await self._trail.note(tx, "password.reset", where, user)
        await self._told(ended)

    async def _set(self, tx: Transaction, user: User, password_hash: str, where: Where) -> None:
        await tx.users.set_password(user.id, password_hash)
        await self._post.later(tx, "password_changed", user.email, where.language)

    async def _told(self, ended: tuple[str, ...]) -> None:
        await self._sessions.tell_ended(ended)
        await self._post.ring()
