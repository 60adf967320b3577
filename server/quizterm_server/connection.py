"""One client's socket: a task that reads requests, a task that writes what the outbox has."""

import asyncio
from contextlib import suppress
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from structlog.typing import FilteringBoundLogger
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode

from quizterm import __version__
from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.client import ClientMessage, Hello
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.codec import BadMessage, decode_client, encode
from quizterm.protocol.messages import HOST_FRAME, PROTOCOL, Ref
from quizterm.protocol.server import Goodbye, Refused, Welcome
from quizterm.snapshot import Millis
from quizterm_server.clock import Clock
from quizterm_server.limits import TokenBucket
from quizterm_server.logs import where
from quizterm_server.outbox import Outbox
from quizterm_server.rooms.room import STUMBLED
from quizterm_server.settings import ServerSettings
from quizterm_server.visit import Visit

SERVER_NAME = f"quizterm/{__version__}"
LAST_WORDS = 1.0
"""Seconds that a client which does not read has for the close frame."""

LONGEST_HELLO = 1024
"""Bytes; nothing larger is looked at before the greeting."""

COMMAND_FRAME = 128 * 1024
"""Bytes that a host may send at once when the quiz has arrived: the largest correction of a key fits."""

ON_PURPOSE = (CloseCode.NORMAL_CLOSURE, CloseCode.GOING_AWAY)
"""Close codes of a client that leaves, rather than loses its line."""

TEXT_ONLY = "This server takes text frames only."
NO_ENTRY = "This connection is for hosts, and has had no session for too long."
NO_HELLO = "Nothing was heard from this client; it should have said hello."
HELLO_FIRST = "Say hello first, with the protocol number."
NONSENSE = "Too many messages that are not of the protocol."
SLOW_DOWN = "This is more than a person can send. Slow down, or the connection is closed."
TOO_FAST = "More messages arrived than a person can send."
CROWDED = "This server has too many hosts at its door. Try again in a moment."
GUESSING = "Too many wrong codes or tokens."


class Connection:
    """Speaks the protocol with one client until one of the two hangs up."""

    def __init__(
        self,
        socket: ServerConnection,
        visit: Visit,
        outbox: Outbox,
        settings: ServerSettings,
        clock: Clock,
        log: FilteringBoundLogger,
    ) -> None:
        self.outbox = outbox
        self._socket = socket
        self._visit = visit
        self._settings = settings
        self._clock = clock
        self._log = log
        loop = asyncio.get_running_loop()
        self._bucket = TokenBucket(settings.message_rate, settings.message_burst, loop.time)
        self._greeted = False
        self._warned = False
        self._bad_messages = 0

    @property
    def waits_to_host(self) -> bool:
        """Whether this connection came to host, and could give way to another one."""
        return self._visit.waits_to_host and not self.outbox.finishing

    async def run(self) -> None:
        """Return when the connection is closed; it never raises."""
        loop = asyncio.get_running_loop()
        entry = loop.call_later(self._settings.entry_seconds, self._demand_entry)
        try:
            async with asyncio.TaskGroup() as tasks:
                reading = tasks.create_task(self._read())
                await self._write()
                # After the goodbye nobody waits for a reply, and one may be long in coming.
                reading.cancel()
        except* (ConnectionClosed, _Stalled):
            pass  # leaving without a goodbye is normal
        except* Exception as errors:
            for error in errors.exceptions:
                self._log.error("fault", where=where(error))
        finally:
            entry.cancel()
            self._visit.end(farewell=self._took_leave)

    @property
    def _took_leave(self) -> bool:
        """Whether the client closed the connection on purpose."""
        close = self._socket.protocol.close_rcvd
        return close is not None and close.code in ON_PURPOSE

    def give_way(self) -> None:
        """Make room for somebody who comes to host."""
        self.hang_up(CloseCode.TRY_AGAIN_LATER, CROWDED)

    def hang_up(self, close: int, message: str) -> None:
        """Say goodbye and close with this code."""
        self.bid(Goodbye(close=close, message=message))

    def bid(self, goodbye: Goodbye) -> None:
        """Send what is waiting, then this, and close."""
        self.outbox.finish(goodbye)

    def abort(self) -> None:
        """Drop the line without another word."""
        self._socket.transport.abort()

    def _demand_entry(self) -> None:
        if self.waits_to_host:
            self.hang_up(CloseCode.POLICY_VIOLATION, NO_ENTRY)

    # Reading

    async def _read(self) -> None:
        try:
            async with asyncio.timeout(self._settings.hello_seconds):
                while not self._greeted and not self.outbox.finishing:
                    await self._take(await self._socket.recv())
        except TimeoutError:
            self.hang_up(CloseCode.POLICY_VIOLATION, NO_HELLO)
        while not self.outbox.finishing:
            await self._take(await self._socket.recv())
            await self.outbox.wait_for_room()
        # What still comes is read and dropped, because a full line would hold up the closing handshake.
        while True:
            await self._socket.recv()

    async def _take(self, frame: str | bytes) -> None:
        at = self._clock.now()
        if isinstance(frame, bytes):
            self.hang_up(CloseCode.UNSUPPORTED_DATA, TEXT_ONLY)
            return
        raw = frame.encode()
        if not self._greeted and len(raw) > LONGEST_HELLO:
            self.hang_up(CloseCode.POLICY_VIOLATION, HELLO_FIRST)
            return
        if self._is_too_fast(raw):
            return
        try:
            message = decode_client(raw)
        except BadMessage as bad:
            self._refuse_nonsense(raw, bad)
        else:
            await self._handle(message, at)

    async def _handle(self, message: ClientMessage, at: Millis) -> None:
        ref = None if isinstance(message, Hello) else message.ref
        try:
            if self._greeted:
                await self._visit.handle(message, at)
                self._limit_host()
            else:
                self._greet(message)
        except Refusal as refusal:
            self._refuse(ref, refusal)
        except Exception as error:
            # A fault in the server must cost one request and not the connection.
            self._log.error("fault", message=message.type, where=where(error))
            self._refuse(ref, Refusal(ErrorCode.INTERNAL, STUMBLED))
        if self._visit.guesses >= self._settings.wrong_codes:
            self.hang_up(CloseCode.POLICY_VIOLATION, GUESSING)

    def _limit_host(self) -> None:
        if self._visit.settled_to_host:
            self._socket.protocol.max_message_size = COMMAND_FRAME

    def _greet(self, message: ClientMessage) -> None:
        if not isinstance(message, Hello):
            raise Refusal(ErrorCode.HELLO_FIRST, HELLO_FIRST)
        if message.protocol != PROTOCOL:
            self.hang_up(CloseReason.WRONG_PROTOCOL, _wrong_protocol(message.protocol))
            return
        self._log.debug("hello", client=message.client)
        self._greeted = True
        if self._visit.may_host:
            # Only now, because an unfinished message is kept as long as its connection.
            self._socket.protocol.max_message_size = HOST_FRAME
        self.outbox.reply(Welcome(protocol=PROTOCOL, server=SERVER_NAME))

    def _refuse(self, ref: int | None, refusal: Refusal) -> None:
        self.outbox.reply(Refused(ref=ref, code=refusal.code, message=refusal.message))

    def _refuse_nonsense(self, raw: bytes, bad: BadMessage) -> None:
        if not self._greeted and (protocol := _protocol_of(raw)) not in (None, PROTOCOL):
            self.hang_up(CloseReason.WRONG_PROTOCOL, _wrong_protocol(protocol))
            return
        self._bad_messages += 1
        self._refuse(_ref_of(raw), bad)
        if self._bad_messages > self._settings.bad_messages:
            self.hang_up(CloseCode.POLICY_VIOLATION, NONSENSE)

    def _is_too_fast(self, raw: bytes) -> bool:
        """Warn once, then hang up; a pause wipes the slate clean."""
        if self._bucket.full:
            self._warned = False
        if self._bucket.take():
            return False
        if self._warned:
            self.hang_up(CloseCode.POLICY_VIOLATION, TOO_FAST)
        else:
            self._warned = True
            self._refuse(_ref_of(raw), Refusal(ErrorCode.TOO_FAST, SLOW_DOWN))
        return True

    # Writing

    async def _write(self) -> None:
        while not isinstance(news := await self.outbox.take(), Goodbye):
            await self._send(news)
        await self._send(encode(news))
        await self._socket.close(news.close)

    async def _send(self, frame: bytes) -> None:
        try:
            async with asyncio.timeout(self._settings.stall_seconds):
                await self._socket.send(frame, text=True)
        except TimeoutError:
            self._log.info("slow_consumer_dropped")
            await self._drop()
            raise _Stalled from None

    async def _drop(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS):
                await self._socket.close(CloseReason.SLOW_CONSUMER)
        self.abort()


class _Stalled(Exception):
    """The client does not take what is sent."""


class _HasRef(BaseModel):
    """As much of a broken message as is needed to refuse it."""

    model_config = ConfigDict(strict=True, extra="ignore")

    ref: Ref


class _HasProtocol(BaseModel):
    """As much of a hello as every protocol number has."""

    model_config = ConfigDict(strict=True, extra="ignore")

    type: Literal["hello"]
    protocol: int


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
    older = "your QuizTerm" if protocol < PROTOCOL else "the server"
    return f"This server speaks protocol {PROTOCOL}, your QuizTerm protocol {protocol}. Update {older}."
