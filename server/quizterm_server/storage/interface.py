"""What rooms need of a place where sessions are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from quizterm.snapshot import Millis
from quizterm_server.storage.records import Record

if TYPE_CHECKING:
    from quizterm_server.storage.access import Tables


class NotStored(Exception):
    """Nothing of it is stored, or it cannot be known whether it is; the message says why, for people."""


class Damaged(Exception):
    """What is stored is not what was written; the message says where."""


class SessionLog(Protocol):
    """The log of one session. Only the session's room writes to it."""

    @property
    def position(self) -> int:
        """How many records are stored."""
        ...

    async def commit(self, records: Sequence[Record], at: Millis, result: str | None = None) -> None:
        """Store these records, all or none; when this returns they are there to stay.

        Args:
            records: In the order in which they happened; at least one.
            at: The server's time, which is stored with them.
            result: How the session ended; given with its last records.

        Raises:
            NotStored: Use `read` to see what is there before anything else is committed.
        """
        ...

    async def read(self) -> list[Record]:
        """All records that are stored; the next ones follow them.

        Raises:
            NotStored: The storage cannot be read.
            Damaged: They are not what was written.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A session to be stored for the first time."""

    code: str
    title: str
    wish: bytes
    """The digest of the key with which it was wished for."""
    secret: bytes
    """What its tokens are derived from."""
    records: Sequence[Record]
    """The first ones; the very first is `Created`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSession:
    """A session as it was stored."""

    code: str
    wish: bytes
    secret: bytes
    records: list[Record]
    log: SessionLog


class Storage(Protocol):
    """The sessions of one server."""

    @property
    def tables(self) -> "Tables | None":
        """What else is kept beside the sessions; `None` where nothing can be."""
        ...

    @property
    def clock(self) -> Millis:
        """The latest server time that was stored; the server's clock goes on from here."""
        ...

    async def open_session(self, opening: Opening, at: Millis) -> SessionLog:
        """Store a new session.

        Raises:
            NotStored: It is not stored.
        """
        ...

    async def unfinished(self) -> list[StoredSession]:
        """Sessions of this server that have not ended; damaged ones are reported and left out."""
        ...

    async def ended(self, code: str) -> StoredSession | None:
        """The latest session of this server with this code, if it has ended.

        Raises:
            NotStored: The storage cannot be read.
            Damaged: It is not what was written.
        """
        ...

    async def recent_codes(self) -> list[str]:
        """Codes that must not be given out now: of sessions that go on or ended less than a day ago."""
        ...

    async def note_clock(self, at: Millis) -> None:
        """Store the server's time, so that a restart goes on from it; does nothing while that fails."""
        ...

    async def works(self) -> None:
        """Return once something can be stored; tries again and again, about once a second."""
        ...
