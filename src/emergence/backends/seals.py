"""Seals by Fernet (AES-128-CBC and HMAC-SHA256, https://github.com/fernet/spec), its keys drawn from the installation's secrets."""

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from ..domain.problems import Unavailable

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

PURPOSE = b"emergence seals"


class FernetSeals:
    def __init__(self, secret: str, previous: str = "") -> None:
        self._secrets = tuple(each for each in (secret, previous) if each)

    def seal(self, text: str) -> str:
        return self._fernet().encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet().decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise Unavailable("What was sealed cannot be opened: AUTH_JWT_SECRET has changed.", "seal_broken") from None

    def _fernet(self) -> "MultiFernet":
        from cryptography.fernet import Fernet, MultiFernet

        return MultiFernet([Fernet(key(each)) for each in self._secrets])


def key(secret: str) -> bytes:
    """A key of 32 bytes that says nothing about the secret (HKDF, RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return urlsafe_b64encode(HKDF(SHA256(), 32, None, PURPOSE).derive(secret.encode()))
