"""Secrets that let people in: made here, kept only as hashes."""

import base64
import hashlib
import hmac
import random

from quizterm.snapshot import PlayerId

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


class TokenBook:
    """Knows by its digest which token belongs to which player."""

    def __init__(self) -> None:
        self._players: dict[bytes, PlayerId] = {}

    def add(self, token: bytes, player: PlayerId) -> None:
        """From now on the token with this digest stands for `player`."""
        self._players[token] = player

    def replace(self, before: bytes, token: bytes, player: PlayerId) -> None:
        """From now on `token` stands for `player`, and `before` for nobody."""
        self._players.pop(before, None)
        self.add(token, player)

    def find(self, token: bytes) -> PlayerId | None:
        """Whom the token with this digest stands for."""
        return self._players.get(token)

    def token_of(self, player: PlayerId) -> bytes | None:
        """The digest of the token that stands for this player."""
        return next((token for token, other in self._players.items() if other == player), None)

    def revoke(self, player: PlayerId) -> None:
        """Forget every token of this player."""
        self._players = {token: other for token, other in self._players.items() if other != player}

    def hand_over(self, player: PlayerId, book: "TokenBook") -> None:
        """Move every token of this player to another book."""
        book._players |= {token: other for token, other in self._players.items() if other == player}
        self.revoke(player)


def _spell(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()
