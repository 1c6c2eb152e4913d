"""What an issuer of identities signs: believed if it is its own, for us, of this sign-in and of now; else nobody comes in."""

import time
from typing import Any

import pytest
from house import House
from issuer import CLIENT, SECRET, Issuer, by_hand, new_key, signed
from joserfc.jwk import RSAKey
from traveller import Traveller

INVALID = "/#/refused/outside_invalid"


@pytest.fixture
async def browser(office: House) -> Traveller:
    """Somebody who comes in, if only the token is right."""
    await office.services.accounts.add("anna@example.org", "member")
    return Traveller(office)


def shifted(claims: dict[str, Any]) -> dict[str, Any]:
    """Times from now on, in seconds."""
    return {
        name: int(time.time()) + value if name in {"exp", "iat", "nbf"} and type(value) is int else value for name, value in claims.items()
    }


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256"])
async def test_three_algorithms_are_accepted(browser: Traveller, elsewhere: Issuer, algorithm: str) -> None:
    elsewhere.keys = [new_key("ES256" if algorithm != "ES256" else "RS256"), new_key(algorithm)]
    elsewhere.sign = signed(elsewhere.keys[1])
    assert await browser.sign_in() == "/"


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": -20},
        {"iat": 20},
        {"nbf": 20},
        {"aud": [CLIENT]},
        {"azp": CLIENT},
        {"aud": [CLIENT, "another"], "azp": CLIENT},
        {"sub": "ab|" + "1" * 252},
    ],
)
async def test_what_the_standard_allows_is_allowed(browser: Traveller, elsewhere: Issuer, claims: dict[str, Any]) -> None:
    elsewhere.tokens = shifted(claims)
    assert await browser.sign_in() == "/"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"iss": ["x"]},
        {"aud": "another"},
        {"aud": None},
        {"aud": []},
        {"aud": ["another"]},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"aud": {CLIENT: 1}},
        {"azp": "another"},
        {"nonce": None},
        {"nonce": "of another sign-in"},
        {"nonce": 7},
        {"exp": -40},
        {"exp": None},
        {"exp": "9999999999"},
        {"exp": True},
        {"exp": float("inf")},
        {"exp": 10**400},
        {"iat": 40},
        {"iat": None},
        {"iat": float("nan")},
        {"nbf": 40},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "a\x00b"},
        {"sub": "x" * 256},
    ],
)
async def test_claims_that_do_not_hold_let_nobody_in(browser: Traveller, elsewhere: Issuer, claims: dict[str, Any]) -> None:
    elsewhere.tokens = shifted(claims)
    assert await browser.sign_in() == INVALID
    assert await browser.who() == ""


async def test_a_token_without_a_signature_lets_nobody_in(browser: Traveller, elsewhere: Issuer) -> None:
    for algorithm in ("none", "None", "NONE", "RS256", "", None):
        elsewhere.sign = by_hand({"alg": algorithm, "kid": elsewhere.keys[0].kid})
        assert await browser.sign_in() == INVALID


async def test_a_secret_that_we_know_as_well_proves_nothing(browser: Traveller, elsewhere: Issuer) -> None:
    public = elsewhere.keys[0]
    for secret in (SECRET.encode(), CLIENT.encode(), public.as_pem(private=False), public.as_der(private=False), b""):
        elsewhere.sign = by_hand({"alg": "HS256", "kid": public.kid}, secret or b"x")
        assert await browser.sign_in() == INVALID


async def test_a_key_that_the_token_brings_with_it_does_not_count(browser: Traveller, elsewhere: Issuer) -> None:
    own = new_key("RS256", elsewhere.keys[0].kid)
    headers: list[dict[str, Any]] = [
        {},
        {"jwk": own.as_dict(private=False)},
        {"jku": f"{elsewhere.url}/mine"},
        {"x5u": f"{elsewhere.url}/mine"},
    ]
    for brought in headers:
        elsewhere.sign = signed(own, **brought)
        assert await browser.sign_in() == INVALID
    assert elsewhere.asked["/mine"] == 0


async def test_a_header_that_must_be_understood_and_is_not_lets_nobody_in(browser: Traveller, elsewhere: Issuer) -> None:
    elsewhere.sign = by_hand({"alg": "RS256", "kid": elsewhere.keys[0].kid, "crit": ["exp2"], "exp2": 1}, b"x")
    assert await browser.sign_in() == INVALID


@pytest.mark.parametrize("token", ["", "x", "a.b", "a.b.c", "..", "é.é.é", "a" * 200_000])
async def test_what_is_no_token_lets_nobody_in(browser: Traveller, elsewhere: Issuer, token: str) -> None:
    elsewhere.sign = lambda _: token
    assert await browser.sign_in() == INVALID


async def test_a_changed_token_lets_nobody_in(browser: Traveller, elsewhere: Issuer) -> None:
    genuine = signed(elsewhere.keys[0])
    elsewhere.sign = lambda claims: f"{genuine(claims | {'sub': 'another'}).rpartition('.')[0]}.{genuine(claims).rpartition('.')[2]}"
    assert await browser.sign_in() == INVALID


async def test_new_keys_are_fetched_once_when_they_are_needed(office: House, browser: Traveller, elsewhere: Issuer) -> None:
    await browser.sign_in()
    await Traveller(office).sign_in()
    assert elsewhere.asked["/jwks"] == 1
    elsewhere.keys.insert(0, new_key())
    assert await Traveller(office).sign_in() == "/"
    assert (elsewhere.asked["/jwks"], elsewhere.asked["/.well-known/openid-configuration"]) == (2, 1)


async def test_a_key_that_nobody_publishes_is_looked_for_once(browser: Traveller, elsewhere: Issuer) -> None:
    await browser.sign_in()
    elsewhere.sign = signed(new_key())
    assert await browser.sign_in() == INVALID
    assert elsewhere.asked["/jwks"] == 2


async def test_a_key_for_something_else_signs_nothing(browser: Traveller, elsewhere: Issuer) -> None:
    good = elsewhere.keys[0].as_dict(private=True)
    for change in ({"use": "enc"}, {"alg": "RS512"}, {"alg": "PS256"}):
        elsewhere.keys = [RSAKey.import_key(good | change)]
        elsewhere.sign = signed(RSAKey.import_key(good))
        assert await browser.sign_in() == INVALID


async def test_a_token_that_names_no_key_is_of_the_only_one(browser: Traveller, elsewhere: Issuer) -> None:
    elsewhere.sign = signed(elsewhere.keys[0], kid=None)
    assert await browser.sign_in() == "/"
