"""What waits to be sent to one client: replies in order, and at most one snapshot of each kind."""

import asyncio
from collections import deque

from quizterm.protocol.codec import encode
from quizterm.protocol.messages import ServerBase
from quizterm.protocol.server import Goodbye
from quizterm_server.rooms.member import Source

MOST_REPLIES = 32
"""Replies that may wait; a client that has more coming is not read from until it takes some."""


class Outbox:
    """Replies first, then the newest stage and you, then the goodbye. A room sees a connection as this."""

    def __init__(self) -> None:
        self._replies: deque[ServerBase] = deque()
        self._stage = _Feed()
        self._you = _Feed()
        self._goodbye: Goodbye | None = None
        self._filled = asyncio.Event()
        self._has_room = asyncio.Event()
        self._has_room.set()

    @property
    def finishing(self) -> bool:
        """The goodbye is on its way: what the client says now comes too late."""
        return self._goodbye is not None

    def subscribe(self, stage: Source, you: Source | None) -> None:
        """Fetch snapshots from here, and take both as changed."""
        self._stage.subscribe(stage)
        if you is not None:
            self._you.subscribe(you)
        self._filled.set()

    def reply(self, message: ServerBase) -> None:
        """Send this after what was to be replied before."""
        self._replies.append(message)
        if len(self._replies) >= MOST_REPLIES:
            self._has_room.clear()
        self._filled.set()

    def stage_changed(self) -> None:
        self._stage.stale = True
        self._filled.set()

    def you_changed(self) -> None:
        self._you.stale = True
        self._filled.set()

    def look_again(self) -> None:
        self._filled.set()

    def finish(self, goodbye: Goodbye) -> None:
        """Send what is waiting, then this goodbye; the first one counts."""
        if self._goodbye is None:
            self._goodbye = goodbye
        self._filled.set()

    async def wait_for_room(self) -> None:
        """Return when more replies can be taken."""
        await self._has_room.wait()

    async def take(self) -> bytes | Goodbye:
        """The next frame, or the goodbye after the last one."""
        while True:
            if self._replies:
                return self._next_reply()
            for feed in (self._stage, self._you):
                if (frame := feed.take()) is not None:
                    return frame
            if self._goodbye is not None:
                return self._goodbye
            self._filled.clear()
            await self._filled.wait()

    def _next_reply(self) -> bytes:
        message = self._replies.popleft()
        self._has_room.set()
        return encode(message)


class _Feed:
    """Snapshots of one kind, each version at most once."""

    def __init__(self) -> None:
        self.stale = False
        self._source: Source | None = None
        self._sent = 0

    def subscribe(self, source: Source) -> None:
        self._source = source
        self.stale = True

    def take(self) -> bytes | None:
        """The newest snapshot, unless there is none that was not sent, or it is held back."""
        if not self.stale or self._source is None:
            return None
        news = self._source()
        if news is None:
            return None
        self.stale = False
        if news.version <= self._sent:
            return None
        self._sent = news.version
        return news.frame
