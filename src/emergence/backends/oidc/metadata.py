"""What an issuer tells of itself: where it is asked what (OpenID Connect Discovery), and the keys that it signs with (RFC 7517)."""

from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from ...ports.clock import Clock
from .channel import Channel, unavailable
from .client import Client

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)
KEPT_SECONDS = 3600.0
BASIC = "client_secret_basic"


class Metadata(BaseModel):
    """The part of a discovery document that is needed here."""

    model_config = ConfigDict(frozen=True)
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    token_endpoint_auth_methods_supported: tuple[str, ...] = (BASIC,)

    @property
    def addresses(self) -> tuple[str, ...]:
        """All that people or secrets are sent to."""
        every = self.authorization_endpoint, self.token_endpoint, self.jwks_uri, self.userinfo_endpoint
        return tuple(address for address in every if address)


class KeySet(BaseModel):
    """Keys as they are published; one of a kind that we do not know is no reason to refuse the others."""

    keys: tuple[dict[str, Any], ...]


class Kept(Generic[T]):
    """Something that was read, for an hour."""

    def __init__(self, read: Callable[[], Awaitable[T]], clock: Clock) -> None:
        self._read, self._clock = read, clock
        self._kept: tuple[T, float] | None = None

    @property
    def known(self) -> T | None:
        """What was read, if it is not too old."""
        return self._kept[0] if self._kept and self._clock.monotonic() < self._kept[1] else None

    async def read(self) -> T:
        """Read it anew."""
        found = await self._read()
        self._kept = found, self._clock.monotonic() + KEPT_SECONDS
        return found


class Directory:
    """What is known of the issuer; asked for when it is first needed."""

    def __init__(self, client: Client, channel: Channel, clock: Clock) -> None:
        self._client, self._channel = client, channel
        self._metadata, self.keys = Kept(self._discover, clock), Kept(self._fetch_keys, clock)

    async def metadata(self) -> Metadata:
        return self._metadata.known or await self._metadata.read()

    async def _discover(self) -> Metadata:
        body = await self._channel.get(f"{self._client.issuer.rstrip('/')}/.well-known/openid-configuration")
        found = parsed(Metadata, body)
        if found.issuer != self._client.issuer:
            raise unavailable("calls itself otherwise than OIDC_ISSUER says")
        if not all(map(self._client.trusts, found.addresses)):
            raise unavailable("names an address that is not https")
        return found

    async def _fetch_keys(self) -> KeySet:
        return parsed(KeySet, await self._channel.get((await self.metadata()).jwks_uri))


def parsed(model: type[M], body: bytes) -> M:
    """The body as this. Raises Unavailable for what is something else."""
    try:
        return model.model_validate_json(body)
    except ValidationError:
        raise unavailable(f"answered something that is no {model.__name__}") from None
