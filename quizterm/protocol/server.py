"""What the server says."""

from typing import Annotated, Literal

from pydantic import Field

from quizterm.errors import ErrorCode
from quizterm.protocol.messages import ServerBase
from quizterm.snapshot import Stage, You


class Welcome(ServerBase):
    """The reply to `hello`."""

    type: Literal["welcome"] = "welcome"
    protocol: int
    server: str
    """Name and version of the program."""


class Ok(ServerBase):
    """The request was accepted. Fields that do not belong to the request are absent."""

    type: Literal["ok"] = "ok"
    ref: int
    time: int | None = None
    """`ping`: the server's monotonic clock in milliseconds."""
    code: str | None = None
    """`create_session`: the join code."""
    player: int | None = None
    """`join`, `rejoin`: the player's number in this session."""
    token: str | None = None
    """`create_session`, `invite_host`: a host's token. `join`: the resume token. Keep it secret."""


class Refused(ServerBase):
    """The request was not accepted, and nothing has changed."""

    type: Literal["refused"] = "refused"
    ref: int | None = None
    """`null` when the message was too broken to have one."""
    code: ErrorCode | str
    message: str
    """A sentence for the person at the client."""


class StageNews(ServerBase):
    """What the whole audience sees now; replaces every `stage` before it."""

    type: Literal["stage"] = "stage"
    version: int
    """Grows; equal versions are equal bytes for everybody in the same audience."""
    stage: Stage


class YouNews(ServerBase):
    """What concerns this player now; replaces every `you` before it."""

    type: Literal["you"] = "you"
    version: int
    you: You


class Goodbye(ServerBase):
    """The last message before the server closes the connection."""

    type: Literal["goodbye"] = "goodbye"
    close: int
    """The close code that follows."""
    message: str
    """A sentence for the person at the client."""


ServerMessage = Annotated[
    Welcome | Ok | Refused | StageNews | YouNews | Goodbye,
    Field(discriminator="type"),
]
