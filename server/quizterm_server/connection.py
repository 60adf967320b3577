"""What is said to one client and by it: greeting, limits, requests in order, and what the outbox has."""

import asyncio
from collections.abc import Callable
from functools import partial
from math import inf
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from websockets.frames import CloseCode

from quizterm import __version__
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol.client import Hello
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.codec import BadMessage, decode_client
from quizterm.protocol.incoming import ClientMessage
from quizterm.protocol.messages import HOST_FRAME, PROTOCOL, Ref
from quizterm.protocol.server import Goodbye, Refused, Welcome
from quizterm.snapshot import Millis
from quizterm_server.limits import TokenBucket
from quizterm_server.line import Line
from quizterm_server.logs import where
from quizterm_server.metrics import Ending
from quizterm_server.outbox import MOST_REPLIES, Outbox
from quizterm_server.rooms.replies import STUMBLED
from quizterm_server.rooms.surroundings import Surroundings
from quizterm_server.visit import Visit

SERVER_NAME = f"quizterm/{__version__}"
LONGEST_HELLO = 1024
"""Bytes; nothing larger is looked at before the greeting."""

COMMAND_FRAME = 128 * 1024
"""Bytes that a host may send at once when the quiz has arrived: the largest correction of a key fits."""

OLD_CLIENT = N_("This server speaks protocol {number}, your QuizTerm protocol {yours}. Update your QuizTerm.")
OLD_SERVER = N_("This server speaks protocol {number}, your QuizTerm protocol {yours}. Update the server.")
TEXT_ONLY = N_("This server takes text frames only.")
NO_ENTRY = N_("This connection is for hosts, and has had no session for too long.")
NO_HELLO = N_("Nothing was heard from this client; it should have said hello.")
HELLO_FIRST = N_("Say hello first, with the protocol number.")
NONSENSE = N_("Too many messages that are not of the protocol.")
SLOW_DOWN = N_("This is more than a person can send. Slow down, or the connection is closed.")
TOO_FAST = N_("More messages arrived than a person can send.")
CROWDED = N_("This server has too many hosts at its door. Try again in a moment.")
GUESSING = N_("Too many wrong codes or tokens.")

ENDINGS: dict[int | None, Ending] = {
    CloseReason.SUPERSEDED: Ending.GOODBYE,
    CloseReason.REMOVED: Ending.GOODBYE,
    CloseReason.BANNED: Ending.GOODBYE,
    CloseReason.SESSION_ENDED: Ending.GOODBYE,
    CloseReason.LEFT: Ending.GOODBYE,
    CloseReason.LOGGED_OUT: Ending.LOGGED_OUT,
    CloseReason.SLOW_CONSUMER: Ending.SLOW_CONSUMER,
    CloseCode.SERVICE_RESTART: Ending.RESTART,
    CloseCode.PROTOCOL_ERROR: Ending.NONSENSE,
    CloseCode.INVALID_DATA: Ending.NONSENSE,
    CloseCode.MESSAGE_TOO_BIG: Ending.NONSENSE,
}
"""What close codes mean that others than a connection send; the rest is a line that was lost."""


class Connection:
    """Speaks the protocol with one client until one of the two hangs up.

    What the client asks for is done in the order in which it came. Nearly everything is done at once; while
    something else takes its time, what follows waits.
    """

    __slots__ = (
        "_bad_messages",
        "_bucket",
        "_busy",
        "_came_at",
        "_ending",
        "_greeted",
        "_later",
        "_line",
        "_log",
        "_metrics",
        "_settings",
        "_visit",
        "_warned",
        "outbox",
    )

    def __init__(
        self,
        line: Line,
        make_visit: Callable[[Outbox], Visit],
        around: Surroundings,
    ) -> None:
        self.outbox = Outbox(line, self._send_soon)
        self._line = line
        self._visit = make_visit(self.outbox)
        self._settings = settings = around.settings
        self._log = around.log
        self._metrics = around.metrics
        loop = asyncio.get_running_loop()
        self._came_at = loop.time()
        # By arrival: who sends at leisure to a server that is busy has not sent all of it at once.
        self._bucket = TokenBucket(settings.message_rate, settings.message_burst, line.arrival)
        self._busy: asyncio.Future[Any] | None = None
        self._later: list[tuple[ClientMessage, Millis]] = []
        self._greeted = False
        self._warned = False
        self._bad_messages = 0
        self._ending: Ending | None = None
        self._metrics.connections_opened += 1

    @property
    def waits_to_host(self) -> bool:
        """Whether this connection came to host, and could give way to another one."""
        return self._visit.without_session and self._busy is None and not self.outbox.finishing

    @property
    def _is_busy(self) -> bool:
        return self._busy is not None

    def give_way(self) -> None:
        """Make room for somebody who comes to host."""
        self.hang_up(CloseCode.TRY_AGAIN_LATER, CROWDED, Ending.CROWDED)

    def hang_up(self, close: int, message: str, why: Ending) -> None:
        """Say goodbye and close with this code."""
        self._ending = self._ending or why
        self.bid(Goodbye(close=close, message=message))

    def bid(self, goodbye: Goodbye) -> None:
        """Send what is waiting, then this, and close."""
        self.outbox.finish(goodbye)

    # Called by the line

    def receive(self, raw: bytes, at: Millis) -> None:
        """Take a message that arrived at this time."""
        self._metrics.messages_received += 1
        if self.outbox.goodbye is not None:
            return
        if not self._greeted and len(raw) > LONGEST_HELLO:
            self.hang_up(CloseCode.POLICY_VIOLATION, HELLO_FIRST, Ending.NO_HELLO)
            return
        if self._warned and self._bucket.full:
            self._warned = False  # a pause wipes the slate clean
        if not self._bucket.take():
            self._slow_down(raw)
            return
        try:
            message = decode_client(raw)
        except BadMessage as bad:
            self._refuse_nonsense(raw, bad)
            return
        if self._busy is None:
            self._handle(message, at)
        else:
            self._later.append((message, at))

    def receive_binary(self) -> None:
        """Take a message that is not text."""
        self.hang_up(CloseCode.UNSUPPORTED_DATA, TEXT_ONLY, Ending.NONSENSE)

    def ready(self) -> None:
        """Send what has waited for the line."""
        self.outbox.look_again()

    def look(self, now: float) -> float:
        """Hang up if the client has taken too long for its first steps; returns when to look again."""
        if self.outbox.finishing:
            return inf
        if not self._greeted:
            until = self._came_at + self._settings.hello_seconds
            if now >= until:
                self.hang_up(CloseCode.POLICY_VIOLATION, NO_HELLO, Ending.NO_HELLO)
            return until
        until = self._came_at + self._settings.entry_seconds
        if not self._visit.without_session:
            return inf
        if now < until:
            return until
        if self._busy is None:
            self.hang_up(CloseCode.POLICY_VIOLATION, NO_ENTRY, Ending.NO_ENTRY)
        return now + self._settings.entry_seconds

    def gone(self, *, farewell: bool, closed: int | None) -> None:
        """The line is gone; with a farewell when the client closed it on purpose."""
        ending = self._ending or (Ending.LEFT if farewell else ENDINGS.get(closed, Ending.LOST))
        self._metrics.connections_closed[ending] += 1
        self._later.clear()
        if isinstance(self._busy, asyncio.Task):
            self._busy.cancel()
        self._visit.end(farewell=farewell)
        self.outbox.close()

    # Reading

    def _handle(self, message: ClientMessage, at: Millis) -> None:
        try:
            if self._greeted:
                self._busy = self._visit.handle(message, at)
            else:
                self._greet(message)
        except Exception as error:
            self._excuse(error, _ref_in(message))
            self._limit()
        if self._busy is not None:
            self._line.hold()
            self._busy.add_done_callback(partial(self._served, _ref_in(message)))
        elif self.outbox.crowded:
            self._line.hold()

    def _served(self, ref: int | None, done: "asyncio.Future[Any]") -> None:
        """What took its time is done; go on with what has come since."""
        self._busy = None
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            self._excuse(error, ref)
        # Before anything more is looked at: an answer must not wait elsewhere than the room's deadline does.
        self._line.lane = self._visit.lane or self._line.lane
        self._limit()
        while self._later and not (self._is_busy or self.outbox.finishing):
            self._handle(*self._later.pop(0))
        if not (self._is_busy or self.outbox.crowded):
            self._line.go_on()

    def _excuse(self, error: BaseException, ref: int | None) -> None:
        if isinstance(error, Refusal):
            self._refuse(ref, error)
        else:
            # A fault in the server must cost one request and not the connection.
            self._log.error("fault", where=where(error))
            self._refuse(ref, Refusal(ErrorCode.INTERNAL, STUMBLED))

    def _limit(self) -> None:
        """See what this connection may still do after a request that was refused, or took its time."""
        if self._visit.settled_to_host:
            self._line.take_up_to(COMMAND_FRAME)
        if self._visit.guesses >= self._settings.wrong_codes:
            self.hang_up(CloseCode.POLICY_VIOLATION, GUESSING, Ending.GUESSING)
        elif self.outbox.crowded:
            self._line.hold()

    def _greet(self, message: ClientMessage) -> None:
        if not isinstance(message, Hello):
            raise Refusal(ErrorCode.HELLO_FIRST, HELLO_FIRST)
        if message.protocol != PROTOCOL:
            self._hang_up_stranger(message.protocol)
            return
        self._log.debug("hello", client=message.client)
        self._greeted = True
        if self._visit.may_host:
            # Only now, because an unfinished message is kept as long as its connection.
            self._line.take_up_to(HOST_FRAME)
        self.outbox.reply(Welcome(protocol=PROTOCOL, server=SERVER_NAME))

    def _hang_up_stranger(self, protocol: int) -> None:
        self.hang_up(CloseReason.WRONG_PROTOCOL, _wrong_protocol(protocol), Ending.WRONG_PROTOCOL)

    def _refuse(self, ref: int | None, refusal: Refusal) -> None:
        self._metrics.requests_refused[refusal.code] += 1
        self.outbox.reply(Refused(ref=ref, code=refusal.code, message=refusal.message))

    def _refuse_nonsense(self, raw: bytes, bad: BadMessage) -> None:
        if not self._greeted and (protocol := _protocol_of(raw)) not in (None, PROTOCOL):
            self._hang_up_stranger(protocol)
            return
        self._bad_messages += 1
        self._refuse(_ref_of(raw), bad)
        if self._bad_messages > self._settings.bad_messages:
            self.hang_up(CloseCode.POLICY_VIOLATION, NONSENSE, Ending.NONSENSE)

    def _slow_down(self, raw: bytes) -> None:
        """Warn once, then hang up."""
        if self._warned:
            self.hang_up(CloseCode.POLICY_VIOLATION, TOO_FAST, Ending.TOO_FAST)
        else:
            self._warned = True
            self._refuse(_ref_of(raw), Refusal(ErrorCode.TOO_FAST, SLOW_DOWN))

    # Writing

    def _send_soon(self) -> None:
        self._line.lane.send(self._send)

    def _send(self) -> None:
        line, outbox = self._line, self.outbox
        if line.clogged:
            outbox.put_off()  # the line says when it takes more
            return
        replies = len(outbox.replies)
        try:
            frames, count = outbox.collect()
        except Exception as error:
            self._log.error("fault", where=where(error))
            line.abort()
            return
        if count:
            line.send(frames, count)
        if outbox.goodbye is not None:
            line.close(outbox.goodbye.close)
        elif replies >= MOST_REPLIES and not self._is_busy:
            line.go_on()


class _HasRef(BaseModel):
    """As much of a broken message as is needed to refuse it."""

    model_config = ConfigDict(strict=True, extra="ignore")

    ref: Ref


class _HasProtocol(BaseModel):
    """As much of a hello as every protocol number has."""

    model_config = ConfigDict(strict=True, extra="ignore")

    type: Literal["hello"]
    protocol: int


def _ref_in(message: ClientMessage) -> int | None:
    """What the reply to this carries back."""
    return None if isinstance(message, Hello) else message.ref


def _ref_of(raw: bytes) -> int | None:
    try:
        return _HasRef.model_validate_json(raw).ref
    except ValidationError:
        return None


def _protocol_of(raw: bytes) -> int | None:
    try:
        return _HasProtocol.model_validate_json(raw).protocol
    except ValidationError:
        return None


def _wrong_protocol(protocol: int) -> str:
    sentence = OLD_CLIENT if protocol < PROTOCOL else OLD_SERVER
    return sentence.format(number=PROTOCOL, yours=protocol)
