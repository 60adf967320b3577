"""What every face does in line mode: follow one session, hear what is typed, until it is left."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Generic, TypeVar, assert_never

from quizterm.protocol.server import Goodbye, StageNews, YouNews
from quizterm.snapshot import Stage, You
from quizterm_client.linewatch import BLINK, CallOff, LineWatch
from quizterm_client.peer import LinkEvent, LinkState, LinkStatus, Peer, may_return
from quizterm_client.plain.typing import Typed
from quizterm_client.plain.voice import Voice
from quizterm_client.terminal.smallness import INTERRUPT

Result = TypeVar("Result")


async def _after(lines: list[str], typed: Typed) -> Typed:
    for line in lines:
        yield line
    async for line in typed:
        yield line


class GaveWay(Exception):
    """The session was left so that a screen takes over."""


class PlainSession(ABC, Generic[Result]):
    """Follows a session from `run` on; whoever made the peer closes it.

    Args:
        peer: The entered session.
        voice: Where lines are said.
        typed: The lines that are typed.

    Attributes:
        stage: What the audience of this face sees now.
        status: The line as it is told: one that is gone for a blink is there.
        goodbye: The server's last sentence.
        blink: Seconds for which a line may be gone without anybody being told.
        carried: What was begun before and is to be gone on with; it stands in the line, or it is told.
        let_go: Takes what is begun out of the line.
        preface: Makes a line to be said before anything else is said of the session; empty for nothing.
    """

    def __init__(self, peer: Peer, voice: Voice, typed: Typed) -> None:
        self.peer = peer
        self.voice = voice
        self.stage: Stage | None = None
        self.status: LinkStatus | None = None
        self.goodbye = ""
        self.blink = BLINK
        self.preface: Callable[[Stage], str] | None = None
        self.carried = ""
        self.let_go: Callable[[], None] = lambda: None
        self._typed = typed
        self._left: asyncio.Future[Result] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._timers: set[asyncio.TimerHandle] = set()
        self._line = LineWatch(self._tell_line, self.hear_return, lambda: self.blink, self._call_later)

    async def run(self) -> Result:
        """Follow the session until it is left; returns how.

        Raises:
            GaveWay: A screen takes over.
        """
        self._left = asyncio.get_running_loop().create_future()
        self._line.tell(self.peer.status)
        self.background(self._follow())
        self.background(self._listen())
        try:
            return await self._left
        finally:
            await self._stop()

    def leave(self, result: Result) -> None:
        """End `run`."""
        if self._left is not None and not self._left.done():
            self._left.set_result(result)

    @property
    def is_asking(self) -> bool:
        """Whether the next line is the reply to something that was asked here, which no screen knows of."""
        return False

    def give_way(self, begun: str) -> None:
        """End `run`, so that a screen takes over.

        Args:
            begun: What was typed and not ended by Enter.
        """
        if self._left is not None and not self._left.done():
            self.hand_over(begun)
            self._left.set_exception(GaveWay())

    def take_over(self, typed: str) -> None:
        """Take what was typed when a screen had given way and this was not there yet; before `run`."""
        if INTERRUPT in typed:
            self.later(0, self.hear_interrupt)
            return
        begun, *ended = typed.split("\n")
        self.go_on_typing(begun, ended=bool(ended))
        if ended:
            self._typed = _after(["", *ended[:-1]], self._typed)

    def go_on_typing(self, begun: str, *, ended: bool) -> None:
        """Go on with what was begun on a screen.

        Args:
            begun: What was typed when it had given way.
            ended: Whether Enter came behind it.
        """

    def hear_begun(self) -> None:
        """What is carried stands in the line now, and can be edited there."""
        self.carried = ""

    def hand_over(self, begun: str) -> None:
        """Leave what was begun to the screen that takes over."""

    def say_preface(self, stage: Stage) -> None:
        """Say what is to be said first, once."""
        preface, self.preface = self.preface, None
        if preface is not None:
            self.voice.say(preface(stage))

    def background(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something at the same time; what goes wrong in it ends `run`."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def later(self, seconds: float, do: Callable[[], None]) -> asyncio.TimerHandle:
        """Do something after a while, unless the session is left before; returns what can be cancelled."""
        self._timers = {timer for timer in self._timers if not timer.cancelled()}
        timer = asyncio.get_running_loop().call_later(seconds, self._guarded, do)
        self._timers.add(timer)
        return timer

    @property
    def has_line(self) -> bool:
        """Whether there is a line, as it is told."""
        return self.status is None or self.status.state is LinkState.CONNECTED

    @abstractmethod
    def hear_stage(self, stage: Stage) -> None:
        """Something has changed for the whole audience; `self.stage` is still the one before."""

    def hear_you(self, you: You) -> None:
        """Something has changed for this player."""

    @abstractmethod
    def hear_status(self, status: LinkStatus) -> None:
        """The line is to be told in another way; `self.status` is still the one before."""

    def hear_return(self) -> None:
        """The line is back, told to be gone or not; the news that follow are fresh."""

    @abstractmethod
    def hear_typed(self, line: str) -> None:
        """Somebody typed a line."""

    @abstractmethod
    def hear_interrupt(self) -> None:
        """Somebody pressed Ctrl-C."""

    def hear_end_of_typing(self) -> None:
        """Nothing more can be typed."""

    @abstractmethod
    def hear_lost(self) -> None:
        """The link is lost for good, after `hear_status` has said so."""

    async def _listen(self) -> None:
        async for line in self._typed:
            self.hear_typed(line)
        self.hear_end_of_typing()

    async def _follow(self) -> None:
        async for event in self.peer.events():
            self._hear(event)
        if not self._line.is_lost:
            self._lose()
        self.hear_lost()

    def _hear(self, event: LinkEvent) -> None:
        match event:
            case StageNews():
                self.say_preface(event.stage)
                self.hear_stage(event.stage)
                self.stage = event.stage
            case YouNews():
                self.hear_you(event.you)
            case LinkStatus():
                self._line.hear(event)
            case Goodbye() if may_return(event.close):
                pass
            case Goodbye():
                self.goodbye = event.message
                self._lose()
            case _:
                assert_never(event)

    def _tell_line(self, status: LinkStatus) -> None:
        self.hear_status(status)
        self.status = status

    def _call_later(self, seconds: float, do: Callable[[], None]) -> CallOff:
        return self.later(seconds, do).cancel

    def _lose(self) -> None:
        self._line.hear(LinkStatus(LinkState.LOST, message=self.goodbye))

    def _guarded(self, do: Callable[[], None]) -> None:
        try:
            do()
        except Exception as error:
            self._fail(error)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        if self._left is not None and not self._left.done():
            self._left.set_exception(error)

    async def _stop(self) -> None:
        for timer in self._timers:
            timer.cancel()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError, Exception):
                await task
