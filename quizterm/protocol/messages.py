"""What the wire messages share: the bases, named constraints and the protocol number."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

PROTOCOL = 1
"""The number of this protocol. It grows when an old peer could not make sense of a new one."""

DEFAULT_PORT = 8765

CODE_LENGTH = 6
CODE_ALPHABET = "2346789ABCDEFGHJKMNPQRTUVWXYZ"
"""Characters of join codes, without look-alikes: no 0 O, 1 I L, 5 S."""
CODE_PATTERN = rf"^[{CODE_ALPHABET}]{{{CODE_LENGTH}}}$"

PLAY_PATH = "/play"
"""Where players and spectators connect: frames of at most `PLAY_FRAME` bytes."""
HOST_PATH = "/host"
"""Where hosts connect: frames of at most `HOST_FRAME` bytes, because a quiz travels here."""
PLAY_FRAME = 8 * 1024
HOST_FRAME = 1024 * 1024

MAX_WHOLE = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact."""

Ref = Annotated[int, Field(ge=0, le=MAX_WHOLE)]
"""Chosen by the client; the reply carries it back."""
JoinCode = Annotated[str, Field(pattern=CODE_PATTERN)]
Token = Annotated[str, Field(min_length=22, max_length=128, pattern=r"^[A-Za-z0-9_-]+$")]
"""A secret, URL-safe base64 of at least 128 random bits."""
AccessToken = Annotated[str, Field(max_length=4096, pattern=r"^[A-Za-z0-9_.=-]*$", repr=False)]
"""A JSON Web Token (RFC 7519), good for some minutes."""
RawName = Annotated[str, Field(max_length=200)]
"""A name as typed; the server cleans it and may refuse it."""
QuestionIndex = Annotated[int, Field(ge=-1, le=9_999)]
PlayerNumber = Annotated[int, Field(ge=0, le=MAX_WHOLE)]


class ClientBase(BaseModel):
    """A message from a client: parsed strictly, unknown fields are errors."""

    # Whoever plays says a few of these, and how to check the others need not be worked out.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False, defer_build=True)


class Request(ClientBase):
    """A message that is answered once: by `ok` or by `refused`, with the same `ref`."""

    ref: Ref


class ServerBase(BaseModel):
    """A message from the server: unknown fields are ignored, so that an older client survives a newer one."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False, defer_build=True)
