"""Who may come into a session as whom: names, resume tokens, hosts' tokens and bans."""

import random

from quizterm.engine.effects import Dismissal
from quizterm.errors import ErrorCode, Refusal
from quizterm.snapshot import PlayerId
from quizterm.text import skeleton
from quizterm_server.tokens import TokenBook, TokenMint, digest

HOST_TOKENS = 32
"""How many hosts' tokens a session gives out."""
HOST_CONNECTIONS = 4 * HOST_TOKENS
"""Connections of hosts that a session takes: several for each token, because a dead one lingers a while."""

TAKEN = "Somebody here has this name, or one that looks like it. Choose another."
OUT = "The host sent you out of this session for good."


class People:
    """The door of one session. What it keeps opens nothing: tokens and keys are hashes."""

    def __init__(self, randomness: random.Random) -> None:
        self._mint = TokenMint(randomness)
        self._players = TokenBook()
        self._banned = TokenBook()
        self._hosts: set[bytes] = set()
        self._wishes: dict[bytes, PlayerId] = {}
        self._names: dict[str, PlayerId] = {}
        self._banned_names: dict[str, PlayerId] = {}
        self._next = PlayerId(1)

    # Players

    def next_player(self) -> PlayerId:
        """The number that the next new player gets."""
        return self._next

    def joined_before(self, key: str) -> PlayerId | None:
        """The player whom this wish has already brought in."""
        return self._wishes.get(digest(key))

    def token_of(self, player: PlayerId, key: str) -> str:
        """The resume token of the player whom the wish `key` brings in."""
        return self._mint.derived(f"player {player}", key)

    def check_name(self, name: str, player: PlayerId) -> None:
        """See whether `player` may have this name.

        Raises:
            Refusal: Somebody else has it, or its owner was banned.
        """
        look = skeleton(name)
        if look in self._banned_names:
            raise Refusal(ErrorCode.BANNED, OUT)
        if self._names.get(look, player) != player:
            raise Refusal(ErrorCode.NAME_TAKEN, TAKEN)

    def add(self, key: str, name: str) -> None:
        """Let the next player in under this name."""
        player = self._next
        self._next = PlayerId(player + 1)
        self._wishes[digest(key)] = player
        self._names[skeleton(name)] = player
        self._players.add(self.token_of(player, key), player)

    def rename(self, player: PlayerId, name: str) -> None:
        """Give a player another name, and free the old one."""
        self._free_names(player)
        self._names[skeleton(name)] = player

    def returning(self, token: str) -> PlayerId:
        """Whose resume token this is.

        Raises:
            Refusal: Nobody's, or a banned player's.
        """
        if self._banned.find(token) is not None:
            raise Refusal(ErrorCode.BANNED, OUT)
        player = self._players.find(token)
        if player is None:
            raise Refusal(ErrorCode.BAD_TOKEN, "This token opens nothing here. Join again with the code.")
        return player

    def dismiss(self, player: PlayerId, why: Dismissal) -> None:
        """Forget the token of a player who is gone; a banned one's name and token are remembered as such."""
        if why is Dismissal.BANNED:
            self._banned_names |= {look: who for look, who in self._names.items() if who == player}
            self._players.hand_over(player, self._banned)
        self._players.revoke(player)
        self._free_names(player)
        self._wishes = {key: who for key, who in self._wishes.items() if who != player}

    def unban(self, player: PlayerId) -> None:
        """Let a banned player come back, by name and token."""
        self._banned.hand_over(player, self._players)
        self._names |= {look: who for look, who in self._banned_names.items() if who == player}
        self._banned_names = {look: who for look, who in self._banned_names.items() if who != player}

    def _free_names(self, player: PlayerId) -> None:
        self._names = {look: who for look, who in self._names.items() if who != player}

    # Hosts

    def opening_token(self, key: str) -> str:
        """The token of the host who opened the session with the wish `key`."""
        token = self._mint.derived("host", key)
        self._hosts.add(digest(token))
        return token

    def invite(self) -> str:
        """A token for one more host.

        Raises:
            Refusal: There are too many already.
        """
        if len(self._hosts) >= HOST_TOKENS:
            raise Refusal(ErrorCode.BUSY, "This session has given out all its host tokens.")
        token = self._mint.fresh()
        self._hosts.add(digest(token))
        return token

    def check_host(self, token: str) -> None:
        """See whether this is a host's token.

        Raises:
            Refusal: It is not.
        """
        if digest(token) not in self._hosts:
            raise Refusal(ErrorCode.BAD_TOKEN, "This is no host's token of this session.")
