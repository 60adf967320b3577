"""What a client says that plays or watches."""

from typing import Annotated, Literal

from pydantic import Field

from quizterm.protocol.messages import ClientBase, JoinCode, QuestionIndex, RawName, Request, Token
from quizterm.quiz.answers import Answer


class Hello(ClientBase):
    """The first message of every connection; answered by `welcome`, or by a close with code 4400."""

    type: Literal["hello"] = "hello"
    protocol: Annotated[int, Field(ge=0, le=1_000_000)]
    client: Annotated[str, Field(max_length=80)] = ""
    """Name and version of the program, for the server's log."""


class Ping(Request):
    """Ask for the server's time; allowed at any moment after `hello`."""

    type: Literal["ping"] = "ping"


class Join(Request):
    """Enter a session as a new player; `ok` carries the player's number and resume token."""

    type: Literal["join"] = "join"
    key: Token
    """Made by the client for this one wish: sent again, it gives the same player."""
    code: JoinCode
    name: RawName


class Rejoin(Request):
    """Come back as the same player; `ok` carries the next resume token, and this one has had its day."""

    type: Literal["rejoin"] = "rejoin"
    code: JoinCode
    token: Token
    key: Token | None = None
    """Made by the client for this one return, and kept with the token: sent again with the same token, it
    gives the same next token. Without a key, a reply that got lost cannot be asked for again."""


class Watch(Request):
    """Enter a session as a spectator."""

    type: Literal["watch"] = "watch"
    code: JoinCode


class SubmitAnswer(Request):
    """Answer the open question. The same answer sent again is `ok` again and counts once."""

    type: Literal["submit_answer"] = "submit_answer"
    question: QuestionIndex
    answer: Annotated[Answer, Field(discriminator="type")]


class Leave(Request):
    """Leave the session for good (a player) or stop watching."""

    type: Literal["leave"] = "leave"
