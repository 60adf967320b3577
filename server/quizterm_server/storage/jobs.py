"""What the writer does in a transaction: each job writes its own, and the log's rows are written at once."""

import asyncio
import os
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, update

from quizterm.language import N_
from quizterm.snapshot import Millis
from quizterm_server.storage.appending import Row
from quizterm_server.storage.interface import NotStored, Opening
from quizterm_server.storage.tables import servers, sessions

MISSING_LINK = N_("What came before this is not stored.")
"""Why something that builds on it is not stored either."""
SPARE = bytes(64 * 1024)
"""As much room as has to be there before it is said that something can be stored."""


class Job:
    """Something to be stored, all or nothing; by itself, only the server's time.

    Attributes:
        conflict: What is to be said when something is there already that it must not meet.
        at: The server's time, which is stored with it.
        settled: Set when it is stored, or when it is not going to be.
        outcome: For whoever has it stored, who may stop waiting for it.
    """

    conflict = ""

    def __init__(self, at: Millis) -> None:
        self.at = at
        self.settled = asyncio.Event()
        self.outcome: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def obsolete(self) -> bool:
        """Whether it builds on something that was not stored."""
        return False

    def write(self, connection: Connection) -> Sequence[Row]:
        """Write what is not in the log, and return the rows for the log; called in the thread that writes."""
        return ()

    def stored(self) -> None:
        """Called when it is stored."""

    def lost(self) -> None:
        """Called when it is not stored, or when that cannot be known."""

    def settle(self, failure: NotStored | None = None) -> None:
        """Let everybody know that it is stored, or why it is not."""
        self.settled.set()
        if self.outcome.done():
            return
        if failure is None:
            self.outcome.set_result(None)
        else:
            self.outcome.set_exception(failure)
            self.outcome.exception()  # whoever waits may stop before it is raised, and that is no fault


class Probe(Job):
    """Sees whether there is room for more than a few bytes; the next `Tidy` gives it back."""

    def __init__(self, at: Millis, server: str) -> None:
        super().__init__(at)
        self._server = server

    def write(self, connection: Connection) -> Sequence[Row]:
        connection.execute(update(servers).where(servers.c.name == self._server).values(spare=SPARE))
        return ()


class Tidy(Probe):
    """Gives the room back that a probe took, for what comes next."""

    def write(self, connection: Connection) -> Sequence[Row]:
        connection.execute(update(servers).where(servers.c.name == self._server).values(spare=None))
        return ()


class Announce(Job):
    """Tells where the server can be reached."""

    def __init__(self, at: Millis, server: str, address: str) -> None:
        super().__init__(at)
        self._server = server
        self._address = address

    def write(self, connection: Connection) -> Sequence[Row]:
        connection.execute(
            update(servers)
            .where(servers.c.name == self._server)
            .values(address=self._address, pid=os.getpid(), started_at=datetime.now(UTC))
        )
        return ()


class Open(Job):
    """Stores a new session; `session` is its number then, whatever its rows say."""

    conflict = N_("This session is stored already.")

    def __init__(self, at: Millis, server: str, opening: Opening, rows: Sequence[Row]) -> None:
        super().__init__(at)
        self._server = server
        self._opening = opening
        self._rows = rows
        self.session = 0

    def write(self, connection: Connection) -> Sequence[Row]:
        opening = self._opening
        made = connection.execute(
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
        return [(self.session, *row[1:]) for row in self._rows]
