"""One client's TCP connection. What is spoken on it is decided by websockets' protocol; what is done, here.

There is no task for a line: the event loop calls it when something comes, and a sweep when time is up.
"""

import asyncio
from enum import Enum, auto
from math import inf
from typing import cast

from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Request
from websockets.protocol import OPEN
from websockets.server import ServerProtocol

from quizterm.language import N_
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.messages import PLAY_FRAME
from quizterm.snapshot import Millis
from quizterm_server.dealings import LineSettings, Talk
from quizterm_server.frames import only_message, still_to_come
from quizterm_server.heads import Encrypted, Head, TooLong
from quizterm_server.limits import TokenBucket
from quizterm_server.logs import where

OPENING_SECONDS = 10.0
"""How long the opening handshake may take."""
CLOSING_SECONDS = 3.0
"""How long a client may take to close its side; a silent one is given up only after this as well."""
LAST_WORDS = 1.0
"""Seconds that a client which does not read has for the close frame."""
UNSENT = 32 * 1024
"""Bytes that may wait for a client before it counts as one that does not read."""
PIECE = 4 * 1024
"""Bytes that are looked at in one go, because they may be hundreds of messages."""
PIECES_AHEAD = 16
"""Pieces that may wait to be looked at before nothing more is read from a client."""
PARTS_EACH_SECOND, MOST_PARTS = 50.0, 500
"""Frames that are no whole message, such as pings, that a client may send in the long run and at once."""

TOO_MANY_FRAMES = N_("Too many frames.")
NO_SIGN_OF_LIFE = N_("No sign of life.")
NO_TLS = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\nThis server does not encrypt.\n"
"""Anything that is not TLS tells a client that wants to encrypt at once why nothing comes of it."""

OP_TEXT, OP_CONT, OP_BINARY = Opcode.TEXT, Opcode.CONT, Opcode.BINARY


class _Mark(Enum):
    """What can arrive besides data."""

    EOF = auto()
    LOST = auto()


ON_PURPOSE = (CloseCode.NORMAL_CLOSURE, CloseCode.GOING_AWAY)
"""Close codes of a client that leaves, rather than loses its line."""


class Line(asyncio.Protocol):
    """Takes what arrives, in pieces and in order, and writes what it is given at once."""

    __slots__ = (
        "_arrived",
        "_awaited",
        "_clogged_at",
        "_closing_at",
        "_common",
        "_head",
        "_heard_at",
        "_held",
        "_looking",
        "_looking_at",
        "_lost",
        "_parts",
        "_paused",
        "_pinged_at",
        "_protocol",
        "_talk",
        "_text",
        "_transport",
        "clogged",
        "due",
        "lane",
        "open",
    )

    def __init__(self, common: LineSettings) -> None:
        self.due = inf
        """When to `look`, in the loop's time; it may be too early, but not too late."""
        self.open = False
        """Whether something that is sent now can arrive."""
        self.clogged = False
        """The client does not take what is sent; `Talk.ready` follows."""
        self.lane = common.hall
        """Where what arrives waits for its turn, and what is to be sent."""
        self._common = common
        self._protocol = ServerProtocol(origins=[None], max_size=PLAY_FRAME)
        self._transport: asyncio.Transport
        self._talk: Talk | None = None
        self._arrived: list[tuple[float, Millis, bytes | _Mark]] = []
        self._head: Head | None = Head()
        """What has come of the request, until it is answered."""
        self._parts = TokenBucket(PARTS_EACH_SECOND, MOST_PARTS, common.loop_time)
        self._text: bytearray | None = None
        """What has come of a message in several frames."""
        self._awaited: int | None = 0
        """Bytes that are missing of the last frame; `None`, for good, once that cannot be known."""
        self._held = self._paused = self._looking = self._lost = False
        self._heard_at = self._looking_at = self._pinged_at = self._clogged_at = 0.0
        self._closing_at: float | None = None
        """When the line is cut if it is not closed until then."""

    @property
    def address(self) -> str:
        """The client's IP address; empty if it is not known."""
        name = self._transport.get_extra_info("peername")
        return str(name[0]) if name else ""

    def arrival(self) -> float:
        """When that arrived which is looked at now, in the loop's time."""
        return self._looking_at

    def send(self, frames: bytes, messages: int) -> None:
        """Send whole frames, which are so many messages, unless the line is closing."""
        if self.open:
            self._transport.write(frames)
            metrics = self._common.metrics
            metrics.messages_sent += messages
            metrics.sent_bytes += len(frames)

    def close(self, code: int, reason: str = "") -> None:
        """Begin the closing handshake; the line is cut if the client takes no part in it."""
        if self.open:
            self._protocol.send_close(code, reason)
            self._flush()
            self._cut_in(CLOSING_SECONDS)

    def abort(self) -> None:
        """Cut the line without another word."""
        if not self._lost:
            self._lost, self.open = True, False
            self._transport.abort()

    def hold(self) -> None:
        """Look at nothing more that comes until `go_on`."""
        self._held = not self._lost

    def go_on(self) -> None:
        """Look at what has come, and at what comes."""
        if self._held:
            self._held = False
            self._look_soon()

    def take_up_to(self, size: int) -> None:
        """From now on take messages of at most so many bytes."""
        self._protocol.max_message_size = size

    # Called by the event loop

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=UNSENT)
        self._heard_at = self._looking_at = self._common.loop_time()
        self._cut_in(OPENING_SECONDS)
        self._common.front.came(self)

    def data_received(self, data: bytes) -> None:
        self._heard_at = self._common.loop_time()
        at = self._common.clock.now()
        if len(data) <= PIECE:
            self._arrive(at, data)
        else:
            for start in range(0, len(data), PIECE):
                self._arrive(at, data[start : start + PIECE])
        if len(self._arrived) >= PIECES_AHEAD and not self._paused:
            self._paused = True
            self._transport.pause_reading()

    def eof_received(self) -> bool:
        self._arrive(self._common.clock.now(), _Mark.EOF)
        return self._transport.can_write_eof()  # then the protocol says when to close

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost, self.open = True, False
        if self._held or self.clogged:
            self._end()
        else:
            self._arrive(self._common.clock.now(), _Mark.LOST)

    def pause_writing(self) -> None:
        self.clogged, self._clogged_at = True, self._common.loop_time()
        self.due = min(self.due, self._clogged_at + self._common.stall_seconds)

    def resume_writing(self) -> None:
        self.clogged = False
        self._look_soon()
        if self._talk is not None:
            self._talk.ready()

    # What has arrived

    def _arrive(self, at: Millis, what: bytes | _Mark) -> None:
        self._arrived.append((self._heard_at, at, what))
        if len(self._arrived) == 1:
            self._look_soon()

    def _look_soon(self) -> None:
        # Who takes nothing is not listened to either: whatever it says would have to be answered.
        if self._arrived and not (self._held or self.clogged or self._looking):
            self._looking = True
            self.lane.receive(self._look_at_next)

    def _look_at_next(self) -> None:
        """Look at what has arrived, so that no deadline comes in between, but not at much at once."""
        self._looking = False
        left = PIECE
        while self._arrived and left > 0 and not (self._held or self.clogged):
            self._looking_at, at, what = self._arrived[0]
            left -= len(what) if isinstance(what, bytes) else PIECE
            try:
                self._look_at(at, what)
            except Exception as error:
                # Whatever one client sends must not reach the others.
                self._common.log.error("fault", where=where(error))
                self.abort()
            del self._arrived[:1]
        if self._arrived:
            self._look_soon()
        elif self._paused:
            self._paused = False
            if not self._lost:
                self._transport.resume_reading()

    def _look_at(self, at: Millis, what: bytes | _Mark) -> None:
        if isinstance(what, bytes):
            if self.open and self._awaited == 0 and (raw := only_message(what)) is not None:
                self._tell(raw, at)
            elif self._head is None:
                self._feed(at, what)
            else:
                self._open(self._head, at, what)
        elif what is _Mark.LOST:
            self._end()
        else:
            self._protocol.receive_eof()
            self._flush()
            if not self._lost:
                self._transport.close()
                self._cut_in(CLOSING_SECONDS)

    def _feed(self, at: Millis, data: bytes) -> None:
        if self._awaited is not None and self.open:
            self._awaited = still_to_come(data, self._awaited)
        if self._protocol.reader.eof:
            return
        self._protocol.receive_data(data)
        for event in self._protocol.events_received():
            self._take(cast(Frame | Request, event), at)
        self._flush()

    def _open(self, head: Head, at: Millis, data: bytes) -> None:
        """Answer the request as soon as it is there, and then look at what has come after it."""
        try:
            whole = head.add(data)
        except TooLong:
            self.abort()
            return
        except Encrypted:
            self._transport.write(NO_TLS)
            self._transport.close()
            self._cut_in(CLOSING_SECONDS)
            return
        if whole is not None:
            request, rest = whole
            self._head = None
            self._feed(at, request)
            if self.open and rest:
                self._feed(at, rest)

    def _take(self, event: Frame | Request, at: Millis) -> None:
        if isinstance(event, Request):
            self._shake_hands(event)
        elif event.opcode is OP_TEXT and event.fin:
            self._tell(bytes(event.data), at)
        elif not self._parts.take():
            # Pings and pieces of messages cost nearly as much as messages, which are counted elsewhere.
            self._fail(CloseCode.POLICY_VIOLATION, TOO_MANY_FRAMES)
        elif event.opcode is OP_TEXT:
            self._text = bytearray(event.data)
        elif event.opcode is OP_CONT:
            self._continue(event, at)
        elif event.opcode is OP_BINARY and self._talk is not None:
            self._talk.receive_binary()

    def _continue(self, frame: Frame, at: Millis) -> None:
        if self._text is not None:
            self._text += frame.data
            if frame.fin:
                raw, self._text = bytes(self._text), None
                self._tell(raw, at)

    def _tell(self, raw: bytes, at: Millis) -> None:
        try:
            if not raw.isascii():
                raw.decode()
        except UnicodeDecodeError as error:
            where = f"{error.reason} at position {error.start}"  # untranslated: for programmers
            self._fail(CloseCode.INVALID_DATA, where)
            return
        if self._talk is not None and self.open:
            self._talk.receive(raw, at)

    def _shake_hands(self, request: Request) -> None:
        response = self._common.front.answer(self._protocol, request, self.address)
        self._protocol.send_response(response or self._protocol.accept(request))
        self._flush()
        if self.open:
            self._closing_at = None
            self._talk = self._common.front.opened(self, request)
            self.due = self._heard_at

    def _fail(self, code: int, reason: str) -> None:
        self._protocol.fail(code, reason)
        self._flush()

    def _flush(self) -> None:
        """Send what the protocol has to say by itself, and see how it stands."""
        self.open = self._protocol.state is OPEN and not self._lost
        for data in self._protocol.data_to_send():
            if self._lost or self._transport.is_closing():
                continue
            if data:
                self._transport.write(data)
                continue
            self._cut_in(CLOSING_SECONDS)
            if self._transport.can_write_eof():
                self._transport.write_eof()
            else:
                # An encrypted line has no half: it closes once all is sent.
                self._transport.close()

    def _end(self) -> None:
        self._arrived.clear()
        if self._talk is not None:
            heard, said = self._protocol.close_rcvd, self._protocol.close_sent
            self._talk.gone(
                farewell=heard is not None and heard.code in ON_PURPOSE,
                closed=None if said is None else said.code,
            )
            self._talk = None
        # It refers to the protocol, which refers to it: nobody but the garbage collector would find them.
        self._protocol.parser.close()
        self._common.front.left(self)

    # Time

    def _cut_in(self, seconds: float) -> None:
        at = self._common.loop_time() + seconds
        self._closing_at = at if self._closing_at is None else min(at, self._closing_at)
        self.due = min(self.due, self._closing_at)

    def look(self, now: float) -> None:
        """Do what time asks for, and set when to look again."""
        self.due = inf
        if self._closing_at is not None:
            if now >= self._closing_at:
                self.abort()
            else:
                self.due = self._closing_at
        elif self.clogged and now >= self._clogged_at + self._common.stall_seconds:
            self._common.log.info("slow_consumer_dropped")
            self.close(CloseReason.SLOW_CONSUMER)
            self._cut_in(LAST_WORDS)
        elif self._talk is not None:
            self.due = min(self._talk.look(now), self._see_whether_alive(now), self.due)
            if self.clogged:
                self.due = min(self.due, self._clogged_at + self._common.stall_seconds)
            if self._closing_at is not None:
                self.due = min(self.due, self._closing_at)

    def _see_whether_alive(self, now: float) -> float:
        """Ask a silent client for a sign of life, and give up one that was asked in vain."""
        patience = self._common.ping_seconds
        if not self.open:
            return inf
        if self._paused:
            return now + patience  # what this client has sent is not all read
        if self._pinged_at > self._heard_at:
            if now >= self._pinged_at + patience:
                self._fail(CloseCode.INTERNAL_ERROR, NO_SIGN_OF_LIFE)
                self._cut_in(LAST_WORDS)
                return inf
            return self._pinged_at + patience
        if now >= self._heard_at + patience:
            self._protocol.send_ping(b"")
            self._flush()
            self._pinged_at = now
            return now + patience
        return self._heard_at + patience
