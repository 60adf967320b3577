"""The chain that runs through a log, so that any byte that is not what was written is found."""

from hashlib import blake2b

SIZE = 16
"""Bytes in a digest."""


def beginning(code: str, title: str, wish: bytes, secret: bytes) -> bytes:
    """What the first record of a session is chained to: what is stored of the session besides its log."""
    chain = blake2b(digest_size=SIZE)
    for part in (code.encode(), title.encode(), wish, secret):
        chain.update(len(part).to_bytes(8))
        chain.update(part)
    return chain.digest()


def following(before: bytes, number: int, kind: str, data: str) -> bytes:
    """The digest of a record: over the digest before, its number, kind and data."""
    return blake2b(f"{number} {kind} {data}".encode(), key=before, digest_size=SIZE).digest()
