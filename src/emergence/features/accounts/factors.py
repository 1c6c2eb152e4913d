"""The second factor: time-based codes (RFC 6238) of an authenticator, and recovery codes for when it is lost."""

import hmac
import secrets
from dataclasses import dataclass

import pyotp

from ...domain.accounts import Factor, Identity, User
from ...domain.problems import Conflict, Forbidden, Invalid, Unauthenticated
from ...ports.clock import Clock
from ...ports.seals import Seals
from ...ports.store import Store, Transaction
from .hashes import hash_of
from .letters import Kind
from .post import Post
from .proof import Proof
from .standing import stand
from .trail import Trail
from .tries import Tries
from .where import Where

ISSUER = "ÉMERGENCE"
STEP_SECONDS = 30
STEPS_AROUND = (0, -1, 1)
CODES = 10
SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"
PARTS, PART = 4, 4
MISTAKEN = str.maketrans("l1", "ii")


@dataclass(frozen=True, slots=True)
class Setup:
    """What an authenticator needs to know: the secret, and the same as an address to be shown as a QR code."""

    secret: str
    uri: str


@dataclass(frozen=True, slots=True)
class FactorState:
    """Whether codes are asked for at sign-in, and how many recovery codes are left."""

    enabled: bool
    codes_left: int


@dataclass(frozen=True, slots=True)
class Factors:
    """A factor counts once a code has confirmed it. A code is good once."""

    store: Store
    clock: Clock
    seals: Seals
    trail: Trail
    post: Post
    tries: Tries
    proof: Proof

    async def state(self, mine: Identity) -> FactorState:
        """How it stands with mine."""
        async with self.store.read() as look:
            factor = await look.factors.find(mine.user.id)
            return FactorState(bool(factor and factor.confirmed_at), await look.factors.codes_left(mine.user.id))

    async def start(self, password: str, mine: Identity, where: Where) -> Setup:
        """A new secret, which waits to be confirmed; asked for by the password, if there is one.

        Raises Conflict if there is a factor already, Forbidden for a wrong password, TooMany.
        """
        if mine.user.password_hash:
            await self.proof.expect(password, mine, where, "factor.enable")
        secret = pyotp.random_base32()
        async with self.store.begin() as tx:
            await stand(tx, mine)
            await tx.factors.begin(Factor(mine.user.id, self.seals.seal(secret), self.clock.now()))
        return Setup(secret, pyotp.TOTP(secret).provisioning_uri(name=mine.user.email, issuer_name=ISSUER))

    async def confirm(self, code: str, mine: Identity, where: Where) -> tuple[str, ...]:
        """The factor counts from now on; answers the recovery codes, which are shown this once. Raises Invalid, Conflict."""
        codes = tuple(new_code() for _ in range(CODES))
        async with self.store.begin() as tx:
            await stand(tx, mine)
            factor = await tx.factors.find(mine.user.id)
            if factor is None or factor.confirmed_at:
                raise Conflict("There is no second factor that waits to be confirmed.", "no_factor_waits")
            if not await self._use_step(tx, factor, code):
                raise wrong_code()
            await tx.factors.set_codes(mine.user.id, kept(codes))
            await self._tell(tx, "factor_enabled", mine, where)
            await self.trail.note(tx, "factor.enable", where, mine.user)
        await self.post.ring()
        return codes

    async def renew_codes(self, code: str, mine: Identity, where: Where) -> tuple[str, ...]:
        """New recovery codes; the old ones are void. Raises Forbidden for a wrong code, TooMany."""
        codes = tuple(new_code() for _ in range(CODES))
        await self.tries.own(mine.session.id)
        async with self.store.begin() as tx:
            await self.expect(tx, await stand(tx, mine), code)
            await tx.factors.set_codes(mine.user.id, kept(codes))
            await self.trail.note(tx, "factor.codes", where, mine.user)
        await self.tries.own_right(mine.session.id)
        return codes

    async def disable(self, code: str, mine: Identity, where: Where) -> None:
        """No codes are asked for any more. Raises Forbidden for a wrong code, TooMany."""
        await self.tries.own(mine.session.id)
        async with self.store.begin() as tx:
            await self.expect(tx, await stand(tx, mine), code)
            await tx.factors.remove(mine.user.id)
            await self._tell(tx, "factor_disabled", mine, where)
            await self.trail.note(tx, "factor.disable", where, mine.user)
        await self.tries.own_right(mine.session.id)
        await self.post.ring()

    async def expect_at_sign_in(self, tx: Transaction, user: User, code: str | None) -> None:
        """Raises Unauthenticated where a code must be shown and none is, or one that is no good."""
        factor = await tx.factors.find(user.id)
        if factor is None or factor.confirmed_at is None:
            return
        if not code:
            raise Unauthenticated("A code of the second factor is needed as well.", "code_needed")
        if not await self.accept(tx, user, code):
            raise Unauthenticated("This code is not right, or was used already.", "wrong_code")

    async def accept(self, tx: Transaction, user: User, code: str) -> bool:
        """Use a code up, of the authenticator or a recovery code; False if it is no good."""
        factor = await tx.factors.find(user.id)
        if factor is None or factor.confirmed_at is None:
            return False
        return await self._use_step(tx, factor, code) or await tx.factors.use_code(user.id, hash_of(readable(code)))

    async def expect(self, tx: Transaction, user: User, code: str) -> None:
        """Raises Forbidden if the code is no good."""
        if not await self.accept(tx, user, code):
            raise Forbidden("This code is not right.", "wrong_code")

    async def _tell(self, tx: Transaction, kind: Kind, mine: Identity, where: Where) -> None:
        await self.post.later(tx, kind, mine.user.email, where.language)

    async def _use_step(self, tx: Transaction, factor: Factor, code: str) -> bool:
        now = self.clock.now()
        totp = pyotp.TOTP(self.seals.open(factor.sealed_secret))
        current = int(now.timestamp()) // STEP_SECONDS
        fits = [step for around in STEPS_AROUND if same(totp.generate_otp(step := current + around), plain(code))]
        return bool(fits) and await tx.factors.use_step(factor.user_id, fits[0], now)


def new_code() -> str:
    """A recovery code of 80 bits, in signs that nobody confuses: who reads what is kept of it cannot find it by trying."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(PART)) for _ in range(PARTS))


def kept(codes: tuple[str, ...]) -> tuple[str, ...]:
    """What is kept of recovery codes."""
    return tuple(hash_of(readable(code)) for code in codes)


def readable(code: str) -> str:
    """A recovery code however it was read: no sign of it is an l or a 1."""
    return plain(code).translate(MISTAKEN)


def plain(code: str) -> str:
    """A code as people type it, without what separates."""
    return "".join(sign for sign in code.lower() if sign.isalnum())


def same(one: str, other: str) -> bool:
    """Whether they are the same, in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def wrong_code() -> Invalid:
    """What is said of a code that does not fit when a factor is set up."""
    return Invalid("This code is not right: check the clock of the device.", "wrong_code")
