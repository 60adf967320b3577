"""News waiting for a face: the newest snapshots only, everything else in order."""

import asyncio
from collections.abc import AsyncIterator

from quizterm.protocol.server import Goodbye, StageNews, YouNews
from quizterm_client.peer import LinkEvent, LinkStatus


class Mailbox:
    """Keeps what one reader has not seen yet; its size does not grow with the speed of the news."""

    def __init__(self) -> None:
        self._waiting: list[LinkEvent] = []
        self._closed = False
        self._changed = asyncio.Event()

    def put(self, event: LinkEvent) -> None:
        """Add news; what it makes stale is dropped."""
        place = self._place_of_same_line(event)
        if place is not None:
            self._waiting[place] = event
        else:
            self._waiting = [waiting for waiting in self._waiting if not _replaces(event, waiting)]
            self._waiting.append(event)
        self._changed.set()

    def _place_of_same_line(self, event: LinkEvent) -> int | None:
        """Where the newest status of the line waits, if this one only tells more of the same.

        It keeps its place: whatever waits behind it was said on this line, and was not before it.
        """
        if not isinstance(event, LinkStatus):
            return None
        told = [place for place, waiting in enumerate(self._waiting) if isinstance(waiting, LinkStatus)]
        last = self._waiting[told[-1]] if told else None
        return told[-1] if isinstance(last, LinkStatus) and last.state is event.state else None

    def close(self) -> None:
        """Let the reader finish what waits, and then end."""
        self._closed = True
        self._changed.set()

    async def read(self) -> AsyncIterator[LinkEvent]:
        """Everything that comes, for one reader."""
        while True:
            while self._waiting:
                yield self._waiting.pop(0)
            if self._closed:
                return
            self._changed.clear()
            await self._changed.wait()


def _replaces(new: LinkEvent, old: LinkEvent) -> bool:
    match new:
        case StageNews() | YouNews():
            return type(old) is type(new)
        case LinkStatus():
            return isinstance(old, LinkStatus) and old.state is new.state
        case Goodbye():
            return isinstance(old, Goodbye)
