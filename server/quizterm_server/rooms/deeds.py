"""What can be put into a room's inbox."""

import asyncio
from dataclasses import dataclass

from quizterm.engine.inputs import Input
from quizterm.protocol.server import Ok, Refused
from quizterm.snapshot import PlayerId, record
from quizterm_server.rooms.member import Member


@record(frozen=True, slots=True)
class Act:
    """Something happens to the game."""

    happened: Input


@record(frozen=True, slots=True)
class Admit:
    """A new player wants in; the name is already clean."""

    key: str
    name: str
    account: int | None = None
    """Whose seat it is to be; `None` for a guest."""


@record(frozen=True, slots=True)
class Return:
    """A player comes back."""

    token: str
    key: str | None = None
    """Names this very return, so that it can be asked for again."""


@record(frozen=True, slots=True)
class EnterAsHost:
    """A host comes in, for the first time or again."""

    token: str
    opening: bool = False
    """The host has just opened the session, and is told its code and this token."""


@record(frozen=True, slots=True)
class EnterAsSpectator:
    """Somebody wants to watch."""


@record(frozen=True, slots=True)
class InviteHost:
    """A host wants a token for a co-host."""


@record(frozen=True, slots=True)
class StopWatching:
    """A spectator has seen enough."""


Entrance = Admit | Return | EnterAsHost | EnterAsSpectator
Deed = Act | Entrance | InviteHost | StopWatching

Reply = Ok | Refused


@dataclass(slots=True, eq=False)
class Request:
    """A deed that somebody waits for; no two are the same."""

    deed: Deed
    member: Member
    ref: int
    answered: asyncio.Future[Reply] | None
    """Done once the member has the reply; `None` where nobody has to know."""


@record(frozen=True, slots=True)
class Departed:
    """A connection that was in the room is gone."""

    member: Member
    farewell: bool
    """It was closed on purpose, and not just lost."""


@record(frozen=True, slots=True)
class Missed:
    """Somebody whose line broke has not come back in time."""

    player: PlayerId | None
    """`None` for the hosts."""


@record(frozen=True, slots=True)
class TimeIsUp:
    """The game's timer went off."""

    timer: int


@record(frozen=True, slots=True)
class Forsaken:
    """Nobody has been there for too long."""


@record(frozen=True, slots=True)
class Revived:
    """The server is up again, and nobody is connected yet."""


@record(frozen=True, slots=True)
class StorageWorks:
    """What happens can be stored again."""


Notice = Departed | Missed | TimeIsUp | Forsaken | Revived | StorageWorks
"""What nobody waits for."""


@record(frozen=True, slots=True)
class Granted:
    """What an accepted request brings, as far as the reply tells it."""

    code: str | None = None
    player: PlayerId | None = None
    token: str | None = None
