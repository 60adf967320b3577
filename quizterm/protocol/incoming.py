"""All that a client can say, as a server reads it."""

from typing import Annotated

from pydantic import Field

from quizterm.protocol.accounts import Administration, Entrance, Own
from quizterm.protocol.client import (
    Command,
    CreateSession,
    Hello,
    HostSetting,
    InviteHost,
    Join,
    Leave,
    Ping,
    Rejoin,
    ResumeHost,
    SubmitAnswer,
    Watch,
)
from quizterm.protocol.library import HostQuiz, Library

ClientMessage = Annotated[
    Hello
    | Ping
    | CreateSession
    | Join
    | Rejoin
    | Watch
    | ResumeHost
    | SubmitAnswer
    | Leave
    | Command
    | HostSetting
    | InviteHost
    | Entrance
    | Own
    | Administration
    | Library
    | HostQuiz,
    Field(discriminator="type"),
]
