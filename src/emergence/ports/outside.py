"""An issuer of identities: somebody else who knows people, and vouches for them when they sign in there."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom an issuer vouches for: in its own words by `subject`, which never changes, and by an e-mail, which may.

    `email` is as the issuer writes it, None if it says nothing that could be one; it proves nothing unless `verified`.
    """

    issuer: str
    subject: str
    email: str | None
    verified: bool


class Issuer(Protocol):
    """Nothing that an issuer says is believed before it has been checked. Every answer comes within seconds, or is Unavailable."""

    @property
    def name(self) -> str:
        """What it calls itself; identities are linked under this name."""

    async def address(self, state: str, nonce: str, challenge: str) -> str:
        """Where to send a browser, so that somebody signs in there and is sent back with a code and the same `state`.

        `challenge` is the SHA-256 of the verifier (RFC 7636, S256). Raises Unavailable.
        """

    async def exchange(self, code: str, nonce: str, verifier: str) -> Vouched:
        """Whom a code is for. A code is good once, with the verifier and the nonce of the sign-in that it belongs to.

        Raises Unauthenticated if the issuer does not take the code, or if what it answers is not signed by it, not for
        this product, not of this sign-in or not of this time; Unavailable if it answers nothing that can be understood.
        """
