"""What nobody does with a session alone, for it may be stolen: whoever has a password shows that they know it."""

from dataclasses import dataclass

from ...domain.accounts import Identity
from ...domain.problems import Forbidden
from ...ports.passwords import Passwords
from .passphrase import written
from .trail import Trail
from .tries import Tries
from .where import Where


@dataclass(frozen=True, slots=True)
class Proof:
    """Compares passwords, so many times a session."""

    passwords: Passwords
    tries: Tries
    trail: Trail

    async def expect(self, password: str, mine: Identity, where: Where, action: str) -> None:
        """Raises Forbidden for a wrong password, which is written down as `action` refused, and TooMany."""
        await self.tries.own(mine.session.id)
        if not await self.passwords.verify(mine.user.password_hash, written(password)):
            await self.tries.wrong(where.address)
            await self.trail.refused(action, where, mine.user)
            raise Forbidden("This is not your password.", "wrong_password")
        await self.tries.own_right(mine.session.id)
