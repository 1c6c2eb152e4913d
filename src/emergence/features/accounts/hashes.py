"""What is kept of a secret that only its holder knows."""

import hashlib


def hash_of(secret: str) -> str:
    """Enough to know a secret again. Nobody guessed it who was not told: secrets are random."""
    return hashlib.sha256(secret.encode()).hexdigest()
