"""What this product is to an issuer: a client with an id and a secret, and one address where people are sent back to."""

from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Client:
    """As it is registered with the issuer."""

    issuer: str
    id: str
    secret: str = field(repr=False)
    redirect_uri: str

    @property
    def basic(self) -> str:
        """Id and secret as a header (RFC 6749, 2.3.1: written as in a form, first)."""
        return f"Basic {b64encode(f'{quote_plus(self.id)}:{quote_plus(self.secret)}'.encode()).decode()}"

    @property
    def nearby(self) -> bool:
        """Whether the issuer is on this machine: only then is it believed over plain http, and never asked through a proxy."""
        return urlsplit(self.issuer).hostname in LOOPBACK

    def trusts(self, address: str) -> bool:
        """Whether this is an address that secrets may be sent to."""
        try:
            parts = urlsplit(address)
            known = parts.port is None or parts.port > 0
        except ValueError:
            return False
        if not known or not parts.hostname or parts.username is not None or parts.fragment:
            return False
        return parts.scheme == "https" or (parts.scheme == "http" and self.nearby and parts.hostname in LOOPBACK)
