"""What the log of a session is made of: what happened to its game, and who may come in."""

from dataclasses import dataclass

from quizterm.engine import inputs
from quizterm.snapshot import PlayerId


@dataclass(frozen=True, slots=True, kw_only=True)
class HostAdmitted:
    """Whoever has the token with this digest is a host."""

    token: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerAdmitted:
    """Whoever has the token with this digest is this player; the wish that brought them in is remembered."""

    player: PlayerId
    wish: bytes
    token: bytes
    account: int | None = None
    """The account that had logged in, by its number in the database; it means nothing to the session. This is
    no record of its own: whoever counts records must not learn who has an account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenChanged:
    """A player came back with `before`, which is worth nothing any more, and has `token` now.

    The same return, known by its `wish`, may be asked for once more by whoever lost the reply.
    """

    player: PlayerId
    before: bytes
    wish: bytes
    token: bytes


Door = HostAdmitted | PlayerAdmitted | TokenChanged
"""What changes who may come in. All secrets are digests."""

Record = inputs.Created | inputs.Input | Door
