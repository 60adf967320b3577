"""What the server says."""

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, TypeAdapter, field_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema, to_json

from quizterm.errors import ErrorCode
from quizterm.protocol.messages import JoinCode, PlayerNumber, ServerBase, Token
from quizterm.quiz.answers import TRUE_FALSE_OPTIONS, Key, RightOptions, RightOrder
from quizterm.quiz.model import Whole
from quizterm.snapshot import QuestionView, Stage, You


class Welcome(ServerBase):
    """The reply to `hello`."""

    type: Literal["welcome"] = "welcome"
    protocol: Whole
    server: str
    """Name and version of the program."""


class _WhenTold:
    """Reads `Data`, and works out how when there is some: whoever plays is never told any."""

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_read_data)

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(_data().core_schema)


def _read_data(value: Any) -> Any:
    return value if isinstance(value, ServerBase) else _data().validate_json(to_json(value))


@cache
def _data() -> TypeAdapter[Any]:
    from quizterm.protocol.data import Data

    return TypeAdapter(Annotated[Data, Field(discriminator="kind")])


if TYPE_CHECKING:
    from quizterm.protocol.data import Data
else:
    Data = Annotated[Any, _WhenTold()]


class Ok(ServerBase):
    """The request was accepted. Fields that do not belong to the request are absent."""

    type: Literal["ok"] = "ok"
    ref: Whole
    time: Whole | None = None
    """`ping`: the server's monotonic clock in milliseconds."""
    code: JoinCode | None = None
    """`create_session`: the join code."""
    player: PlayerNumber | None = None
    """`join`, `rejoin`: the player's number in this session."""
    token: Token | None = None
    """`create_session`, `invite_host`: a host's token. `join`, `rejoin`: the resume token, which replaces
    every one before it. Keep it secret."""
    data: Data | None = None
    """What was asked for about accounts or the library."""


class Refused(ServerBase):
    """The request was not accepted, and nothing has changed."""

    type: Literal["refused"] = "refused"
    ref: Whole | None = None
    """`null` when the message was too broken to have one."""
    code: ErrorCode | str
    message: str
    """A sentence for the person at the client."""


def _check_key(item: QuestionView | None, key: Key | None) -> None:
    """See that a key names only options that are shown.

    Raises:
        ValueError: It names others.
    """
    named = key.options if isinstance(key, RightOptions) else key.items if isinstance(key, RightOrder) else ()
    shown = len(item.options) or TRUE_FALSE_OPTIONS if item is not None else 0
    if any(index >= shown for index in named):
        raise ValueError("a key names an option that is not shown")


class StageNews(ServerBase):
    """What the whole audience sees now; replaces every `stage` before it."""

    type: Literal["stage"] = "stage"
    version: Whole
    """Grows; equal versions are equal bytes for everybody in the same audience."""
    stage: Stage

    @field_validator("stage")
    @classmethod
    def _keys_fit(cls, stage: Stage) -> Stage:
        _check_key(stage.item, stage.reveal.key if stage.reveal else None)
        _check_key(stage.item, stage.desk.key if stage.desk else None)
        return stage


class YouNews(ServerBase):
    """What concerns this player now; replaces every `you` before it."""

    type: Literal["you"] = "you"
    version: Whole
    you: You


class Goodbye(ServerBase):
    """The last message before the server closes the connection."""

    type: Literal["goodbye"] = "goodbye"
    close: Whole
    """The close code that follows."""
    message: str
    """A sentence for the person at the client."""
    retry_after: Whole | None = None
    """When the server expects to be back: wait at least this many milliseconds before you connect again …"""
    spread: Whole | None = None
    """… and then any time up to this many milliseconds more, drawn at random: not all must come at once."""


ServerMessage = Annotated[
    Welcome | Ok | Refused | StageNews | YouNews | Goodbye,
    Field(discriminator="type"),
]
