"""What the writer does in a transaction: each job writes its own, and the log's rows are written at once."""

import asyncio
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from quizterm.snapshot import Millis
from quizterm_server.storage.interface import Opening
from quizterm_server.storage.tables import servers, sessions

Row = dict[str, Any]
"""A row of the log."""

MISSING_LINK = "What came before this is not stored."
"""Why something that builds on it is not stored either."""
SPARE = bytes(64 * 1024)
"""As much room as has to be there before it is said that something can be stored."""


class Job:
    """Something to be stored, all or nothing; by itself, only the server's time.

    Attributes:
        conflict: What is to be said when something is there already that it must not meet.
        at: The server's time, which is stored with it.
        done: Set by the writer when it is stored, or with the reason why it is not.
    """

    conflict = ""

    def __init__(self, at: Millis) -> None:
        self.at = at
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def obsolete(self) -> bool:
        """Whether it builds on something that was not stored."""
        return False

    async def write(self, connection: AsyncConnection) -> Sequence[Row]:
        """Write what is not in the log, and return the rows for the log."""
        return ()

    def stored(self) -> None:
        """Called when it is stored."""

    def lost(self) -> None:
        """Called when it is not stored, or when that cannot be known."""


class Probe(Job):
    """Sees whether there is room for more than a few bytes; the next `Tidy` gives it back."""

    def __init__(self, at: Millis, server: str) -> None:
        super().__init__(at)
        self._server = server

    async def write(self, connection: AsyncConnection) -> Sequence[Row]:
        await connection.execute(update(servers).where(servers.c.name == self._server).values(spare=SPARE))
        return ()


class Tidy(Probe):
    """Gives the room back that a probe took, for what comes next."""

    async def write(self, connection: AsyncConnection) -> Sequence[Row]:
        await connection.execute(update(servers).where(servers.c.name == self._server).values(spare=None))
        return ()


class Announce(Job):
    """Tells where the server can be reached."""

    def __init__(self, at: Millis, server: str, address: str) -> None:
        super().__init__(at)
        self._server = server
        self._address = address

    async def write(self, connection: AsyncConnection) -> Sequence[Row]:
        await connection.execute(
            update(servers)
            .where(servers.c.name == self._server)
            .values(address=self._address, pid=os.getpid(), started_at=datetime.now(UTC))
        )
        return ()


class Open(Job):
    """Stores a new session; `session` is its number then."""

    conflict = "This session is stored already."

    def __init__(self, at: Millis, server: str, opening: Opening, rows: Sequence[Row]) -> None:
        super().__init__(at)
        self._server = server
        self._opening = opening
        self._rows = rows
        self.session = 0

    async def write(self, connection: AsyncConnection) -> Sequence[Row]:
        opening = self._opening
        made = await connection.execute(
            insert(sessions).values(
                server=self._server,
                code=opening.code,
                title=opening.title,
                wish=opening.wish,
                secret=opening.secret,
                opened_at=datetime.now(UTC),
            )
        )
        assert made.inserted_primary_key is not None
        self.session = made.inserted_primary_key[0]
        return [row | {"session": self.session} for row in self._rows]
