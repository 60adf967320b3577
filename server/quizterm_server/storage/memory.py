"""Sessions kept as long as the process lasts: for demonstrations, and for tests of everything else."""

from collections.abc import Sequence

from quizterm.snapshot import Millis
from quizterm_server.storage.interface import Opening, SessionLog, StoredSession
from quizterm_server.storage.records import Record


class MemoryLog:
    """A `SessionLog` that is a list."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = list(records)
        self.result: str | None = None

    @property
    def position(self) -> int:
        return len(self._records)

    async def commit(self, records: Sequence[Record], at: Millis, result: str | None = None) -> None:
        self._records += records
        self.result = result or self.result

    async def read(self) -> list[Record]:
        return list(self._records)


class MemoryStorage:
    """A `Storage` that outlives no process, and so never has anything from an earlier one."""

    clock = Millis(0)
    """There is no earlier time to go on from."""
    tables = None
    """No account outlives a process."""

    async def open_session(self, opening: Opening, at: Millis) -> SessionLog:
        return MemoryLog(opening.records)

    async def unfinished(self) -> list[StoredSession]:
        return []

    async def ended(self, code: str) -> StoredSession | None:
        return None

    async def recent_codes(self) -> list[str]:
        return []

    async def note_clock(self, at: Millis) -> None:
        pass

    async def works(self) -> None:
        pass
