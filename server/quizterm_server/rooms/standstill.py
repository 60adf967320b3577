"""A time in which nothing can be stored, so that nothing may happen."""

import asyncio
from collections.abc import Callable, Sequence
from typing import assert_never

from quizterm.snapshot import Millis
from quizterm_server.rooms.crowd import Crowd
from quizterm_server.rooms.deeds import Departed, Forsaken, Missed, Notice, Revived, StorageWorks, TimeIsUp
from quizterm_server.storage.interface import Storage


class Standstill:
    """Remembers since when a room stands still, and what has to wait until it goes on."""

    def __init__(self, storage: Storage, tell: Callable[[Notice], None]) -> None:
        self.on = False
        """Nothing is done now."""
        self.since: Millis | None = None
        """When the game's clock was stopped; kept until it is stored that it runs again."""
        self._storage = storage
        self._tell = tell
        self._put_off: list[Notice] = []
        self._mending: asyncio.Task[None] | None = None

    def begin(self, at: Millis) -> None:
        """Stand still, and tell the room once something can be stored again."""
        self.on = True
        if self.since is None:
            self.since = at
        self._mending = asyncio.create_task(self._wait())

    def put_off(self, notice: Notice, crowd: Crowd) -> None:
        """Keep for later what a notice means to the game."""
        match notice:
            case Departed(member, farewell):
                # The connection itself is gone whatever happens.
                host = member in crowd.hosts
                player = crowd.drop(member)
                if farewell and (host or player is not None):
                    self._put_off.append(Missed(player))
            case Revived():
                self._put_off.append(notice)
            case Missed() | Forsaken() | TimeIsUp() | StorageWorks():
                pass  # nobody can come back now: all of this is counted anew when the game goes on
            case _:
                assert_never(notice)

    def end(self) -> Sequence[Notice]:
        """Go on; returns what was put off."""
        self.on = False
        waiting, self._put_off = self._put_off, []
        return waiting

    def put_back(self, waiting: Sequence[Notice]) -> None:
        """Undo `end`, as far as it gave something out."""
        self._put_off = [*waiting, *self._put_off]

    def stop(self) -> None:
        """The room closes."""
        if self._mending is not None:
            self._mending.cancel()

    async def _wait(self) -> None:
        await self._storage.works()
        self._tell(StorageWorks())
