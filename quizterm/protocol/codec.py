"""Frames to messages and back; the only module that touches JSON on the wire."""

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.client import ClientMessage
from quizterm.protocol.messages import ClientBase, ServerBase
from quizterm.protocol.server import ServerMessage

_CLIENT: TypeAdapter[ClientMessage] = TypeAdapter(ClientMessage)
_SERVER: TypeAdapter[ServerMessage] = TypeAdapter(ServerMessage)


class BadMessage(Refusal):
    """A frame that is not a message of this protocol."""

    def __init__(self, detail: str) -> None:
        super().__init__(ErrorCode.BAD_MESSAGE, f"This is not a message of the protocol: {detail}.")


def encode(message: ClientBase | ServerBase) -> bytes:
    """Write a message as one JSON text frame; absent optional fields are left out."""
    return message.model_dump_json(exclude_none=True).encode()


def decode_client(frame: bytes) -> ClientMessage:
    """Read what a client said.

    Raises:
        BadMessage: The frame is not JSON, not known, or not of the right shape.
    """
    try:
        return _CLIENT.validate_json(frame)
    except ValidationError as error:
        raise BadMessage(_detail(error)) from None


def decode_server(frame: bytes) -> ServerMessage:
    """Read what the server said.

    Raises:
        BadMessage: The frame is not JSON, not known, or not of the right shape.
    """
    try:
        return _SERVER.validate_json(frame)
    except ValidationError as error:
        raise BadMessage(_detail(error)) from None


def _detail(error: ValidationError) -> str:
    """Say where and why, without repeating what the peer sent."""
    first: ErrorDetails = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(_place(part) for part in first["loc"])
    reason = first["type"].replace("_", " ")
    return f"{where}: {reason}" if where else reason


def _place(part: int | str) -> str:
    """One step on the way to a field; a name that is none of ours is the peer's text and not shown."""
    if isinstance(part, int):
        return str(part)
    return part if len(part) <= LONGEST_NAME and part.isascii() and part.isidentifier() else "?"


LONGEST_NAME = 32
"""Characters in the longest name of a field or type that is shown."""
