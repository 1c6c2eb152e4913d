"""How often one may try a password: for one account, and from one address."""

import hashlib
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from ...domain.problems import TooMany
from ...ports.limits import Limits, Rate

FOR_AN_ACCOUNT = Rate("password of an account", 5, 300)
OF_ONES_OWN = Rate("secrets tried by who is in, or holds a link", 5, 300)
FROM_AN_ADDRESS = Rate("passwords from an address", 30, 300)


@dataclass(frozen=True, slots=True)
class Tries:
    """Counted whether or not there is such an account, so that nothing is learned from being stopped.

    Without `limits` nobody is stopped who guesses: for loopback and benchmarks only.
    """

    limits: Limits | None

    async def count(self, email: str, address: str) -> None:
        """One more try at this account. Raises TooMany, also when too many from this address were wrong."""
        await self.expect(address)
        if self.limits:
            expect(await self.limits.take(FOR_AN_ACCOUNT, key_of(email)))

    async def own(self, name: str) -> None:
        """One more try in this session, or with this link. Nobody else can use these up. Raises TooMany."""
        if self.limits:
            expect(await self.limits.take(OF_ONES_OWN, name))

    async def own_right(self, name: str) -> None:
        """It was right: this session begins anew."""
        if self.limits:
            await self.limits.clear(OF_ONES_OWN, name)

    async def expect(self, address: str) -> None:
        """Raises TooMany if too many from this address were wrong."""
        if self.limits:
            expect(await self.limits.wait(FROM_AN_ADDRESS, network(address)))

    async def wrong(self, address: str) -> None:
        """It was not right: this address is to blame."""
        if self.limits:
            await self.limits.take(FROM_AN_ADDRESS, network(address))

    async def right(self, email: str) -> None:
        """It was right: this account begins anew."""
        if self.limits:
            await self.limits.clear(FOR_AN_ACCOUNT, key_of(email))


def expect(wait: float) -> None:
    """Raises TooMany if one must wait."""
    if wait:
        raise TooMany("Too many tries; please wait before the next one.", retry_after=max(1.0, wait))


def key_of(email: str) -> str:
    """A short name for any e-mail, however long."""
    return hashlib.sha256(email.casefold().encode()).hexdigest()


def network(address: str) -> str:
    """Who is behind an address: in IPv6, one home has a whole network of them."""
    return within(address, 32, 64)


def neighbourhood(address: str) -> str:
    """About where an address is, for whom it does not concern exactly."""
    return within(address, 24, 48)


def within(address: str, bits: int, bits6: int) -> str:
    """The network of so many bits that an address is in; what is none stays as it is."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):  # a socket for both families writes IPv4 so: ::ffff:192.0.2.1
        parsed = parsed.ipv4_mapped or parsed
    length = bits6 if isinstance(parsed, IPv6Address) else bits
    return str(parsed if length == parsed.max_prefixlen else ip_network((int(parsed), length), strict=False))
