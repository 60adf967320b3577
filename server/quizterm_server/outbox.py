"""What waits to be sent to one client: replies in order, and at most one snapshot of each kind."""

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from quizterm.protocol.codec import encode
from quizterm.protocol.messages import ServerBase
from quizterm.protocol.server import Goodbye, Ok
from quizterm_server.frames import text_frame
from quizterm_server.rooms.member import News, Source

MOST_REPLIES = 32
"""Replies that may wait; a client that has more coming is not listened to until it takes some."""
REMEMBERED = 1024
"""Plain replies that are kept as they lie on the wire."""


class Wire(Protocol):
    """What takes frames to a client."""

    @property
    def clogged(self) -> bool:
        """It takes nothing now; `Outbox.look_again` says when it does."""
        ...

    def send(self, frames: bytes, messages: int) -> None:
        """Send whole frames, which are so many messages."""
        ...

    def abort(self) -> None:
        """Cut it: the client may come back and begin anew."""
        ...


class Outbox:
    """Replies first, then the newest stage and you, then the goodbye. A room sees a connection as this."""

    __slots__ = (
        "_called",
        "_stage",
        "_stage_sent",
        "_stage_stale",
        "_when_filled",
        "_wire",
        "_you",
        "_you_sent",
        "_you_stale",
        "goodbye",
        "replies",
    )
    # There is one for each client, and each is looked at for every message: so it is flat.

    def __init__(self, wire: Wire, when_filled: Callable[[], None]) -> None:
        """Make an empty outbox.

        Args:
            wire: Takes what can be sent without more ado.
            when_filled: Called once when there may be something to collect, until it is collected.
        """
        self._wire = wire
        self._when_filled: Callable[[], None] | None = when_filled
        self._called = False
        self.replies: list[ServerBase | int] = []
        """Those that wait; of a plain `ok` only the number that it carries back."""
        self._stage: Source | None = None
        self._you: Source | None = None
        self._stage_stale = self._you_stale = False
        self._stage_sent = self._you_sent = 0
        """Versions that were sent last; each is sent at most once."""
        self.goodbye: Goodbye | None = None
        """The last words, once they are said."""

    @property
    def finishing(self) -> bool:
        """The goodbye is on its way: what the client says now comes too late."""
        return self.goodbye is not None

    @property
    def crowded(self) -> bool:
        """More replies wait than a client should leave untaken."""
        return len(self.replies) >= MOST_REPLIES

    def subscribe(self, stage: Source, you: Source | None) -> None:
        """Fetch snapshots from here, and take both as changed."""
        if self._when_filled is None:
            return
        self._stage, self._stage_stale = stage, True
        if you is not None:
            self._you, self._you_stale = you, True
        self._call()

    def reply(self, message: ServerBase) -> None:
        """Send this after what was to be replied before."""
        self.replies.append(message)
        if not self._called:
            self._call()

    def accept(self, ref: int) -> None:
        """Say in its turn that this request was accepted, and nothing more; `deliver` follows."""
        self.replies.append(ref)

    def stage_changed(self, news: News) -> None:
        """Send this stage at once, with all that waits."""
        if self.replies or self._you_stale or self._stage is None or self.goodbye or self._wire.clogged:
            self._stage_stale = True
            self.deliver()
        elif news.version > self._stage_sent:
            # Nothing else waits: many get the same bytes at the same moment, and need nothing made for them.
            self._stage_stale = False
            self._stage_sent = news.version
            self._wire.send(news.frame, 1)

    def you_changed(self) -> None:
        """There is a newer `you`; `deliver` follows."""
        self._you_stale = True

    def deliver(self) -> None:
        """Send at once what waits, as far as it can be sent now."""
        if not (self.replies or self._stage_stale or self._you_stale):
            return
        if self.goodbye or self._wire.clogged or len(self.replies) >= MOST_REPLIES:
            self._call()  # whoever collects has more to see to
        else:
            try:
                frames, messages = self._take()
            except Exception:
                self._wire.abort()  # some of it is gone, and a gap would never be noticed
                raise
            if messages:
                self._wire.send(frames, messages)

    def look_again(self) -> None:
        self._call()

    def finish(self, goodbye: Goodbye) -> None:
        """Send what is waiting, then this goodbye; the first one counts."""
        if self.goodbye is None:
            self.goodbye = goodbye
            # The round that brings the last stage may still be on its way, and nothing follows a goodbye.
            self._stage_stale = True
        self._call()

    def put_off(self) -> None:
        """Nothing can be sent now; `look_again` says when it can."""
        self._called = False

    def close(self) -> None:
        """There is nobody any more to send anything to; let go of everything."""
        self._when_filled = None
        self.replies.clear()
        self._stage = self._you = None

    def collect(self) -> tuple[bytes, int]:
        """All frames to be sent now, and how many; the last one is the goodbye if this is `finishing`."""
        self._called = False
        return self._take()

    def _take(self) -> tuple[bytes, int]:
        frames: list[bytes] = []
        if self.replies:
            frames += map(_frame_of, self.replies)
            self.replies.clear()
        # Nobody is told what a question brought before its reveal, whose round may still be on its way.
        stale = self._stage_stale or self._you_stale
        if stale and self._stage is not None and (news := self._stage()) is not None:
            self._stage_stale = False
            if news.version > self._stage_sent:
                self._stage_sent = news.version
                frames.append(news.frame)
        if self._you_stale and self._you is not None and (news := self._you()) is not None:
            self._you_stale = False
            if news.version > self._you_sent:
                self._you_sent = news.version
                frames.append(news.frame)
        if self.goodbye is not None:
            frames.append(text_frame(encode(self.goodbye)))
        return b"".join(frames), len(frames)

    def _call(self) -> None:
        if not self._called and self._when_filled is not None:
            self._called = True
            self._when_filled()


def _frame_of(reply: ServerBase | int) -> bytes:
    return _accepted(reply) if isinstance(reply, int) else text_frame(encode(reply))


@lru_cache(maxsize=REMEMBERED)
def _accepted(ref: int) -> bytes:
    """The frame of a plain `ok`; many clients ask with the same `ref`."""
    return text_frame(encode(Ok(ref=ref)))
