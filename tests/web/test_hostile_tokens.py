"""Tokens that are forged with everything one can know, shown at the front door and at that of live sessions."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import jwt
import pytest
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from house import House, Person

from emergence.backends.tokens import load_secret

Claims = dict[str, Any]
Forge = Callable[["Forger"], str]


class Forger:
    """Somebody who has a genuine token of Eve's, Ada's id, an RSA key, and a server that would give out keys."""

    def __init__(self, house: House, token: str, canary: str) -> None:
        self.token, self.canary = token, canary
        self.header, self.claims = jwt.get_unverified_header(token), jwt.decode(token, options={"verify_signature": False})
        self.secret = load_secret(house.settings.emergence_home / "secret")
        self.rsa = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def pem(self) -> bytes:
        return self.rsa.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    def signed(self, header: dict[str, Any], key: bytes, claims: Claims | None = None, how: str = "sha256") -> str:
        """A token by hand: libraries refuse to make some of these."""
        head, body = part(self.header | header), part(self.claims if claims is None else claims)
        seal = hmac.new(key, f"{head}.{body}".encode(), how).digest()
        return f"{head}.{body}.{base64.urlsafe_b64encode(seal).rstrip(b'=').decode()}"

    def genuine(self, **claims: Any) -> str:
        """Signed with the product's own key; a claim that is None is left out."""
        said = {name: value for name, value in (self.claims | claims).items() if value is not None}
        return self.signed({}, self.secret.encode(), said)

    def by_rsa(self, **header: Any) -> str:
        return jwt.encode(self.claims, self.rsa, "RS256", headers=self.header | {"alg": "RS256"} | header)


def part(said: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


def flipped(it: Forger) -> str:
    head, _, seal = it.token.split(".")
    return f"{head}.{part(it.claims | {'sub': 'ada'})}.{seal}"


def jwk(it: Forger) -> dict[str, Any]:
    return {"kty": "oct", "k": base64.urlsafe_b64encode(it.pem()).rstrip(b"=").decode()}


FORGED: dict[str, Forge] = {
    "a claim is flipped": flipped,
    "alg none": lambda it: f"{part(it.header | {'alg': 'none'})}.{part(it.claims)}.",
    "alg nOnE with the seal": lambda it: f"{part(it.header | {'alg': 'nOnE'})}.{part(it.claims)}.{it.token.rpartition('.')[2]}",
    "HS512 with the right key": lambda it: it.signed({"alg": "HS512"}, it.secret.encode(), how="sha512"),
    "HS512 said, HS256 done": lambda it: it.signed({"alg": "HS512"}, it.secret.encode()),
    "RS256": lambda it: it.by_rsa(),
    "a public key as the HS256 secret": lambda it: it.signed({}, it.pem()),
    "an empty key": lambda it: it.signed({}, b""),
    "jku": lambda it: it.by_rsa(jku=f"{it.canary}/jwks.json"),
    "x5u": lambda it: it.by_rsa(x5u=f"{it.canary}/chain.pem"),
    "jku with HS256": lambda it: it.signed({"jku": f"{it.canary}/jwks.json"}, it.pem()),
    "jwk": lambda it: it.signed({"jwk": jwk(it)}, it.pem()),
    "kid of an empty file": lambda it: it.signed({"kid": "../../dev/null"}, b""),
    "kid with SQL": lambda it: it.signed({"kid": "x' UNION SELECT 'k' --"}, b"k"),
    "kid that is an address": lambda it: it.signed({"kid": f"{it.canary}/key"}, it.pem()),
    "kid that is no text": lambda it: it.signed({"kid": {"$ne": None}}, it.secret.encode()),
    "crit": lambda it: it.signed({"crit": ["exp"], "exp": 1}, it.secret.encode()),
    "no exp": lambda it: it.genuine(exp=None),
    "exp in the past": lambda it: it.genuine(exp=it.claims["iat"] - 3600),
    "exp that is no number": lambda it: it.genuine(exp="9999999999"),
    "nbf in the future": lambda it: it.genuine(nbf=it.claims["exp"]),
    "iat in the future": lambda it: it.genuine(iat=it.claims["exp"]),
    "another audience": lambda it: it.genuine(aud="another product"),
    "two audiences": lambda it: it.genuine(aud=[it.claims["aud"], "another product"]),
    "another issuer": lambda it: it.genuine(iss="https://evil.example"),
    "a token for a reset": lambda it: it.genuine(typ="reset"),
    "a ticket of a live session": lambda it: it.genuine(typ="ws"),
    "a role besides": lambda it: it.genuine(role="admin"),
    "sid with SQL": lambda it: it.genuine(sid="x' OR '1'='1"),
    "sid that is a list": lambda it: it.genuine(sid=[it.claims["sid"]]),
    "sid of nobody": lambda it: it.genuine(sid="0" * 32),
    "claims that are a list": lambda it: it.signed({}, it.secret.encode(), claims=[1]),  # type: ignore[arg-type]
    "ten thousand signs": lambda _: "a" * 10_000,
    "ten thousand dots": lambda _: "." * 10_000,
}


@pytest.fixture
async def canary() -> AsyncIterator[list[str]]:
    """What was asked of a server that would give out keys; the first is where it is."""
    asked: list[str] = []

    async def give(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.json_response({"keys": []})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", give)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    asked.append(f"http://127.0.0.1:{runner.addresses[0][1]}")
    yield asked
    await runner.cleanup()


async def test_the_forger_could_make_a_good_one(house: House, person: Person) -> None:
    forger = Forger(house, person.token, "")
    assert (await Person(house, "", forger.genuine(), "").ask("GET", "/api/auth/session"))[0] == 200


async def test_no_forged_token_opens_anything(house: House, person: Person, canary: list[str]) -> None:
    forger = Forger(house, person.token, canary[0])
    forged = {name: Person(house, "", forge(forger), "") for name, forge in FORGED.items()}
    assert {name: (await them.ask("GET", "/api/auth/session"))[0] for name, them in forged.items()} == dict.fromkeys(FORGED, 401)
    assert canary[1:] == []


async def test_no_forged_token_is_a_cookie_either(house: House, person: Person, canary: list[str]) -> None:
    forger = Forger(house, person.token, canary[0])
    cookies = {name: {"Cookie": f"emergence={forge(forger)}"} for name, forge in FORGED.items()}
    said = {name: await status(house, headers) for name, headers in cookies.items()}
    assert said == dict.fromkeys(FORGED, 401)


async def status(house: House, headers: dict[str, str]) -> int:
    async with house.http.get(f"{house.base}/api/auth/session", headers=headers) as response:
        return response.status


async def test_no_forged_token_opens_a_live_session(house: House, person: Person, canary: list[str]) -> None:
    forger = Forger(house, person.token, canary[0])
    forged = {name: forge(forger) for name, forge in FORGED.items() if "thousand" not in name}
    assert {name: await closed(Person(house, "", token, "")) for name, token in forged.items()} == dict.fromkeys(forged, (4401, []))


async def closed(them: Person) -> tuple[int, list[Any]]:
    """How a live session ends, and what was said before."""
    async with them.live(ready=False) as live:
        return await live.closed(), live.seen


async def test_what_lets_in_elsewhere_is_no_session(house: House, person: Person) -> None:
    link = (await house.services.accounts.sign_in_link(person.email, house.base)).rpartition("/")[2]
    hashed = hashlib.sha256(person.token.encode()).hexdigest()
    shown = [Person(house, "", secret, "") for secret in (link, hashed, person.id, house.settings.emergence_home.name)]
    assert [(await them.ask("GET", "/api/auth/session"))[0] for them in shown] == [401] * 4
