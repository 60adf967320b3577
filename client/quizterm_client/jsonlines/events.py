"""What a program is told: one object for each event. Snapshots are written as the protocol's models say."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from quizterm.protocol.messages import MAX_WHOLE
from quizterm.quiz.model import Whole
from quizterm.snapshot import Stage, Time, You
from quizterm_client.peer import LinkState

LONGEST_ID = 200

Id = Annotated[int, Field(ge=-MAX_WHOLE, le=MAX_WHOLE)] | Annotated[str, Field(max_length=LONGEST_ID)]
"""What a program calls one of its commands."""


class Role(StrEnum):
    """Who follows the session."""

    PLAYER = "player"
    HOST = "host"
    SPECTATOR = "spectator"


class Event(BaseModel):
    """One object on a line; fields that are null are left out, unless it is complete."""

    model_config = ConfigDict(frozen=True)

    complete: ClassVar[bool] = False
    """Every field is written, so that a program need not know what it is when it is left out."""


class SessionEvent(Event):
    """The first one: which session this is."""

    event: Literal["session"] = "session"
    role: Role
    code: str
    """The join code."""
    server: str
    """Where the server is, as others reach it."""
    join: str
    """What others type to join."""
    player: Whole | None = None
    """This player's number; hosts and spectators have none."""
    hosting: bool = False
    """A host's commands are taken: from the host, and from a player who hosts as well."""


class StageEvent(Event):
    """What the whole audience sees now; replaces every one before."""

    complete: ClassVar[bool] = True

    event: Literal["stage"] = "stage"
    server_now: Time
    """The server's clock when this was written, in milliseconds: `stage.deadline` minus it is left."""
    version: Whole
    stage: Stage


class YouEvent(Event):
    """What concerns this player now; replaces every one before."""

    complete: ClassVar[bool] = True

    event: Literal["you"] = "you"
    server_now: Time
    version: Whole
    you: You


class LineEvent(Event):
    """How the line to the server is, when that changes."""

    event: Literal["line"] = "line"
    state: LinkState
    message: str | None = None
    """A sentence for a person, where there is something to say."""
    round_trip: Whole | None = None
    """Milliseconds."""


class ReplyEvent(Event):
    """What became of a command."""

    event: Literal["reply"] = "reply"
    id: Id | None = None
    """As it was given."""
    ok: bool
    code: str | None = None
    """Why not: one of the protocol's codes for refusals, or `no_line` or `line_broke`."""
    message: str | None = None
    """The same as a sentence for a person."""
    did: str | None = None
    """What was asked of the server, by its name in the protocol."""
    question: Whole | None = None
    """The question that it was asked for."""
    token: str | None = None
    """A co-host's token, which is told this once."""


class ErrorEvent(Event):
    """A line that is no command; nothing was done."""

    event: Literal["error"] = "error"
    line: Whole
    """The number of the line, from 1."""
    id: Id | None = None
    """As far as it could be read."""
    code: Literal["bad_message", "too_long"]
    message: str
    """A sentence for whoever writes the program."""


class GoodbyeEvent(Event):
    """The server has closed the session for good; nothing but the line's state follows."""

    event: Literal["goodbye"] = "goodbye"
    close: Whole
    """The close code."""
    message: str


AnyEvent = SessionEvent | StageEvent | YouEvent | LineEvent | ReplyEvent | ErrorEvent | GoodbyeEvent
"""Everything that is told."""
