"""The connections in a room, by what they may do."""

from collections.abc import Iterator

from quizterm.snapshot import Audience, PlayerId
from quizterm_server.rooms.member import Member


class Crowd:
    """Who is connected: one connection for each player, any number for hosts and spectators."""

    def __init__(self) -> None:
        self.players: dict[PlayerId, Member] = {}
        self.hosts: set[Member] = set()
        self.spectators: set[Member] = set()
        self._numbers: dict[Member, PlayerId] = {}

    def __len__(self) -> int:
        return len(self.players) + len(self.hosts) + len(self.spectators)

    def audience(self, audience: Audience) -> list[Member]:
        """Everybody who sees this audience's stage."""
        match audience:
            case Audience.PLAYERS:
                return list(self.players.values())
            case Audience.HOSTS:
                return list(self.hosts)
            case Audience.SPECTATORS:
                return list(self.spectators)

    def everybody(self) -> Iterator[Member]:
        yield from self.players.values()
        yield from self.hosts
        yield from self.spectators

    def seat(self, player: PlayerId, member: Member) -> Member | None:
        """Connect a player; returns the connection that had this seat before."""
        before = self.players.get(player)
        if before is not None:
            del self._numbers[before]
        self.players[player] = member
        self._numbers[member] = player
        return before if before is not member else None

    def give_back(self, player: PlayerId, member: Member, before: Member | None) -> None:
        """Undo `seat`: the connection before this one has the seat again, if there was one."""
        if self.players.get(player) is member:
            self.unseat(player)
            if before is not None:
                self.seat(player, before)

    def unseat(self, player: PlayerId) -> Member | None:
        """Take a player's connection out."""
        member = self.players.pop(player, None)
        if member is not None:
            del self._numbers[member]
        return member

    def drop(self, member: Member) -> PlayerId | None:
        """Take a connection out; tells the player whose it was."""
        self.hosts.discard(member)
        self.spectators.discard(member)
        player = self._numbers.get(member)
        if player is not None:
            self.unseat(player)
        return player
