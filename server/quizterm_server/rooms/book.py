"""Who is known by what: by a name, a token, a wish."""

from collections.abc import Hashable
from typing import Generic, TypeVar

from quizterm.snapshot import PlayerId

Key = TypeVar("Key", bound=Hashable)


class Book(Generic[Key]):
    """Knows players by a key, and their keys: one each. Looking up either costs the same in any crowd."""

    def __init__(self) -> None:
        self._players: dict[Key, PlayerId] = {}
        self._keys: dict[PlayerId, Key] = {}

    def __contains__(self, player: PlayerId | None) -> bool:
        return player in self._keys

    def add(self, key: Key, player: PlayerId) -> None:
        """From now on `key` stands for `player`, and nothing else does."""
        self.remove(player)
        if (other := self._players.get(key)) is not None:
            del self._keys[other]
        self._players[key] = player
        self._keys[player] = key

    def find(self, key: Key) -> PlayerId | None:
        """Whom this key stands for."""
        return self._players.get(key)

    def key_of(self, player: PlayerId) -> Key | None:
        """What stands for this player."""
        return self._keys.get(player)

    def remove(self, player: PlayerId) -> None:
        """Forget this player."""
        key = self._keys.pop(player, None)
        if key is not None:
            del self._players[key]

    def hand_over(self, player: PlayerId, book: "Book[Key]") -> None:
        """Move this player to another book."""
        key = self._keys.get(player)
        if key is not None:
            self.remove(player)
            book.add(key, player)
