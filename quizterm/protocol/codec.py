"""Frames to messages and back; the only module that touches JSON on the wire."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, from_json

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol.messages import PLAY_FRAME, ClientBase, ServerBase
from quizterm.protocol.playing import SubmitAnswer
from quizterm.protocol.server import ServerMessage, StageNews, YouNews
from quizterm.protocol.strictness import SUBMIT_NAMES, NamedTwice, demand_single_names
from quizterm.quiz.bounds import MAX_QUESTIONS
from quizterm.snapshot import Stage, You

if TYPE_CHECKING:
    from quizterm.protocol.incoming import ClientMessage

# A server never reads what servers say, nor a client what clients do.
_SERVER: TypeAdapter[ServerMessage] = TypeAdapter(ServerMessage, config=ConfigDict(defer_build=True))
_HEADS: dict[type[ClientBase | ServerBase], bytes] = {
    message: b'{"type":"%s",' % message.model_fields["type"].default.encode()
    for message in get_args(get_args(ServerMessage)[0])
}
"""How a frame of the server begins; no message is without another field."""


PICKING, PINGING = b'"type":"picked"', b'"type":"ping"'
"""Stand in messages that are remembered, and in no others: within a text the quotes are escaped."""
LONGEST_REMEMBERED, REMEMBERED = 125, 512
"""Bytes of a message that is remembered, and how many are."""


class BadMessage(Refusal):
    """A frame that is not a message of this protocol."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            ErrorCode.BAD_MESSAGE,
            N_("This is not a message of the protocol: {detail}.").format(detail=detail),
        )


def get_ready_to_serve() -> None:
    """Work out now how to read and write, for which the first client would have to wait otherwise."""
    _client()
    _stage()
    _you()
    for message in _HEADS.keys() - {StageNews, YouNews}:  # these two are written without what is around them
        message.model_rebuild(raise_errors=True)


def encode(message: ClientBase | ServerBase) -> bytes:
    """Write a message as one JSON text frame.

    Absent optional fields are left out, and of what the server says all that is at its default, save `type`.
    """
    head = _HEADS.get(type(message))
    if head is None:
        return message.model_dump_json(exclude_none=True).encode()
    # The serializer itself is half as expensive as the method around it, and this is done for each answer.
    body = message.__pydantic_serializer__.to_json(message, exclude_none=True, exclude_defaults=True)
    return head + body[1:]


def encode_stage(version: int, stage: Stage) -> bytes:
    """What `encode` makes of `StageNews`, which would first look for faults in what comes from the rules."""
    body = _stage().serializer.to_json(stage, exclude_none=True, exclude_defaults=True)
    return b'{"type":"stage","version":%d,"stage":%b}' % (version, body)


def encode_you(version: int, you: You) -> bytes:
    """What `encode` makes of `YouNews`, for half the time: one is made for each player."""
    body = _you().serializer.to_json(you, exclude_none=True, exclude_defaults=True)
    return b'{"type":"you","version":%d,"you":%b}' % (version, body)


@cache
def _client() -> "TypeAdapter[ClientMessage]":
    from quizterm.protocol.incoming import ClientMessage

    return TypeAdapter(ClientMessage)


# A dataclass takes no configuration from its adapter, so that these two cannot be told to wait.


@cache
def _stage() -> TypeAdapter[Stage]:
    return TypeAdapter(Stage)


@cache
def _you() -> TypeAdapter[You]:
    return TypeAdapter(You)


def decode_client(frame: bytes) -> "ClientMessage":
    """Read what a client said.

    Raises:
        BadMessage: The frame is not JSON, not known, not of the right shape, or names a field twice.
    """
    if len(frame) > PLAY_FRAME:
        _check_size(frame)
    elif len(frame) <= LONGEST_REMEMBERED and (PICKING in frame or PINGING in frame):
        return _remembered(frame)
    return _decode(frame)


def _decode(frame: bytes) -> "ClientMessage":
    try:
        message: ClientMessage = _client().validator.validate_json(frame)
        # Answers come by the thousand, and a call would cost them more than the count.
        if type(message) is not SubmitAnswer or frame.count(b":") != SUBMIT_NAMES:
            demand_single_names(frame, message)
    except ValidationError as error:
        raise BadMessage(_detail(error)) from None
    except NamedTwice:
        raise BadMessage("it names a field twice") from None
    return message


_remembered = lru_cache(maxsize=REMEMBERED)(_decode)
"""Reads an answer that picks options, or a ping. In a class most send the very same bytes as somebody else
before them; what is typed is seldom the same, and nobody's business when the session is over."""


def decode_server(frame: bytes) -> ServerMessage:
    """Read what the server said.

    Raises:
        BadMessage: The frame is not JSON, not known, or not of the right shape.
    """
    try:
        return _SERVER.validate_json(frame)
    except ValidationError as error:
        raise BadMessage(_detail(error)) from None


def _check_size(frame: bytes) -> None:
    """See that a large frame is a quiz's size in its parts, before each part is looked at.

    Raises:
        BadMessage: It is not JSON, or has more parts than any message.
    """
    try:
        parts = [from_json(frame)]
    except ValueError:
        raise BadMessage("json invalid") from None
    for seen, part in enumerate(parts):
        if isinstance(part, dict) and len(part) <= MOST_FIELDS:
            parts += part.values()
        elif isinstance(part, list) and len(part) <= MAX_QUESTIONS:
            parts += part
        elif isinstance(part, dict | list) or seen > MOST_PARTS:
            raise BadMessage("it has more parts than any message")


def _detail(error: ValidationError) -> str:
    """Say where and why, without repeating what the peer sent."""
    if error.error_count() > MOST_MISTAKES:
        return "nearly everything in it is of the wrong shape"
    first: ErrorDetails = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(_place(part) for part in first["loc"])
    reason = first["type"].replace("_", " ")
    return f"{where}: {reason}" if where else reason


def _place(part: int | str) -> str:
    """One step on the way to a field; a name that is none of ours is the peer's text and not shown."""
    if isinstance(part, int):
        return str(part)
    return part if len(part) <= LONGEST_NAME and part.isascii() and part.isidentifier() else "?"


MOST_FIELDS = 32
MOST_PARTS = 50_000
MOST_MISTAKES = 100
"""With more mistakes than this, writing down the first costs more than it tells."""

LONGEST_NAME = 32
"""Characters in the longest name of a field or type that is shown."""
