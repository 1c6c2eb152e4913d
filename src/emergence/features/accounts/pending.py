"""A sign-in at another issuer while it is under way: the browser carries it, sealed, and nothing of it is kept here."""

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Self

from ...domain.problems import Problem
from ...ports.seals import Seals

SPAN = timedelta(minutes=10)
LONGEST = 1024
PURPOSE = "sign-in elsewhere"


@dataclass(frozen=True, slots=True)
class Pending:
    """`state` ties the answer to this browser, `nonce` the issuer's word to this sign-in, and `verifier` the code to us."""

    state: str
    nonce: str
    verifier: str
    until: float
    purpose: str = PURPOSE

    @classmethod
    def begin(cls, now: datetime) -> Self:
        """A new one, which nobody can guess."""
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(32), (now + SPAN).timestamp())

    @classmethod
    def opened(cls, sealed: str, seals: Seals) -> Self | None:
        """What was sealed; None if it was not sealed here, or not as this."""
        if len(sealed) > LONGEST:
            return None
        try:
            found = cls(**json.loads(seals.open(sealed)))
        except (Problem, ValueError, TypeError):
            return None
        return found if found.purpose == PURPOSE else None

    def sealed(self, seals: Seals) -> str:
        """For the browser to remember."""
        return seals.seal(json.dumps(asdict(self)))

    def fits(self, state: str, now: datetime) -> bool:
        """Whether it is this one that has come back, and in time."""
        return hmac.compare_digest(self.state.encode(), state.encode()) and now.timestamp() < self.until

    @property
    def challenge(self) -> str:
        """What the issuer is told of the verifier (RFC 7636, S256)."""
        return urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).decode().rstrip("=")
