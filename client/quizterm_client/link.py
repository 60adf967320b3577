"""A session entered over the network, which comes back by itself when the line breaks."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Self

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.client import Ping, Request
from quizterm.protocol.server import Ok
from quizterm.snapshot import Millis
from quizterm_client.addresses import Address, NoServer, UnreachableSession, WrongProtocol
from quizterm_client.connection import Ending, Line, News
from quizterm_client.entries import Entry, check_reply, path_for, request_for, way_back
from quizterm_client.mailbox import Mailbox
from quizterm_client.peer import LinkEvent, LinkState, LinkStatus
from quizterm_client.servertime import ServerTime

Sleep = Callable[[float], Awaitable[None]]
"""Waits for some seconds."""

Remember = Callable[[Entry], None]
"""Takes the way back each time it changes, to be kept where the end of this process does not reach it."""

FIRST_PINGS = 3
"""Pings sent one after the other on a new line, so that the clocks agree from the start."""

ENTRY_ATTEMPTS = 3
"""How often the first entry is tried when the line breaks in the middle of it."""

_PASSING = {ErrorCode.BUSY, ErrorCode.TOO_FAST, ErrorCode.SESSION_FULL}
"""Refusals of a return that may be taken back a moment later."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How a link waits. All in seconds."""

    first_delay: float = 0.25
    """Upper limit of the first wait before connecting again; it doubles each time."""
    entering: float = 15.0
    """How long the first entry may take, with all its attempts."""
    longest_delay: float = 5.0
    give_up: float = 600.0
    """How long a broken line is tried before it counts as lost."""
    between_pings: float = 10.0

    def delay(self, attempt: int, jitter: Random) -> float:
        """How long to wait before an attempt, counted from 0: anything up to a limit that doubles.

        Drawing from the whole span keeps a classroom from coming back in one wave.
        """
        return jitter.uniform(0.0, min(self.longest_delay, self.first_delay * 2.0 ** min(attempt, 30)))


class Link:
    """A `Peer` over a real socket. `enter` makes one; `close` must be called in the end.

    Attributes:
        address: The server.
        code: The join code of the session.
        token: The resume token of a player, or a host's token; empty for spectators.
        player: The player's number; `None` for hosts and spectators.
        ending: How the last line ended; `None` before one has.
    """

    def __init__(
        self,
        address: Address,
        entry: Entry,
        *,
        jitter: Random,
        patience: Patience,
        sleep: Sleep,
        remember: Remember | None,
    ) -> None:
        self.address = address
        self.code = ""
        self.token = ""
        self.player: int | None = None
        self.ending: Ending | None = None
        self._entry = entry
        self._jitter = jitter
        self._patience = patience
        self._sleep = sleep
        self._tell_way_back = remember
        self._mailbox = Mailbox()
        self._status = LinkStatus(LinkState.RECONNECTING)
        self._server_time = ServerTime()
        self._line: Line | None = None
        self._keeper: asyncio.Task[None] | None = None

    @classmethod
    async def enter(
        cls,
        address: Address,
        entry: Entry,
        *,
        jitter: Random,
        patience: Patience | None = None,
        sleep: Sleep = asyncio.sleep,
        remember: Remember | None = None,
    ) -> Self:
        """Connect and enter a session.

        Args:
            address: The server.
            entry: Who comes in, and how.
            jitter: Spreads the attempts to come back.
            patience: How to wait.
            sleep: Waits before an attempt to come back.
            remember: Told how to come back, before anything else is done on a new line.

        Raises:
            Refusal: The server lets nobody in this way; says why.
            NoServer: Nothing answers there, or not in time.
            NotQuizTerm: Something else answers there.
            WrongProtocol: The server speaks another protocol number.
            ConnectionError: The line broke again and again while entering.
        """
        patience = patience or Patience()
        link = cls(address, entry, jitter=jitter, patience=patience, sleep=sleep, remember=remember)
        try:
            async with asyncio.timeout(link._patience.entering):
                await link._come_in()
        except TimeoutError:
            raise NoServer(f"The server at {address} does not answer. Try again in a moment.") from None
        link._keeper = asyncio.create_task(link._keep(), name="link-keeper")
        return link

    @property
    def status(self) -> LinkStatus:
        """The line as it is now."""
        return self._status

    def server_now(self) -> Millis:
        """The server's clock, as well as it is known here."""
        return self._server_time.at(_now())

    def events(self) -> AsyncIterator[LinkEvent]:
        """News for one reader; only the newest stage and you are kept. Ends when the link is lost."""
        return self._mailbox.read()

    async def request(self, message: Request) -> Ok:
        """Send a request and wait for its reply; `ref` is filled in.

        Raises:
            Refusal: The server said no, with its code and sentence.
            ConnectionError: There is no line now, or it broke before the reply came.
        """
        if self._line is None:
            raise ConnectionError("There is no connection to the server right now.")
        return await self._line.request(message)

    async def close(self) -> None:
        """Hang up, and end the news."""
        if self._keeper is not None:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper
        await self._hang_up()
        self._status = LinkStatus(LinkState.LOST)
        self._mailbox.close()

    async def _come_in(self) -> None:
        for attempt in range(ENTRY_ATTEMPTS):
            try:
                await self._connect()
                break
            except ConnectionError:
                if attempt == ENTRY_ATTEMPTS - 1:
                    raise
                await self._sleep(self._patience.delay(attempt, self._jitter))

    async def _connect(self) -> None:
        """Open a line, set the clock, enter; all or nothing.

        Raises: as `enter`.
        """
        line = await Line.open(self.address, path_for(self._entry), self._hear)
        server_time = ServerTime()
        try:
            await _measure(line, server_time)
            ok = await line.request(request_for(self._entry))
            check_reply(self._entry, ok)
        except BaseException:
            await line.close()
            raise
        self._line, self._server_time = line, server_time
        self._remember(ok)
        self._tell(LinkStatus(LinkState.CONNECTED, server_time.round_trip))

    def _remember(self, ok: Ok) -> None:
        before, self._entry = self._entry, way_back(self._entry, ok)
        if self._tell_way_back is not None and self._entry != before:
            self._tell_way_back(self._entry)
        self.code = getattr(self._entry, "code", self.code)
        self.token = getattr(self._entry, "token", self.token)
        self.player = self.player if ok.player is None else ok.player

    async def _keep(self) -> None:
        """Stay in the session until it is over."""
        attempt = 0
        while self._line is not None:
            since = _now()
            self.ending = ending = await self._stay(self._line)
            await self._hang_up()
            if not ending.may_return:
                self._lose(ending.message or "The session is over.")
                return
            lasted = (_now() - since) / 1000
            attempt = 0 if lasted > self._patience.longest_delay else attempt
            attempt = await self._come_back(ending, attempt)

    async def _stay(self, line: Line) -> Ending:
        """Measure the clock now and then, until the line ends."""
        pinging = asyncio.create_task(self._ping(line), name="link-pings")
        try:
            return await line.ended()
        finally:
            pinging.cancel()
            with suppress(asyncio.CancelledError):
                await pinging

    async def _ping(self, line: Line) -> None:
        with suppress(ConnectionError):
            for _ in range(FIRST_PINGS):
                await self._measure_again(line)
            while True:
                await asyncio.sleep(self._patience.between_pings)
                await self._measure_again(line)

    async def _measure_again(self, line: Line) -> None:
        with suppress(Refusal):
            await _measure(line, self._server_time)
            self._tell(LinkStatus(LinkState.CONNECTED, self._server_time.round_trip))

    async def _come_back(self, ending: Ending, attempt: int) -> int:
        """Try until the session is entered again or lost; returns the number of the next attempt."""
        self._tell(LinkStatus(LinkState.RECONNECTING, message=ending.message))
        deadline = _now() + round(self._patience.give_up * 1000)
        while True:
            await self._sleep(self._patience.delay(attempt, self._jitter))
            attempt += 1
            try:
                await self._connect()
                return attempt
            except Refusal as refusal:
                if refusal.code not in _PASSING:
                    self._lose(refusal.message)
                    return attempt
            except WrongProtocol as wrong:
                self._lose(str(wrong))
                return attempt
            except (UnreachableSession, ConnectionError):
                pass
            if _now() >= deadline:
                self._lose("The server has been away for too long. Start again to try once more.")
                return attempt

    def _lose(self, message: str) -> None:
        self._tell(LinkStatus(LinkState.LOST, message=message))
        self._mailbox.close()

    async def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            await line.close()

    def _hear(self, news: News) -> None:
        self._mailbox.put(news)

    def _tell(self, status: LinkStatus) -> None:
        self._status = status
        self._mailbox.put(status)


async def _measure(line: Line, server_time: ServerTime) -> None:
    sent = _now()
    ok = await line.request(Ping(ref=0))
    if ok.time is not None:
        server_time.learn(sent, ok.time, _now())


def _now() -> int:
    return time.monotonic_ns() // 1_000_000
