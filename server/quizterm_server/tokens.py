"""Secrets that let people in: made here, kept only as hashes."""

import base64
import hashlib
import hmac
import random

SECRET_BYTES = 32


def digest(secret: str) -> bytes:
    """What is kept of a secret: enough to know it again, too little to use it."""
    return hashlib.sha256(secret.encode()).digest()


def fresh_secret(randomness: random.Random) -> bytes:
    """What the tokens of a new session are derived from."""
    return randomness.randbytes(SECRET_BYTES)


def fresh_token(randomness: random.Random) -> str:
    """A token like no other."""
    return _spell(randomness.randbytes(24))


def derived(secret: bytes, purpose: str, key: str) -> str:
    """The token that belongs to this purpose and key, the same each time; nobody can guess it."""
    return _spell(hmac.digest(secret, f"{purpose}:{key}".encode(), "sha256"))


def _spell(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()
