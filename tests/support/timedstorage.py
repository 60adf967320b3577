"""A storage that notes how long each commit takes."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from quizterm.engine import inputs
from quizterm.snapshot import Millis
from quizterm_server.storage.access import Tables
from quizterm_server.storage.interface import Opening, SessionLog, Storage, StoredSession
from quizterm_server.storage.records import Record


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit."""

    answers: int
    """Answers among its records."""
    seconds: float
    """Until it was durable."""


class TimedStorage:
    """Another storage, with a stopwatch at its logs.

    Attributes:
        commits: All commits of logs so far.
    """

    def __init__(self, storage: Storage) -> None:
        self.commits: list[Commit] = []
        self._storage = storage

    @property
    def tables(self) -> Tables | None:
        return self._storage.tables

    @property
    def clock(self) -> Millis:
        return self._storage.clock

    async def open_session(self, opening: Opening, at: Millis) -> SessionLog:
        return TimedLog(await self._storage.open_session(opening, at), self.commits)

    async def unfinished(self) -> list[StoredSession]:
        return await self._storage.unfinished()

    async def ended(self, code: str) -> StoredSession | None:
        return await self._storage.ended(code)

    async def recent_codes(self) -> list[str]:
        return await self._storage.recent_codes()

    async def note_clock(self, at: Millis) -> None:
        await self._storage.note_clock(at)

    async def works(self) -> None:
        await self._storage.works()


class TimedLog:
    """A log of a `TimedStorage`."""

    def __init__(self, log: SessionLog, commits: list[Commit]) -> None:
        self._log = log
        self._commits = commits

    @property
    def position(self) -> int:
        return self._log.position

    async def commit(self, records: Sequence[Record], at: Millis, result: str | None = None) -> None:
        began = time.perf_counter()
        await self._log.commit(records, at, result)
        answers = sum(isinstance(record, inputs.Answered) for record in records)
        self._commits.append(Commit(answers, time.perf_counter() - began))

    async def read(self) -> list[Record]:
        return await self._log.read()
