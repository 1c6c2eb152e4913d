"""An issuer of identities by its address: OpenID Connect, found out about by discovery."""

from contextlib import AbstractAsyncContextManager

from ...ports.clock import Clock
from ...ports.outside import Issuer
from .client import Client


def open_issuer(client: Client, clock: Clock) -> AbstractAsyncContextManager[Issuer]:
    """The issuer that this client is registered with. Nothing is asked of it before somebody signs in."""
    from .issuer import OidcIssuer

    return OidcIssuer.open(client, clock)
