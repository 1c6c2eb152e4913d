"""An issuer of identities on loopback, by a library that the product does not use: OpenID Connect as it is, and as it should not be.

It is strict with its client: id, secret, redirect address, PKCE, one use a code. `tokens`, `discovery` and `trouble` make it lie or fail.
"""

import hashlib
import hmac
import json
import time
from base64 import b64decode, urlsafe_b64encode
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any
from urllib.parse import unquote_plus, urlencode

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT, SECRET = "emergence at home", "a secret: with signs/that need+writing & care"
REDIRECT_URI = "http://localhost:8000/api/auth/oidc/callback"
ANNA = {"sub": "248289761001", "email": "Anna@Example.org", "email_verified": True}

Claims = dict[str, Any]
Sign = Callable[[Claims], str]


def new_key(algorithm: str = "RS256", name: str | None = None) -> RSAKey | ECKey:
    """A key for this algorithm, known by this name."""
    about: Any = {"use": "sig", "alg": algorithm, "kid": name or token_urlsafe(6)}
    return ECKey.generate_key("P-256", about) if algorithm == "ES256" else RSAKey.generate_key(2048, about)


def signed(key: RSAKey | ECKey, **header: Any) -> Sign:
    """Signs with this key, under a header that may say otherwise."""
    algorithm = str(key.as_dict()["alg"])
    said = {name: value for name, value in ({"alg": algorithm, "kid": key.kid} | header).items() if value is not None}
    return lambda claims: jwt.encode(said, claims, key, algorithms=[algorithm])


def by_hand(header: Claims, secret: bytes | None = None) -> Sign:
    """What no library would write: this header, and a signature made with a secret, or none."""

    def sign(claims: Claims) -> str:
        said = ".".join(plain(json.dumps(part).encode()) for part in (header, claims))
        return f"{said}.{plain(hmac.digest(secret, said.encode(), 'sha256')) if secret else ''}"

    return sign


def plain(content: bytes) -> str:
    """Base64 for addresses, as all of it is written."""
    return urlsafe_b64encode(content).decode().rstrip("=")


@dataclass
class Issuer:
    """Whoever comes is `person`, signed in already, and is sent `back`. `tokens` are the claims to change, None to leave one out."""

    url: str = ""
    back: str = REDIRECT_URI
    person: Claims = field(default_factory=lambda: dict(ANNA))
    keys: list[RSAKey | ECKey] = field(default_factory=lambda: [new_key()])
    sign: Sign | None = None
    tokens: Claims = field(default_factory=dict)
    discovery: Claims = field(default_factory=dict)
    refuses: str = ""
    email_in_token: bool = True
    userinfo: Claims = field(default_factory=dict)
    trouble: dict[str, Callable[[], Awaitable[web.StreamResponse]]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    seen: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def registration(self) -> dict[str, str]:
        """The settings of a product that is registered here."""
        return {"oidc_issuer": self.url, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}

    async def configuration(self, _: web.Request) -> web.Response:
        """Who this is, and where to ask what."""
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks", "userinfo_endpoint": "userinfo"}
        return web.json_response({"issuer": self.url, **{name: f"{self.url}/{path}" for name, path in places.items()}, **self.discovery})

    async def jwks(self, _: web.Request) -> web.Response:
        """The public keys."""
        return web.json_response({"keys": [key.as_dict(private=False) for key in self.keys]})

    async def authorize(self, request: web.Request) -> web.Response:
        """Back with a code at once, or with a refusal."""
        asked = dict(request.query)
        self.seen.append(asked)
        expect(asked["client_id"] == CLIENT and asked["redirect_uri"] == self.back, "who is this?")
        expect(asked["response_type"] == "code" and "openid" in asked["scope"].split(), "not OpenID Connect")
        expect(asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == 43, "no PKCE")
        code = token_urlsafe()
        self.codes[code] = asked
        answer = {"error": self.refuses, "error_description": "<b>no</b>"} if self.refuses else {"code": code, "iss": self.url}
        return web.Response(status=302, headers={"Location": f"{self.back}?{urlencode(answer | {'state': asked['state']})}"})

    async def token(self, request: web.Request) -> web.Response:
        """Tokens for a code, once, for who began."""
        form: Any = dict(await request.post())
        if who(request, form) != (CLIENT, SECRET):
            return web.json_response({"error": "invalid_client"}, status=401)
        asked = self.codes.pop(form["code"], None)
        challenge = plain(hashlib.sha256(form["code_verifier"].encode()).digest())
        if asked is None or challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return web.json_response({"error": "invalid_grant", "error_description": "<b>no</b>"}, status=400)
        sign = self.sign or signed(self.keys[0])
        return web.json_response(
            {"token_type": "Bearer", "access_token": "the access token", "id_token": sign(self.claims(asked["nonce"]))}
        )

    def claims(self, nonce: str) -> Claims:
        """What a token says."""
        now = int(time.time())
        person = self.person if self.email_in_token else {"sub": self.person["sub"]}
        genuine = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, **person}
        return {name: value for name, value in (genuine | self.tokens).items() if value is not None}

    async def about(self, request: web.Request) -> web.Response:
        """Who the access token is of."""
        expect(request.headers["Authorization"] == "Bearer the access token", "whose?")
        return web.json_response(self.person | self.userinfo)

    @web.middleware
    async def count(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Every request, those that end in trouble as well."""
        self.asked[request.path] += 1
        found: web.StreamResponse = await (self.trouble[request.path]() if request.path in self.trouble else handler(request))
        return found


def expect(true: bool, otherwise: str) -> None:
    if not true:
        raise web.HTTPBadRequest(text=otherwise)


def who(request: web.Request, form: dict[str, str]) -> tuple[str, str]:
    """Id and secret of a client: in a header, written as in a form, or in the form."""
    if "Authorization" not in request.headers:
        return form.get("client_id", ""), form.get("client_secret", "")
    written = b64decode(request.headers["Authorization"].removeprefix("Basic ")).decode()
    name, _, secret = (unquote_plus(part) for part in written.partition(":"))
    return name, secret


@asynccontextmanager
async def issuer(port: int = 0) -> AsyncIterator[Issuer]:
    """While inside, it answers."""
    here = Issuer()
    app = web.Application(middlewares=[here.count])
    app.add_routes(
        [
            web.get("/.well-known/openid-configuration", here.configuration),
            web.get("/jwks", here.jwks),
            web.get("/authorize", here.authorize),
            web.post("/token", here.token),
            web.get("/userinfo", here.about),
        ]
    )
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    here.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield here
    finally:
        await runner.cleanup()
