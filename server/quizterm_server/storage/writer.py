"""The one task that writes: everything that waits at a moment shares a transaction."""

import asyncio
from collections.abc import Sequence
from functools import lru_cache, partial

from sqlalchemy import Connection, Dialect, bindparam, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from structlog.typing import FilteringBoundLogger

from quizterm.language import N_
from quizterm.snapshot import Millis
from quizterm_server.logs import where
from quizterm_server.storage.anchor import Anchor
from quizterm_server.storage.appending import append
from quizterm_server.storage.faults import reason
from quizterm_server.storage.interface import NotStored
from quizterm_server.storage.jobs import MISSING_LINK, Job
from quizterm_server.storage.tables import servers
from quizterm_server.storage.transactions import Run, Transactions

STOPPING = N_("The server is stopping.")
STUMBLED = N_("The server could not write this down. Look at its log.")

_SET_CLOCK = (
    update(servers)
    .where(servers.c.name == bindparam("server"), servers.c.clock < bindparam("before"))
    .values(clock=bindparam("at"))
)


@lru_cache(maxsize=16)
def _set_clock(dialect: Dialect) -> str:
    """Takes the time, the server's name, and the time once more.

    A driver's own statement is a quarter cheaper than SQLAlchemy's, and each commit has this one.
    """
    return str(_SET_CLOCK.compile(dialect=dialect))


class Writer:
    """Takes jobs, writes them in the order in which they came, and says of each whether it is stored."""

    def __init__(
        self,
        transactions: Transactions,
        anchor: Anchor | None,
        server: str,
        clock: Millis,
        log: FilteringBoundLogger,
    ) -> None:
        self.clock = clock
        """The latest time of the server that is stored."""
        self._transactions = transactions
        self._anchor = anchor
        self._server = server
        self._log = log
        self._waiting: list[Job] = []
        self._called = asyncio.Event()
        self._closing = False
        self._failing = False
        self._task = asyncio.create_task(self._run())

    async def store(self, job: Job) -> None:
        """Return when `job` is stored. Who stops waiting for it does not call it off.

        Raises:
            NotStored: It is not, or it cannot be known whether it is.
        """
        if self._closing:
            raise NotStored(STOPPING)
        self._waiting.append(job)
        self._called.set()
        await job.outcome

    async def close(self) -> None:
        """Write what waits, and take nothing any more."""
        self._closing = True
        self._called.set()
        await self._task

    async def _run(self) -> None:
        try:
            while not self._closing or self._waiting:
                await self._called.wait()
                self._called.clear()
                jobs, self._waiting = self._waiting, []
                if not await self._store_together(jobs) and self._closing:
                    # Every attempt may take seconds, and who stops the server waits for it.
                    break
        finally:
            self._closing = True
            for job in self._waiting:
                self._fail(job, STOPPING)
            await self._transactions.close()

    async def _store_together(self, jobs: Sequence[Job]) -> bool:
        """Store all of them, or say of each why not; returns whether anything could be stored."""
        jobs = self._sort_out(jobs)
        try:
            await self._transact(jobs)
        except IntegrityError:
            # One of them is in the way of something that is there; that is nothing to the others.
            for job in jobs:
                await self._store_alone(job)
        except Exception as error:
            # Whoever came in the meantime would only wait as long once more.
            late, self._waiting = self._waiting, []
            self._give_up([*jobs, *late], error)
            return False
        return True

    async def _store_alone(self, job: Job) -> None:
        try:
            await self._transact(self._sort_out([job]))
        except IntegrityError:
            self._fail(job, job.conflict)
        except Exception as error:
            self._give_up([job], error)

    def _sort_out(self, jobs: Sequence[Job]) -> list[Job]:
        for job in jobs:
            if job.obsolete:
                self._fail(job, MISSING_LINK)
        return [job for job in jobs if not job.settled.is_set()]

    async def _transact(self, jobs: Sequence[Job]) -> None:
        if not jobs:
            return
        if self._anchor is not None:
            self._anchor.check()
        at = max(job.at for job in jobs)
        await self._transactions.run(partial(self._write, jobs, at), partial(self._succeed, jobs, at))

    def _write(self, jobs: Sequence[Job], at: Millis, connection: Connection, run: Run) -> None:
        append(run, connection.dialect, [row for job in jobs for row in job.write(connection)])
        run(_set_clock(connection.dialect), (at, self._server, at))

    def _succeed(self, jobs: Sequence[Job], at: Millis) -> None:
        self.clock = Millis(max(self.clock, at))
        self._note(failing=False)
        for job in jobs:
            job.stored()
            job.settle()

    def _give_up(self, jobs: Sequence[Job], error: Exception) -> None:
        if isinstance(error, SQLAlchemyError | OSError):
            why = reason(error)
            self._note(failing=True, why=why)
        else:
            why = STUMBLED
            self._log.error("fault", where=where(error))
        for job in jobs:
            self._fail(job, why)

    def _fail(self, job: Job, why: str) -> None:
        job.lost()
        job.settle(NotStored(why))

    def _note(self, *, failing: bool, why: str = "") -> None:
        """Log once that nothing can be stored, and once that it can again."""
        if failing and not self._failing:
            self._log.error("cannot_store", reason=why)
        elif self._failing and not failing:
            self._log.info("can_store_again")
        self._failing = failing
