"""A storage that tests can hold back, break and mend, and that outlives its servers."""

import asyncio
from collections.abc import Sequence

from quizterm.snapshot import Millis
from quizterm_server.storage.interface import NotStored, Opening, SessionLog, StoredSession
from quizterm_server.storage.memory import MemoryLog, MemoryStorage
from quizterm_server.storage.records import Record


class FrailStorage(MemoryStorage):
    """Keeps everything, and stores or fails as a test says.

    Attributes:
        broken: Why nothing can be stored; `None` while it can.
        gate: While it is clear, nothing that is to be stored gets done.
        sessions: Everything that was ever stored.
    """

    def __init__(self) -> None:
        self.broken: str | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.sessions: list[tuple[Opening, FrailLog]] = []
        self.clock = Millis(0)
        self._mended = asyncio.Event()

    def mend(self) -> None:
        """Let things be stored again."""
        self.broken = None
        self._mended.set()

    async def pass_gate(self) -> None:
        """Wait as long as the test wants.

        Raises:
            NotStored: The test wants that.
        """
        await self.gate.wait()
        if self.broken is not None:
            raise NotStored(self.broken)

    async def open_session(self, opening: Opening, at: Millis) -> SessionLog:
        await self.pass_gate()
        log = FrailLog(self, opening.records)
        self.sessions.append((opening, log))
        return log

    async def unfinished(self) -> list[StoredSession]:
        return [await _stored(opening, log) for opening, log in self.sessions if log.result is None]

    async def ended(self, code: str) -> StoredSession | None:
        found = [entry for entry in self.sessions if entry[0].code == code and entry[1].result is not None]
        return await _stored(*found[-1]) if found else None

    async def recent_codes(self) -> list[str]:
        return [opening.code for opening, _ in self.sessions]

    async def note_clock(self, at: Millis) -> None:
        self.clock = at

    async def works(self) -> None:
        while self.broken is not None:
            self._mended.clear()
            await self._mended.wait()


class FrailLog(MemoryLog):
    """The log of one session in a `FrailStorage`."""

    def __init__(self, storage: FrailStorage, records: Sequence[Record]) -> None:
        super().__init__(records)
        self.commits = 0
        self._storage = storage

    async def commit(self, records: Sequence[Record], at: Millis, result: str | None = None) -> None:
        await self._storage.pass_gate()
        await super().commit(records, at, result)
        self.commits += 1


async def _stored(opening: Opening, log: FrailLog) -> StoredSession:
    return StoredSession(
        code=opening.code, wish=opening.wish, secret=opening.secret, records=await log.read(), log=log
    )
