"""Who may come into a session as whom: names, resume tokens, hosts' tokens and bans."""

from typing import NamedTuple, assert_never

from quizterm.engine.effects import Dismissal
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.snapshot import PlayerId
from quizterm.text import skeleton
from quizterm_server.rooms.book import Book
from quizterm_server.storage.records import Door, HostAdmitted, PlayerAdmitted, TokenChanged
from quizterm_server.tokens import derived, digest

HOST_TOKENS = 32
"""How many hosts' tokens a session gives out."""
HOST_CONNECTIONS = 4 * HOST_TOKENS
"""Connections of hosts that a session takes: several for each token, because a dead one lingers a while."""

TAKEN = N_("Somebody here has this name, or one that looks like it. Choose another.")
OUT = N_("The host sent you out of this session for good.")


class Readmission(NamedTuple):
    """What somebody who comes back gets."""

    player: PlayerId
    token: str
    """The resume token from now on."""
    change: TokenChanged | None
    """What must be recorded; `None` when the same return has been granted before."""


class People:
    """The door of one session. What it keeps opens nothing: tokens and keys are hashes.

    Tokens are derived from the session's secret and from what only the client knows, so that whoever
    lost a reply gets the same token again although no token is kept.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._tokens: Book[bytes] = Book()
        self._names: Book[str] = Book()
        self._banned_tokens: Book[bytes] = Book()
        self._banned_names: Book[str] = Book()
        self._wishes: Book[bytes] = Book()
        self._hosts: set[bytes] = set()
        self._returns: dict[PlayerId, TokenChanged] = {}
        """Each player's latest return …"""
        self._returned: dict[bytes, PlayerId] = {}
        """… and whose it is, by the token that it was made with."""
        self._next = PlayerId(1)

    def admit(self, record: Door) -> None:
        """Let in whom the record names from now on."""
        match record:
            case HostAdmitted(token=token):
                self._hosts.add(token)
            case PlayerAdmitted(player=player, wish=wish, token=token):
                self._wishes.add(wish, player)
                self._tokens.add(token, player)
            case TokenChanged(player=player, before=before, token=token):
                self._tokens.add(token, player)
                self._forget_return(player)
                self._returns[player] = record
                self._returned[before] = player
            case _:
                assert_never(record)

    # Players

    def next_player(self) -> PlayerId:
        """The number that the next new player gets."""
        return self._next

    def joined_before(self, key: str) -> PlayerId | None:
        """The player whom this wish has already brought in."""
        return self._wishes.find(digest(key))

    def token_of(self, player: PlayerId, key: str) -> str:
        """The first resume token of the player whom the wish `key` brings in."""
        return derived(self._secret, f"player {player}", key)

    def joining_again(self, player: PlayerId, key: str) -> Readmission:
        """What a player gets whom the wish `key` has already brought in."""
        token = self.token_of(player, key)
        before = self._tokens.key_of(player)
        if before is None or digest(token) == before:
            return Readmission(player, token, None)
        # They have come back since, and the first token is worth nothing any more.
        following = derived(self._secret, f"again {player}", f"{before.hex()}:{key}")
        change = TokenChanged(player=player, before=before, wish=b"", token=digest(following))
        return Readmission(player, following, change)

    def admission(self, player: PlayerId, key: str, account: int | None = None) -> PlayerAdmitted:
        """What must be recorded to let a new player in, who may have an account."""
        token = self.token_of(player, key)
        return PlayerAdmitted(player=player, wish=digest(key), token=digest(token), account=account)

    def check_name(self, name: str, player: PlayerId) -> None:
        """See whether `player` may have this name.

        Raises:
            Refusal: Somebody else has it, or its owner was banned.
        """
        look = skeleton(name)
        if self._banned_names.find(look) is not None:
            raise Refusal(ErrorCode.BANNED, OUT)
        if self._names.find(look) not in (None, player):
            raise Refusal(ErrorCode.NAME_TAKEN, TAKEN)

    def name(self, player: PlayerId, name: str) -> None:
        """A new player has come in under this name."""
        self._next = PlayerId(player + 1)
        self._names.add(skeleton(name), player)

    def rename(self, player: PlayerId, name: str) -> None:
        """Give a player another name, and free the old one."""
        self._names.add(skeleton(name), player)

    def returning(self, token: str, key: str | None) -> Readmission:
        """Who comes back with this token, and what they get for it.

        Args:
            token: The newest one; or the one before, by whoever did not hear of the newest.
            key: Names this very return; without one it cannot be repeated.

        Raises:
            Refusal: The token is nobody's, or a banned player's.
        """
        before = digest(token)
        returned = self._returned.get(before)
        if self._banned_tokens.find(before) is not None or returned in self._banned_tokens:
            raise Refusal(ErrorCode.BANNED, OUT)
        player = self._tokens.find(before)
        if player is not None:
            following = self._following(player, token, key)
            wish = digest(key) if key else b""
            change = TokenChanged(player=player, before=before, wish=wish, token=digest(following))
            return Readmission(player, following, change)
        player = returned
        if player is not None and key and self._returns[player].wish == digest(key):
            return Readmission(player, self._following(player, token, key), None)
        raise Refusal(ErrorCode.BAD_TOKEN, N_("This token opens nothing here. Join again with the code."))

    def has_been_used(self, token: str) -> bool:
        """Whether a player has come back with this token, and has a newer one now."""
        return digest(token) in self._returned

    def dismiss(self, player: PlayerId, why: Dismissal) -> None:
        """Forget the token of a player who is gone; a banned one's name and token are remembered as such."""
        if why is Dismissal.BANNED:
            self._names.hand_over(player, self._banned_names)
            self._tokens.hand_over(player, self._banned_tokens)
        else:
            self._forget_return(player)
            self._names.remove(player)
            self._tokens.remove(player)
        self._wishes.remove(player)

    def unban(self, player: PlayerId) -> None:
        """Let a banned player come back, by name and token."""
        self._banned_names.hand_over(player, self._names)
        self._banned_tokens.hand_over(player, self._tokens)

    def _forget_return(self, player: PlayerId) -> None:
        if known := self._returns.pop(player, None):
            del self._returned[known.before]

    def _following(self, player: PlayerId, token: str, key: str | None) -> str:
        return derived(self._secret, f"return {player}", f"{token}:{key or ''}")

    # Hosts

    def opening_token(self, key: str) -> str:
        """The token of the host who opened the session with the wish `key`."""
        return opening_token(self._secret, key)

    def check_invitation(self) -> None:
        """See whether one more host may be invited.

        Raises:
            Refusal: There are too many already.
        """
        if len(self._hosts) >= HOST_TOKENS:
            raise Refusal(ErrorCode.BUSY, N_("This session has given out all its host tokens."))

    def check_host(self, token: str) -> None:
        """See whether this is a host's token.

        Raises:
            Refusal: It is not.
        """
        if digest(token) not in self._hosts:
            raise Refusal(ErrorCode.BAD_TOKEN, N_("This is no host's token of this session."))


def opening_token(secret: bytes, key: str) -> str:
    """The token of the host who opens the session with this secret by the wish `key`."""
    return derived(secret, "host", key)
