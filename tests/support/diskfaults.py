"""A disk on a bad day: full for a while, or with a database that somebody else keeps locked."""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, suppress
from pathlib import Path
from random import Random

from tests.support.crashes import Crashes
from tests.support.figures import Figures
from tests.support.mortal import MortalServer
from tests.support.witness import Witness
from tests.support.witnessed import WitnessedLink

GOING_ON = 20.0
"""Seconds in which play must go on once the disk is well again, on a slow machine."""

_PATIENT = 30.0
"""Seconds to wait until the lock is ours; the server writes again and again."""

_LEAST_ROOM = 64 * 1024
"""Bytes that a full disk still holds of each file: what is there is there."""


@asynccontextmanager
async def locked(database: Path) -> AsyncIterator[None]:
    """Nobody else can write to the database; everybody can still read."""
    with closing(sqlite3.connect(database, timeout=_PATIENT, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            other.rollback()


@asynccontextmanager
async def full(pid: int, database: Path) -> AsyncIterator[None]:
    """No file of this process can grow any more, as if the disk had no room left."""
    journal = database.with_name(f"{database.name}-wal")
    size = max(_LEAST_ROOM, journal.stat().st_size)
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


class DiskFaults:
    """Spoils one server's disk for a while, again and again; now and then the server dies of it as well."""

    def __init__(
        self, server: MortalServer, rng: Random, witness: Witness, figures: Figures, crashes: Crashes
    ) -> None:
        self._server = server
        self._rng = rng
        self._witness = witness
        self._figures = figures
        self._crashes = crashes

    async def strike(self, calm: float, links: Sequence[WitnessedLink]) -> None:
        """Wait for a moment, spoil the disk, mend it, and see that everybody plays on."""
        await asyncio.sleep(self._rng.uniform(0.0, calm))
        fault, longest = self._choose()
        killed_at = None
        async with fault:
            await asyncio.sleep(self._rng.uniform(0.0, longest))
            if self._rng.random() < 0.3:
                killed_at = asyncio.get_running_loop().time()
                await self._server.kill()
        self._figures.disk_faults += 1
        if killed_at is not None:
            self._figures.kills += 1
            await self._server.start()
            await self._crashes.see_all_back(killed_at, links)
        await self._see_all_go_on(links)

    def _choose(self) -> tuple[AbstractAsyncContextManager[None], float]:
        """A fault, and how many seconds it lasts at most."""
        database = Path(self._server.database)
        can_fill = hasattr(resource, "prlimit")  # Linux alone lets others do that to a process
        if self._rng.random() < 0.3 or not can_fill:
            return locked(database), 8.0
        return full(self._server.pid, database), 3.0

    async def _see_all_go_on(self, links: Sequence[WitnessedLink]) -> None:
        try:
            async with asyncio.timeout(GOING_ON):
                while self._witness.stalled():
                    await self._witness.next_sight()
        except TimeoutError:
            self._witness.complain(f"{self._witness.stalled()} still stand still {GOING_ON} s later")
