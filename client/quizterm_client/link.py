"""A session entered over the network, which comes back by itself when the line breaks."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import suppress
from random import Random
from typing import Any, Self

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import _
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.messages import Request
from quizterm.protocol.server import Ok, StageNews
from quizterm.snapshot import Millis, Phase
from quizterm_client.accounts.desk import ClientDesk, Credentials, authenticate
from quizterm_client.addresses import Address, UnreachableSession, no_answer
from quizterm_client.connection import Ending, Line, LineSilent, News
from quizterm_client.entries import (
    Entry,
    HostEntry,
    RejoinEntry,
    WatchEntry,
    check_reply,
    path_for,
    request_for,
    way_back,
)
from quizterm_client.greeting import BrokenOff, ComeBackLater
from quizterm_client.mailbox import Mailbox
from quizterm_client.patience import Patience, Pause
from quizterm_client.peer import LinkEvent, LinkState, LinkStatus
from quizterm_client.pulse import Pulse, now
from quizterm_client.servertime import ServerTime
from quizterm_client.verdicts import (
    OVER,
    pause_before,
    reason_to_wait,
    says_that_it_restarts,
    still_away,
    words_of_absence,
    words_of_giving_up,
    words_of_the_end,
)
from quizterm_client.wakefulness import Wakefulness, Wall, time_of_day

__all__ = ["Link", "Patience", "Remember", "Sleep"]

Sleep = Callable[[float], Awaitable[None]]
"""Waits for some seconds."""

Remember = Callable[[Entry], None]
"""Takes the way back each time it changes, to be kept where the end of this process does not reach it."""

ENTRY_ATTEMPTS = 3
"""How often the first entry is tried when the line breaks in the middle of it."""

SETTLED = 5_000
"""Milliseconds after which a line counts as one that works."""

DOUBT = 60_000
"""Milliseconds in which a wish to come in that was given up may still arrive at the server, and count."""


class Link:
    """A `Peer` over a real socket. `enter` makes one; `close` must be called in the end.

    Attributes:
        address: The server.
        code: The join code of the session.
        token: The resume token of a player, or a host's token; empty for spectators.
        player: The player's number; `None` for hosts and spectators.
        ending: How the last line ended; `None` before one has.
        refusal: What the server said when the link was given up; `None` if it said nothing.
        stranger: Why nobody is logged in although there were credentials to come in with.
    """

    def __init__(
        self, address: Address, entry: Entry, jitter: Random, patience: Patience, sleep: Sleep, wall: Wall
    ) -> None:
        self.address = address
        self.code = ""
        self.token = ""
        self.player: int | None = None
        self.ending: Ending | None = None
        self.refusal: Refusal | None = None
        self.stranger: Refusal | None = None
        self._entry = entry
        self._jitter = jitter
        self._patience = patience
        self._sleep = sleep
        self._remember: Remember | None = None
        self._credentials: Credentials | None = None
        self._mailbox = Mailbox()
        self._status = LinkStatus(LinkState.RECONNECTING)
        self._server_time = ServerTime()
        self._line: Line | None = None
        self._pulse: Pulse | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._wakefulness = Wakefulness(wall, time.monotonic)
        self._woken = asyncio.Event()
        self._doubted_until = 0
        self._seen_ended = False

    @classmethod
    async def enter(
        cls,
        address: Address,
        entry: Entry,
        *,
        jitter: Random,
        patience: Patience | None = None,
        sleep: Sleep = asyncio.sleep,
        wall: Wall = time_of_day,
        remember: Remember | None = None,
        credentials: Credentials | None = None,
    ) -> Self:
        """Connect and enter a session.

        Args:
            address: The server.
            entry: Who comes in, and how.
            jitter: Spreads the attempts to come back.
            patience: How to wait.
            sleep: Waits before an attempt to come back.
            wall: The time of day, which tells that the machine has slept.
            remember: Told how to come back, before anything else is done on a new line.
            credentials: Whom to log in as before coming in for the first time; who comes back is known.

        Raises:
            Refusal: The server lets nobody in this way; says why.
            NoServer: Nothing answers there, or not in time.
            NotQuizTerm: Something else answers there.
            WrongProtocol: The server speaks another protocol number.
            ConnectionError: The line broke again and again while entering.
        """
        link = cls(address, entry, jitter, patience or Patience(), sleep, wall)
        link._remember, link._credentials = remember, credentials
        try:
            await link._come_in()
        except LineSilent:
            raise no_answer(address) from None
        link._credentials = None
        link._tasks = [
            asyncio.create_task(link._keep(), name="link-keeper"),
            asyncio.create_task(link._look_at_the_clock(), name="link-clock"),
        ]
        return link

    @property
    def status(self) -> LinkStatus:
        """The line as it is now."""
        return self._status

    def server_now(self) -> Millis:
        """The server's clock, as well as it is known here."""
        return self._server_time.at(now())

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
            raise ConnectionError(_("There is no connection to the server right now."))
        return await self._line.request(message)

    async def close(self) -> None:
        """Hang up, and end the news."""
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await self._hang_up()
        self._status = LinkStatus(LinkState.LOST)
        self._mailbox.close()

    # Coming in

    async def _come_in(self) -> None:
        for attempt in range(ENTRY_ATTEMPTS - 1):
            pause = None
            try:
                await self._connect()
                return
            except LineSilent:
                raise
            except ComeBackLater as later:
                pause = later.pause
                if pause is None or pause.least > self._patience.entering:
                    raise
            except (ConnectionError, BrokenOff):
                pass
            await self._sleep(self._wait_before(attempt, pause))
        await self._connect()

    def _wait_before(self, attempt: int, pause: Pause | None) -> float:
        if pause is not None:
            return self._patience.pause(pause, self._jitter)
        return self._patience.delay(attempt, self._jitter)

    async def _connect(self, reaching: float | None = None) -> None:
        """Open a line, set the clock, enter; all or nothing.

        Raises: as `enter`.
        """
        line = await Line.open(self.address, path_for(self._entry), self._patience, reaching)
        server_time = ServerTime()
        pulse = Pulse(line, self._patience, server_time)
        try:
            ok = await self._ask_in(line, pulse)
        except Refusal:
            await line.close()
            raise
        except BaseException as error:
            self._doubted_until = now() + DOUBT
            line.drop()
            ending = await line.close()
            if ending.pause is not None and isinstance(error, ConnectionError):
                raise ComeBackLater(ending.message, ending.pause) from None
            raise
        self._line, self._pulse, self._server_time = line, pulse, server_time
        self._take_way_back(ok)
        # News that came with the reply is told after it, so that whoever hears it knows it to be fresh.
        self._tell(LinkStatus(LinkState.CONNECTED, server_time.round_trip))
        line.listen(self._hear)

    def _hear(self, news: News) -> None:
        if isinstance(news, StageNews) and news.stage.phase is Phase.ENDED:
            self._seen_ended = True
        self._mailbox.put(news)

    async def _ask_in(self, line: Line, pulse: Pulse) -> Ok:
        """Ping and ask to be let in at once: on a slow line every round trip counts."""
        within = self._patience.entering
        self.stranger = await self._log_in(line)
        try:
            _felt, ok = await asyncio.gather(
                pulse.feel(within), line.request(request_for(self._entry), within)
            )
        except Refusal as refusal:
            if self.stranger is not None and refusal.code is ErrorCode.LOGIN_NEEDED:
                raise self.stranger from None
            raise
        check_reply(self._entry, ok)
        return ok

    async def _log_in(self, line: Line) -> Refusal | None:
        """Log in where there is an account to do it with; returns why that was refused.

        Whether a way in needs an account is the server's to say, so nobody is kept out here.
        """
        if self._credentials is None or isinstance(self._entry, RejoinEntry | HostEntry | WatchEntry):
            return None
        try:
            await authenticate(ClientDesk(line, self.address), self._credentials)
        except Refusal as refusal:
            return refusal
        return None

    def _take_way_back(self, ok: Ok) -> None:
        before, self._entry = self._entry, way_back(self._entry, ok)
        if self._remember is not None and self._entry != before:
            self._remember(self._entry)
        self.code = getattr(self._entry, "code", self.code)
        self.token = getattr(self._entry, "token", self.token)
        self.player = self.player if ok.player is None else ok.player

    # Staying in

    async def _keep(self) -> None:
        """Stay in the session until it is over."""
        attempt = 0
        while self._pulse is not None:
            since = now()
            self.ending = ending = await self._pulse.watch(self._woken, self._tell)
            await self._hang_up()
            if not (ending.may_return or self._is_my_own_shadow(ending) or self._is_still_in(ending)):
                self._end(ending)
                return
            attempt = 0 if now() - since > SETTLED else attempt
            attempt = await self._come_back(ending, attempt)

    def _is_my_own_shadow(self, ending: Ending) -> bool:
        """Whether the other terminal that took the seat was a wish of this link that arrived late."""
        doubted, self._doubted_until = self._doubted_until, 0
        return ending.close == CloseReason.SUPERSEDED and now() < doubted

    def _is_still_in(self, ending: Ending) -> bool:
        """Whether only the login is over, while the seat or the session itself has a token of its own."""
        return ending.close == CloseReason.LOGGED_OUT and isinstance(self._entry, RejoinEntry | HostEntry)

    # Coming back

    async def _come_back(self, ending: Ending, attempt: int) -> int:
        """Try until the session is entered again or lost; returns the number of the next attempt."""
        said, restarts = words_of_absence(ending), says_that_it_restarts(ending)
        self._tell(LinkStatus(LinkState.RECONNECTING, message=said))
        began, pause = now(), ending.pause
        self._woken.clear()
        while True:
            try:
                await self._unless_woken(self._try_again(self._wait_before(attempt, pause)))
                return attempt + 1
            except (Refusal, UnreachableSession, ConnectionError) as caught:
                error: Exception = caught
            pause = pause_before(error)
            attempt += 1
            if self._woken.is_set():
                self._woken.clear()
                attempt, pause, began = 0, None, now()
            end = words_of_the_end(error, seen_ended=self._seen_ended)
            if end or self._has_waited(began, self._patience.give_up):
                self.refusal = error if isinstance(error, Refusal) else None
                self._lose(end or words_of_giving_up(error))
                return attempt
            if isinstance(error, ComeBackLater) and error.message:
                said, restarts = error.message, True
            self._tell_of_waiting(error, said, began, restarts=restarts)

    def _tell_of_waiting(self, error: Exception, said: str, began: int, *, restarts: bool) -> None:
        """Say why it takes so long: what the server says now, or said last, until that was long ago."""
        patience = self._patience.restarting if restarts else self._patience.silent_about
        long = self._has_waited(began, patience)
        words = reason_to_wait(error) or (still_away(self._entry) if long else said)
        if words != self._status.message:
            self._tell(LinkStatus(LinkState.RECONNECTING, message=words))

    def _has_waited(self, began: int, seconds: float) -> bool:
        return now() - began >= seconds * 1000

    async def _try_again(self, delay: float) -> None:
        await self._sleep(delay)
        await self._connect(self._patience.reaching)

    async def _unless_woken(self, attempt: Coroutine[Any, Any, None]) -> None:
        """See an attempt through, unless the machine has slept meanwhile: what it waits for is gone then.

        Raises:
            ConnectionError: The machine has slept.
        """
        trying, woken = asyncio.ensure_future(attempt), asyncio.ensure_future(self._woken.wait())
        try:
            await asyncio.wait({trying, woken}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            trying.cancel()
            woken.cancel()
            await asyncio.gather(trying, woken, return_exceptions=True)
        if trying.cancelled():
            raise ConnectionError(_("The machine has slept."))
        trying.result()

    # Waking up

    async def _look_at_the_clock(self) -> None:
        while True:
            await asyncio.sleep(self._patience.between_looks)
            if self._wakefulness.slept(self._patience.between_looks):
                self._woken.set()

    # Leaving

    def _end(self, ending: Ending) -> None:
        if ending.goodbye is not None:
            self._mailbox.put(ending.goodbye)
        self._lose(ending.message or _(OVER))

    def _lose(self, message: str) -> None:
        self._tell(LinkStatus(LinkState.LOST, message=message))
        self._mailbox.close()

    async def _hang_up(self) -> None:
        line, self._line, self._pulse = self._line, None, None
        if line is not None:
            await line.close()

    def _tell(self, status: LinkStatus) -> None:
        self._status = status
        self._mailbox.put(status)
