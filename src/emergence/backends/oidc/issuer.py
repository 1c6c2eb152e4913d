"""OpenID Connect as a relying party: the authorization code flow with PKCE, state and nonce."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self
from urllib.parse import urlencode

from pydantic import BaseModel

from ...domain.problems import Unauthenticated
from ...ports.clock import Clock
from ...ports.outside import Vouched
from .channel import Channel, session, unavailable
from .client import Client
from .identity import EMAIL_LENGTH, Claims, check, fitting, is_text, refused, signed_with, verified
from .metadata import BASIC, Directory, Metadata, parsed

LONGEST_SECONDS = 10.0
SCOPE = "openid email"
ABOUT_EMAIL = frozenset({"email", "email_verified"})
WORDS = frozenset({"invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope"})


class Tokens(BaseModel):
    """What a code is exchanged for."""

    id_token: str
    access_token: str = ""


class Refusal(BaseModel):
    """Why it is not (RFC 6749, 5.2)."""

    error: str


class UserInfo(BaseModel):
    """What an issuer says of somebody outside of the identity token."""

    sub: str
    email: Any = None
    email_verified: Any = None


class OidcIssuer:
    def __init__(self, client: Client, channel: Channel, clock: Clock) -> None:
        self._client, self._channel, self._clock = client, channel, clock
        self._directory = Directory(client, channel, clock)

    @classmethod
    @asynccontextmanager
    async def open(cls, client: Client, clock: Clock) -> AsyncIterator[Self]:
        async with session(client.nearby) as http:
            yield cls(client, Channel(http), clock)

    @property
    def name(self) -> str:
        return self._client.issuer

    async def address(self, state: str, nonce: str, challenge: str) -> str:
        asked = {
            "response_type": "code",
            "client_id": self._client.id,
            "redirect_uri": self._client.redirect_uri,
            "scope": SCOPE,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        where = (await self._directory.metadata()).authorization_endpoint
        return f"{where}{'&' if '?' in where else '?'}{urlencode(asked)}"

    async def exchange(self, code: str, nonce: str, verifier: str) -> Vouched:
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                metadata = await self._directory.metadata()
                tokens = await self._redeem(metadata, code, verifier)
                claims = await self._believed(tokens.id_token, nonce)
                return vouched(claims, await self._about_email(metadata, tokens, claims))
        except TimeoutError:
            raise unavailable("did not answer in time") from None

    async def _redeem(self, metadata: Metadata, code: str, verifier: str) -> Tokens:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._client.redirect_uri, "code_verifier": verifier}
        headers = {}
        if BASIC in metadata.token_endpoint_auth_methods_supported:
            headers = {"Authorization": self._client.basic}
        else:
            form |= {"client_id": self._client.id, "client_secret": self._client.secret}
        status, body = await self._channel.ask("POST", metadata.token_endpoint, headers, form)
        if status != 200:
            raise not_redeemed(status, body)
        return parsed(Tokens, body)

    async def _believed(self, token: str, nonce: str) -> Claims:
        algorithm, name = signed_with(token)
        known = self._directory.keys.known
        key = fitting(known.keys, algorithm, name) if known else None
        if key is None:
            key = fitting((await self._directory.keys.read()).keys, algorithm, name)
        if key is None:
            raise refused("no key of the issuer fits")
        now = self._clock.now().timestamp()
        return check(verified(token, key, algorithm), issuer=self.name, client=self._client.id, nonce=nonce, now=now)

    async def _about_email(self, metadata: Metadata, tokens: Tokens, claims: Claims) -> Claims:
        if claims.keys() >= ABOUT_EMAIL or not metadata.userinfo_endpoint or not tokens.access_token:
            return claims
        body = await self._channel.get(metadata.userinfo_endpoint, Authorization=f"Bearer {tokens.access_token}")
        found = parsed(UserInfo, body)
        if found.sub != claims["sub"]:
            raise refused("the issuer says something of somebody else")
        return found.model_dump()


def vouched(claims: Claims, about: Claims) -> Vouched:
    """Whom these claims are about; both parts of what is said of an e-mail come from the same place."""
    email = about.get("email")
    return Vouched(
        issuer=claims["iss"],
        subject=claims["sub"],
        email=email if is_text(email, EMAIL_LENGTH) else None,
        verified=about.get("email_verified") is True,
    )


def not_redeemed(status: int, body: bytes) -> Exception:
    """A code that the issuer does not take, or an issuer that cannot be talked to like this."""
    if status not in {400, 401}:
        return unavailable(f"answered {status} to a code")
    error = parsed(Refusal, body).error
    if error != "invalid_grant":
        return unavailable(f"refuses this client: {error if error in WORDS else 'another error'}")
    return Unauthenticated("The issuer did not say who you are.", "outside_refused")
