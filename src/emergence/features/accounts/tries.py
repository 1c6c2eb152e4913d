"""How often one may try a password: for one account, and from one address."""

import hashlib
from ipaddress import IPv6Address, ip_address, ip_network

from ...ports.clock import Clock
from .limiter import Limiter

SECONDS = 300
FOR_AN_ACCOUNT = 5
FROM_AN_ADDRESS = 30


class Tries:
    """Counted whether or not there is such an account, so that nothing is learned from being stopped."""

    def __init__(self, clock: Clock) -> None:
        self._accounts = Limiter(clock, FOR_AN_ACCOUNT, SECONDS)
        self._addresses = Limiter(clock, FROM_AN_ADDRESS, SECONDS)

    def count(self, email: str, address: str) -> None:
        """One more try. Raises TooMany."""
        self._addresses.count(network(address))
        self._accounts.count(key_of(email))

    def right(self, email: str, address: str) -> None:
        """It was the right password: this account begins anew, and the address is not blamed."""
        self._addresses.forgive(network(address))
        self._accounts.forget(key_of(email))


def key_of(email: str) -> str:
    """A short name for any e-mail, however long."""
    return hashlib.sha256(email.casefold().encode()).hexdigest()


def network(address: str) -> str:
    """Who is behind an address: in IPv6, one home has a whole network of them."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)
