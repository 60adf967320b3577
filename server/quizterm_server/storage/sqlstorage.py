"""Sessions kept in a database."""

import asyncio
import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.exc import SQLAlchemyError
from structlog.typing import FilteringBoundLogger

from quizterm.language import N_
from quizterm.snapshot import Millis
from quizterm_server.storage.access import Tables
from quizterm_server.storage.faults import UNREADABLE, is_damage, reason
from quizterm_server.storage.interface import Damaged, NotStored, Opening, SessionLog, StoredSession
from quizterm_server.storage.jobs import Announce, Job, Open, Probe, Tidy
from quizterm_server.storage.serving import Served
from quizterm_server.storage.sqllog import SqlLog, link, origin_of, read_log
from quizterm_server.storage.tables import sessions
from quizterm_server.storage.writer import Writer

PROBING = 1.0
"""Seconds between two attempts to store something."""
RECENT = timedelta(days=1)
"""How long the code of an ended session is not given out again."""


class SqlStorage:
    """The sessions of one server; `Storage` says what is promised."""

    def __init__(
        self,
        served: Served,
        server: str,
        clock: Millis,
        log: FilteringBoundLogger,
    ) -> None:
        """Serve sessions.

        Args:
            served: The database; `close` closes its transactions.
            server: Whose sessions.
            clock: The latest time that this server stored.
            log: Where faults are reported.
        """
        self.tables = Tables(served.engine, served.anchor)
        self._engine = served.engine
        self._server = server
        self._log = log
        self._worked_at = -math.inf
        """When a trial last succeeded, in the loop's time."""
        self._writer = Writer(served.transactions, served.anchor, server, clock, log)

    @property
    def clock(self) -> Millis:
        return self._writer.clock

    async def close(self) -> None:
        """Store what waits, and take nothing any more."""
        await self._writer.close()

    async def announce(self, address: str) -> None:
        """Store where this server can be reached, for `quizterm sessions`; does nothing if that fails."""
        await self._try(Announce(self.clock, self._server, address))

    async def open_session(self, opening: Opening, at: Millis) -> SessionLog:
        origin = origin_of(opening)
        rows, head = link(0, origin, opening.records)
        job = Open(at, self._server, opening, rows)
        await self._writer.store(job)
        return SqlLog(self._engine, self._writer, job.session, origin, head)

    async def unfinished(self) -> list[StoredSession]:
        query = select(sessions).where(sessions.c.server == self._server, sessions.c.ended_at.is_(None))
        found = []
        for row in await self._rows(query.order_by(sessions.c.id)):
            try:
                found.append(await self._load(row))
            except Damaged as damage:
                self._log.error("session_damaged", session=row.code, number=row.id, damage=str(damage))
        return found

    async def ended(self, code: str) -> StoredSession | None:
        query = select(sessions).where(sessions.c.server == self._server, sessions.c.code == code)
        rows = await self._rows(query.order_by(sessions.c.id.desc()).limit(1))
        return await self._load(rows[0]) if rows and rows[0].ended_at else None

    async def recent_codes(self) -> list[str]:
        lately = datetime.now(UTC) - RECENT
        query = select(sessions.c.code).where(sessions.c.ended_at.is_(None) | (sessions.c.ended_at > lately))
        return [row.code for row in await self._rows(query)]

    async def note_clock(self, at: Millis) -> None:
        await self._try(Job(at))

    async def works(self) -> None:
        # What could be stored a moment ago may not be what a room has to store; it must not ask like mad.
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._worked_at + PROBING - loop.time()))
        while True:
            if await self._try(Probe(self.clock, self._server)):
                break
            await asyncio.sleep(PROBING)
        self._worked_at = loop.time()
        await self._try(Tidy(self.clock, self._server))

    async def _try(self, job: Job) -> bool:
        """Store something that nobody relies on; whether it is stored. The writer logs why not."""
        try:
            await self._writer.store(job)
        except NotStored:
            return False
        return True

    async def _rows(self, query: Select[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
        try:
            async with self._engine.connect() as connection:
                return (await connection.execute(query)).all()
        except (SQLAlchemyError, OSError) as error:
            if isinstance(error, SQLAlchemyError) and is_damage(error):
                raise Damaged(N_("The list of sessions is damaged.")) from error
            raise NotStored(reason(error, UNREADABLE)) from error

    async def _load(self, row: Row[*tuple[Any, ...]]) -> StoredSession:
        origin = origin_of(row)
        try:
            async with self._engine.connect() as connection:
                records, head = await read_log(connection, row.id, origin)
        except (SQLAlchemyError, OSError) as error:
            raise NotStored(reason(error, UNREADABLE)) from error
        log = SqlLog(self._engine, self._writer, row.id, origin, head)
        return StoredSession(code=row.code, wish=row.wish, secret=row.secret, records=records, log=log)
