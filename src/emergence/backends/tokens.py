"""Session tokens as JWT: one algorithm, every claim required, two keys while one replaces the other."""

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..domain.accounts import Session
from ..ports.clock import Clock

ALGORITHM = "HS256"
ISSUER = AUDIENCE = "emergence"
KIND = "session"
CLAIMS = frozenset({"exp", "iat", "sub", "sid", "jti", "aud", "iss", "typ"})
LEEWAY_SECONDS = 30
KEY_BYTES = 32
LONGEST = 1024
REMEMBERED = 4096


class JwtTokens:
    """Signs with the current key, reads with the previous one as well. Remembers what it has read, as reading is frequent."""

    def __init__(self, secret: str, previous: str, clock: Clock) -> None:
        keys = [key.encode() for key in (secret, previous) if key]
        if not secret or any(len(key) < KEY_BYTES for key in keys):
            raise ValueError("the secret that signs session tokens needs 32 bytes or more")
        self._keys = {name_of(key): key for key in keys}
        self._current, self._clock = name_of(keys[0]), clock
        self._known: dict[str, tuple[str, int]] = {}

    def write(self, session: Session) -> str:
        import jwt

        claims = {
            "typ": KIND,
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": session.user_id,
            "sid": session.id,
            "jti": self._clock.new_id(),
            "iat": int(session.created_at.timestamp()),
            "exp": int(session.ends_at.timestamp()),
        }
        return jwt.encode(claims, self._keys[self._current], ALGORITHM, headers={"kid": self._current})

    def read(self, token: str) -> str | None:
        session_id, ends_at = self._known.get(token) or self._look_into(token)
        return session_id if self._clock.now().timestamp() < ends_at + LEEWAY_SECONDS else None

    def _look_into(self, token: str) -> tuple[str | None, float]:
        claims = self._verified(token) if len(token) <= LONGEST else None
        if claims is None or not is_session(claims, self._clock.now().timestamp()):
            return None, 0
        if len(self._known) >= REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[token] = known = claims["sid"], claims["exp"]
        return known

    def _verified(self, token: str) -> dict[str, Any] | None:
        import jwt

        options: Any = {"require": list(CLAIMS), "strict_aud": True, "verify_exp": False, "verify_iat": False, "verify_nbf": False}
        try:
            key = self._keys.get(jwt.get_unverified_header(token).get("kid", ""))
            return jwt.decode(token, key, [ALGORITHM], options, audience=AUDIENCE, issuer=ISSUER) if key else None
        except (jwt.PyJWTError, ValueError):
            return None


def is_session(claims: dict[str, Any], now: float) -> bool:
    """Whether these are the claims of a session token of this time. The clock is ours, so the library is not asked."""
    if set(claims) != CLAIMS or claims["typ"] != KIND or not isinstance(claims["sid"], str):
        return False
    times = claims["iat"], claims["exp"]
    return all(type(at) is int for at in times) and times[0] <= now + LEEWAY_SECONDS and now < times[1] + LEEWAY_SECONDS


def name_of(key: bytes) -> str:
    """What a token calls the key that signed it."""
    return hashlib.sha256(b"emergence key " + key).hexdigest()[:16]


def load_secret(path: Path) -> str:
    """The secret kept in this file, which nobody else may read. Made on first use, by one process of those that try."""
    if not path.exists():
        _make(path)
    secret = path.read_text().strip()
    if len(secret.encode()) < KEY_BYTES:
        raise ValueError(f"{path} must hold 32 bytes or more; remove it to have a new one made")
    return secret


def _make(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
