"""What the log of a session says: its game, and who may come in."""

from collections.abc import Sequence
from functools import partial
from typing import Self

from quizterm.engine import inputs
from quizterm.engine.effects import Dismiss, Effects
from quizterm.engine.rules import begin, step
from quizterm.engine.state import Game
from quizterm_server.rooms.people import People
from quizterm_server.storage.records import Door, HostAdmitted, PlayerAdmitted, Record, TokenChanged
from quizterm_server.storage.replaying import follow, follow_in_turns


class SessionState:
    """Changed by records only, so that the same records make the same state again."""

    def __init__(self, created: inputs.Created, secret: bytes) -> None:
        self.game: Game = begin(created)
        self.people = People(secret)

    @classmethod
    def replayed(cls, records: Sequence[Record], secret: bytes) -> Self:
        """The state that these records made.

        Raises:
            Damaged: They tell of something that cannot have happened.
        """
        return follow(records, partial(cls, secret=secret), cls.apply)

    @classmethod
    async def replayed_in_turns(cls, records: Sequence[Record], secret: bytes) -> Self:
        """The same, with turns for others while it lasts.

        Raises:
            Damaged: They tell of something that cannot have happened.
        """
        return await follow_in_turns(records, partial(cls, secret=secret), cls.apply)

    def apply(self, record: inputs.Input | Door) -> Effects:
        """Let a record do what it says.

        Raises:
            Refusal: The rules do not allow it, and nothing has changed.
        """
        match record:
            case inputs.Answered():
                return step(self.game, record)  # they come by the thousand, and nobody is named or goes by it
            case HostAdmitted() | PlayerAdmitted() | TokenChanged():
                self.people.admit(record)
                return []
            case _:
                return self._step(record)

    def _step(self, happened: inputs.Input) -> Effects:
        consequences = step(self.game, happened)
        match happened:
            case inputs.Joined(player=player, name=name):
                self.people.name(player, name)
            case inputs.Renamed(player=player, name=name):
                self.people.rename(player, name)
            case inputs.Unbanned(player=player):
                self.people.unban(player)
            case _:
                pass
        for effect in consequences:
            if isinstance(effect, Dismiss):
                self.people.dismiss(effect.player, effect.why)
        return consequences
