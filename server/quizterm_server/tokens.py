"""Secrets that let people in: made here, kept only as hashes."""

import base64
import hashlib
import hmac
import random

from quizterm.snapshot import PlayerId


def digest(secret: str) -> bytes:
    """What is kept of a secret: enough to know it again, too little to use it."""
    return hashlib.sha256(secret.encode()).digest()


class TokenMint:
    """Makes tokens that nobody can guess.

    A token for a wish is derived from the wish's key, so that a wish that is repeated gets the same
    token although no token is kept.
    """

    def __init__(self, randomness: random.Random) -> None:
        self._secret = randomness.randbytes(32)
        self._randomness = randomness

    def fresh(self) -> str:
        """A token like no other."""
        return _spell(self._randomness.randbytes(24))

    def derived(self, purpose: str, key: str) -> str:
        """The token that belongs to this purpose and key, the same each time."""
        return _spell(hmac.digest(self._secret, f"{purpose}:{key}".encode(), "sha256"))


class TokenBook:
    """Knows which token belongs to which player, without knowing any token."""

    def __init__(self) -> None:
        self._players: dict[bytes, PlayerId] = {}

    def add(self, token: str, player: PlayerId) -> None:
        """From now on `token` stands for `player`."""
        self._players[digest(token)] = player

    def find(self, token: str) -> PlayerId | None:
        """Whom this token stands for."""
        # Looked up by hash: how long that takes says nothing about a token that begins alike.
        return self._players.get(digest(token))

    def revoke(self, player: PlayerId) -> None:
        """Forget every token of this player."""
        self._players = {token: other for token, other in self._players.items() if other != player}

    def hand_over(self, player: PlayerId, book: "TokenBook") -> None:
        """Move every token of this player to another book."""
        book._players |= {token: other for token, other in self._players.items() if other == player}
        self.revoke(player)


def _spell(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()
