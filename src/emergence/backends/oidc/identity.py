"""The identity token: believed when the issuer has signed it, for us, for this sign-in, and now."""

import hmac
import logging
from typing import Any

from ...domain.problems import Unauthenticated

KINDS = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC"}
"""The algorithms that are accepted, and the kind of key of each. None of them has a secret that we know as well."""
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LEEWAY_SECONDS = 30
LAST_SECOND = 10**12
SUBJECT_LENGTH, EMAIL_LENGTH = 255, 320

Claims = dict[str, Any]
Key = dict[str, Any]

log = logging.getLogger(__name__)


def signed_with(token: str) -> tuple[str, str | None]:
    """The algorithm, and the name of the key, that a token says it was signed with. Nothing else in its header counts."""
    import jwt

    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError):
        raise refused("it is no token") from None
    if header.get("alg") not in KINDS:
        raise refused("its algorithm is not accepted")
    return header["alg"], header.get("kid")


def fitting(keys: tuple[Key, ...], algorithm: str, name: str | None) -> Key | None:
    """The key of this name that may sign so; one that a token does not name must be the only one."""
    fits = [key for key in keys if may_sign(key, algorithm) and (name is None or key.get("kid") == name)]
    return fits[0] if fits and (name is not None or len(fits) == 1) else None


def may_sign(key: Key, algorithm: str) -> bool:
    """Whether a key is there to sign with this algorithm."""
    return key.get("kty") == KINDS[algorithm] and key.get("use", "sig") == "sig" and key.get("alg", algorithm) == algorithm


def verified(token: str, key: Key, algorithm: str) -> Claims:
    """What a token says, its signature checked and nothing else."""
    import jwt

    options: Any = {"verify_signature": True, "enforce_minimum_key_length": True, "require": REQUIRED}
    unchecked: Any = {f"verify_{claim}": False for claim in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")}
    try:
        claims: Claims = jwt.decode(token, jwt.PyJWK(key, algorithm), [algorithm], options | unchecked)
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
        raise refused(f"its signature does not hold, or it lacks a claim: {type(error).__name__}") from None
    return claims


def check(claims: Claims, *, issuer: str, client: str, nonce: str, now: float) -> Claims:
    """The claims, if they are of this issuer, for this client, of this sign-in and of this time."""
    if claims["iss"] != issuer:
        raise refused("it is of another issuer")
    if not is_for(claims, client):
        raise refused("it is for another client")
    if not isinstance(claims["nonce"], str) or not hmac.compare_digest(claims["nonce"].encode(), nonce.encode()):
        raise refused("it is of another sign-in")
    if not is_now(claims, now):
        raise refused("it is not of this time")
    if not is_text(claims["sub"], SUBJECT_LENGTH):
        raise refused("it names nobody")
    return claims


def is_for(claims: Claims, client: str) -> bool:
    """Whether we are who it is for; where others are as well, whether it was given to us (`azp`)."""
    audience, party = claims["aud"], claims.get("azp")
    every = audience if isinstance(audience, list) else [audience]
    return bool(client in every and party in ((client,) if len(every) > 1 else (None, client)))


def is_now(claims: Claims, now: float) -> bool:
    """Whether it was issued already and is not over. The clock is ours, so the library is not asked."""
    issued, ends, begins = times = claims["iat"], claims["exp"], claims.get("nbf", 0)
    return all(map(is_time, times)) and bool(max(issued, begins) <= now + LEEWAY_SECONDS and now < ends + LEEWAY_SECONDS)


def is_time(value: object) -> bool:
    """Whether this is a moment, in seconds; JSON has numbers that are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < LAST_SECOND


def is_text(value: object, longest: int) -> bool:
    """Whether it is a short text that can be kept and shown everywhere."""
    return isinstance(value, str) and 0 < len(value) <= longest and value.isascii() and value.isprintable()


def refused(why: str) -> Unauthenticated:
    """The one answer to people; `why`, in words of ours, is for the operator."""
    log.warning("an identity token was refused: %s", why)
    return Unauthenticated("What the issuer says of you cannot be believed.", "outside_invalid")
