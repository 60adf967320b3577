"""What waits to be sent to one client: replies in order, and at most one snapshot of each kind."""

from collections.abc import Callable

from quizterm.protocol.codec import encode
from quizterm.protocol.messages import ServerBase
from quizterm.protocol.server import Goodbye
from quizterm_server.frames import text_frame
from quizterm_server.rooms.member import Source

MOST_REPLIES = 32
"""Replies that may wait; a client that has more coming is not listened to until it takes some."""


class Outbox:
    """Replies first, then the newest stage and you, then the goodbye. A room sees a connection as this."""

    __slots__ = ("_called", "_replies", "_stage", "_when_filled", "_you", "goodbye")

    def __init__(self, when_filled: Callable[[], None]) -> None:
        """Make an empty outbox.

        Args:
            when_filled: Called once when there may be something to collect, until it is collected.
        """
        self._when_filled: Callable[[], None] | None = when_filled
        self._called = False
        self._replies: list[ServerBase] = []
        self._stage = _Feed()
        self._you = _Feed()
        self.goodbye: Goodbye | None = None
        """The last words, once they are said."""

    @property
    def finishing(self) -> bool:
        """The goodbye is on its way: what the client says now comes too late."""
        return self.goodbye is not None

    @property
    def replies(self) -> int:
        """How many replies wait."""
        return len(self._replies)

    @property
    def crowded(self) -> bool:
        """More replies wait than a client should leave untaken."""
        return len(self._replies) >= MOST_REPLIES

    def subscribe(self, stage: Source, you: Source | None) -> None:
        """Fetch snapshots from here, and take both as changed."""
        if self._when_filled is None:
            return
        self._stage.subscribe(stage)
        if you is not None:
            self._you.subscribe(you)
        self._call()

    def reply(self, message: ServerBase) -> None:
        """Send this after what was to be replied before."""
        self._replies.append(message)
        self._call()

    def stage_changed(self) -> None:
        self._stage.stale = True
        self._call()

    def you_changed(self) -> None:
        self._you.stale = True
        self._call()

    def look_again(self) -> None:
        self._call()

    def finish(self, goodbye: Goodbye) -> None:
        """Send what is waiting, then this goodbye; the first one counts."""
        if self.goodbye is None:
            self.goodbye = goodbye
        self._call()

    def put_off(self) -> None:
        """Nothing can be sent now; `look_again` says when it can."""
        self._called = False

    def close(self) -> None:
        """There is nobody any more to send anything to; let go of everything."""
        self._when_filled = None
        self._replies.clear()
        self._stage, self._you = _Feed(), _Feed()

    def collect(self) -> tuple[bytes, int]:
        """All frames to be sent now, and how many; the last one is the goodbye if this is `finishing`."""
        self._called = False
        frames, count = b"", len(self._replies)
        if count:
            frames = b"".join([text_frame(encode(message)) for message in self._replies])
            self._replies.clear()
        for feed in (self._stage, self._you):
            if feed.stale and (news := feed.take()):
                frames += news
                count += 1
        if self.goodbye is not None:
            frames += text_frame(encode(self.goodbye))
            count += 1
        return frames, count

    def _call(self) -> None:
        if not self._called and self._when_filled is not None:
            self._called = True
            self._when_filled()


class _Feed:
    """Snapshots of one kind, each version at most once."""

    __slots__ = ("_sent", "_source", "stale")

    def __init__(self) -> None:
        self.stale = False
        self._source: Source | None = None
        self._sent = 0

    def subscribe(self, source: Source) -> None:
        self._source = source
        self.stale = True

    def take(self) -> bytes:
        """The newest snapshot; nothing if that was sent already or is held back."""
        news = self._source() if self._source is not None else None
        if news is None:
            return b""
        self.stale = False
        if news.version <= self._sent:
            return b""
        self._sent = news.version
        return news.frame
