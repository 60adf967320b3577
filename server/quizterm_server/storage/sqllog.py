"""The log of one session in the database."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Protocol

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from quizterm.engine.inputs import Answered
from quizterm.language import N_
from quizterm.snapshot import Millis
from quizterm_server.storage.appending import Row
from quizterm_server.storage.codec import decode, encode
from quizterm_server.storage.digests import beginning, following
from quizterm_server.storage.faults import UNREADABLE, is_damage, reason
from quizterm_server.storage.interface import Damaged, NotStored
from quizterm_server.storage.jobs import MISSING_LINK, Job
from quizterm_server.storage.participations import Seat, enter, fill_in, seats_in
from quizterm_server.storage.records import Record
from quizterm_server.storage.tables import log, sessions
from quizterm_server.storage.writer import Writer

UNWRITABLE = N_("This cannot be written down.")
_PAGE = 500
"""Records that are read or written down in one go: some 3 ms, then others have their turn. So many rows are
fetched at once."""
_TOGETHER = 64
"""The most answers in a row."""


@dataclass(frozen=True, slots=True)
class Head:
    """How far a log goes."""

    number: int
    """Of its last record, from 1 on; 0 if there is none."""
    digest: bytes
    """What the next record is chained to."""


class Chained(Protocol):
    """What the first record of a session is chained to."""

    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def wish(self) -> bytes: ...
    @property
    def secret(self) -> bytes: ...


def origin_of(session: Chained) -> Head:
    """The head of a session's log from before its first record.

    Raises:
        Damaged: What is stored of the session is not what was written.
    """
    try:
        return Head(0, beginning(session.code, session.title, session.wish, session.secret))
    except (AttributeError, TypeError):
        raise Damaged(N_("What is stored of the session besides its log is not what was written.")) from None


def link(session: int, head: Head, records: Iterable[Record]) -> tuple[list[Row], Head]:
    """The rows for these records of a session after `head`, and the head after them.

    Raises:
        NotStored: One of them cannot be written down.
    """
    rows: list[Row] = []
    number, digest = head.number, head.digest
    for together in _by_rows(records):
        try:
            kind, data = encode(together)
        except ValueError as error:
            raise NotStored(UNWRITABLE) from error
        digest = following(digest, number + 1, kind, data)
        rows.append((session, number + 1, kind, data, digest))
        number += len(together)
    return rows, Head(number, digest)


def _by_rows(records: Iterable[Record]) -> Iterator[Sequence[Record]]:
    """Records that share a row: answers that follow one another; all others have rows of their own."""
    for shape, alike in groupby(records, type):
        some = list(alike)
        several = _TOGETHER if shape is Answered else 1
        for begun in range(0, len(some), several):
            yield some[begun : begun + several]


async def read_log(connection: AsyncConnection, session: int, head: Head) -> tuple[list[Record], Head]:
    """All records of a session that follow `head`, and the head after them.

    Raises:
        Damaged: They are not what was written.
        SQLAlchemyError: They cannot be read.
    """
    query = select(log.c.number, log.c.kind, log.c.data, log.c.digest).where(log.c.session == session)
    records: list[Record] = []
    enough = _PAGE
    try:
        async with connection.stream(query.order_by(log.c.number)) as found:
            async for page in found.partitions(_PAGE):
                for row in page:
                    together, head = _check(row, head)
                    records += together
                    if len(records) >= enough:
                        enough = len(records) + _PAGE
                        await asyncio.sleep(0)
    except SQLAlchemyError as error:
        if is_damage(error):
            raise Damaged(N_("The database itself is damaged.")) from error
        raise
    if not records:
        raise Damaged(N_("The first record is missing."))
    return records, head


def _check(row: Sequence[Any], head: Head) -> tuple[Sequence[Record], Head]:
    number, kind, data, digest = row
    if number != head.number + 1:
        raise Damaged(N_("Record {number} is missing.").format(number=head.number + 1))
    # A damaged page can make a number or bytes of what was a text.
    texts = isinstance(kind, str) and isinstance(data, str)
    if not texts or following(head.digest, number, kind, data) != digest:
        raise Damaged(N_("Record {number} is not what was written.").format(number=number))
    try:
        together = decode(kind, data)
    except Damaged as damage:
        raise Damaged(
            N_("Record {number} cannot be read: {reason}.").format(number=number, reason=damage)
        ) from damage
    return together, Head(head.number + len(together), digest)


class SqlLog:
    """The log of a session, of which this object is the only writer."""

    def __init__(self, engine: AsyncEngine, writer: Writer, session: int, origin: Head, head: Head) -> None:
        """Continue a log.

        Args:
            engine: Where it is read from.
            writer: Where it is written to.
            session: The session's number in the database.
            origin: The head from before the first record.
            head: The head now.
        """
        self.head = head
        """How far the log is stored."""
        self.losses = 0
        """How often something was not stored; what was meant to follow it must not be stored either."""
        self._engine = engine
        self._writer = writer
        self._session = session
        self._origin = origin
        self._next = head
        self._losses_known = 0
        self._latest: Append | None = None

    @property
    def position(self) -> int:
        return self.head.number

    async def commit(self, records: Sequence[Record], at: Millis, result: str | None = None) -> None:
        if self._losses_known != self.losses:
            raise NotStored(MISSING_LINK)
        rows: list[Row] = []
        head = self._next
        for begun in range(0, len(records), _PAGE):
            if begun:
                await asyncio.sleep(0)
            page, head = link(self._session, head, records[begun : begun + _PAGE])
            rows += page
        self._next = head
        self._latest = Append(self, self._session, rows, seats_in(records), self._next, at, result)
        await self._writer.store(self._latest)

    async def read(self) -> list[Record]:
        if self._latest is not None:
            # Somebody may have stopped waiting for it; it is on its way all the same.
            await self._latest.settled.wait()
        try:
            async with self._engine.connect() as connection:
                records, head = await read_log(connection, self._session, self._origin)
        except (SQLAlchemyError, OSError) as error:
            raise NotStored(reason(error, UNREADABLE)) from error
        self.head = self._next = head
        self._losses_known = self.losses
        return records


class Append(Job):
    """Stores the next records of a session."""

    conflict = N_("Another server has taken this session over.")

    def __init__(
        self,
        log: SqlLog,
        session: int,
        rows: Sequence[Row],
        seats: Sequence[Seat],
        after: Head,
        at: Millis,
        result: str | None,
    ) -> None:
        super().__init__(at)
        self._log = log
        self._session = session
        self._rows = rows
        self._seats = seats
        self._after = after
        self._result = result
        self._losses = log.losses

    @property
    def obsolete(self) -> bool:
        return self._losses != self._log.losses

    def write(self, connection: Connection) -> Sequence[Row]:
        enter(connection, self._session, self._seats)
        if self._result is not None:
            ended = {"result": self._result, "ended_at": datetime.now(UTC)}
            connection.execute(update(sessions).where(sessions.c.id == self._session).values(ended))
            fill_in(connection, self._session, self._result)
        return self._rows

    def stored(self) -> None:
        self._log.head = self._after

    def lost(self) -> None:
        self._log.losses += 1
