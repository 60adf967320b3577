"""One session followed for a program: what happens is told, what is given is done, until it is left."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, assert_never

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import _, heard
from quizterm.protocol.client import Leave, Request
from quizterm.protocol.server import Goodbye, StageNews, YouNews
from quizterm.snapshot import OVER, Phase, Stage
from quizterm_client.jsonlines.asking import Asker, Denied, Happenings
from quizterm_client.jsonlines.commands import (
    GO_ON,
    HOSTING,
    LEAVE,
    QUIT,
    BadLine,
    Command,
    read_command,
    request_of,
)
from quizterm_client.jsonlines.events import (
    ErrorEvent,
    GoodbyeEvent,
    LineEvent,
    ReplyEvent,
    Role,
    SessionEvent,
    StageEvent,
    YouEvent,
)
from quizterm_client.jsonlines.pace import Pace
from quizterm_client.jsonlines.reading import LONGEST, TOO_LONG, Lines
from quizterm_client.jsonlines.writing import Output
from quizterm_client.linewatch import BLINK, CallOff, LineWatch
from quizterm_client.peer import LinkEvent, LinkState, LinkStatus, Peer, may_return
from quizterm_client.view.commands import UNNUMBERED, next_step

LINGER = 1.0
"""Seconds between the last stage and the end: what else the server has to say comes in them."""


class Why(StrEnum):
    """Why a session was left."""

    QUIT = "quit"
    """The program, or whoever runs it, had enough; coming back is possible."""
    LEFT = "left"
    """The player left for good."""
    ENDED = "ended"
    """It is over."""
    LOST = "lost"
    """The line is lost for good for another reason."""


@dataclass(frozen=True, slots=True)
class Left:
    """How a session was left."""

    why: Why
    phase: Phase | None
    """The last one that was seen."""
    message: str = ""
    """The last sentence that the server or the link had to say."""


class JsonSession:
    """Follows a session from `run` on; whoever made the peer closes it.

    Commands are taken one by one, each when what the one before has set going is told. A closed input ends
    nothing.

    Args:
        peer: The entered session.
        output: Where events go.
        lines: What the program gives.
        entered: The first event, which tells what this session is.
        conductor: The host's peer, where a player hosts as well.

    Attributes:
        stage: What was told last.
        blink: Seconds for which a line may be gone without anybody being told.
        linger: Seconds between the last stage and the end.
    """

    def __init__(
        self,
        peer: Peer,
        output: Output,
        lines: Lines,
        entered: SessionEvent,
        conductor: Peer | None = None,
    ) -> None:
        self.peer = peer
        self.blink = BLINK
        self.linger = LINGER
        self._output = output
        self._lines = lines
        self._entered = entered
        self._status: LinkStatus | None = None
        self._gone = peer.status.state is not LinkState.CONNECTED
        self._goodbye = ""
        self._happenings = Happenings()
        pace = Pace(asyncio.get_running_loop().time)
        self._asker = Asker(peer, self._happenings, pace)
        host = peer if conductor is None else conductor
        self._host = Asker(host, self._happenings, pace) if entered.hosting else None
        self._left: asyncio.Future[Left] | None = None
        self._hurried = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._line = LineWatch(self._tell_line, lambda: None, lambda: self.blink, self._later)

    @property
    def stage(self) -> Stage | None:
        """What was told last of what the audience sees."""
        return self._happenings.stage

    async def run(self) -> Left:
        """Follow the session until it is left; returns how, when everything is written.

        Raises:
            OSError: What is to be told cannot be written.
        """
        self._left = asyncio.get_running_loop().create_future()
        self._output.tell(self._entered)
        self._line.tell(self.peer.status)
        writing = self._background(self._output.run())
        for work in (self._follow(), self._listen()):
            self._background(work)
        try:
            left = await self._left
            await self._written()
            if writing.done():
                await writing  # it ends only because something could not be written
            return left
        finally:
            await self._stop()

    def hear_interrupt(self) -> None:
        """Somebody pressed Ctrl-C: leave, whether or not what was told is read."""
        self._hurried.set()
        self._quit()

    # What is told

    async def _follow(self) -> None:
        async for event in self.peer.events():
            if isinstance(event, StageNews | YouNews):
                # A program that waits for a reply, and then for what came of it, must not miss that.
                await self._happenings.until(lambda: not self._happenings.asking)
            self._hear(event)
            # Meanwhile only the newest snapshots are kept, so that a slow reader skips what is stale.
            await self._output.emptied()
        if not self._line.is_lost:
            self._lose()
        self._leave(Why.ENDED if self._phase in OVER else Why.LOST)

    def _hear(self, event: LinkEvent) -> None:
        now, happenings = self.peer.server_now(), self._happenings
        match event:
            case StageNews():
                self._output.tell(StageEvent(server_now=now, version=event.version, stage=event.stage))
                happenings.stage, happenings.stages = event.stage, happenings.stages + 1
                if event.stage.phase is Phase.ENDED:
                    self._later(self.linger, lambda: self._leave(Why.ENDED))
            case YouNews():
                self._output.tell(YouEvent(server_now=now, version=event.version, you=event.you))
            case LinkStatus():
                self._hear_line(event)
            case Goodbye() if may_return(event.close):
                pass
            case Goodbye():
                self._goodbye = event.message
                self._output.tell(GoodbyeEvent(close=event.close, message=heard(event.message)))
                self._lose()
            case _:
                assert_never(event)
        happenings.note()

    def _hear_line(self, status: LinkStatus) -> None:
        if status.state is LinkState.CONNECTED and self._gone:
            self._happenings.returns += 1
        self._gone = status.state is not LinkState.CONNECTED
        self._line.hear(status)

    def _tell_line(self, status: LinkStatus) -> None:
        before, self._status = self._status, status
        if before is None or (before.state, before.message) != (status.state, status.message):
            message = heard(status.message) or None
            self._output.tell(LineEvent(state=status.state, message=message, round_trip=status.round_trip))

    def _lose(self) -> None:
        self._line.hear(LinkStatus(LinkState.LOST, message=self._goodbye or self.peer.status.message))

    # What is given

    async def _listen(self) -> None:
        number = 0
        async for line in self._lines:
            number += 1
            await self._happenings.until(lambda: self.stage is not None)
            await self._take(number, line)
            await self._output.emptied()

    async def _take(self, number: int, line: bytes | None) -> None:
        if line is TOO_LONG:
            words = _("A line has at most {number} bytes.").format(number=LONGEST)
            self._output.tell(ErrorEvent(line=number, code="too_long", message=words))
        elif line.strip():
            try:
                command = read_command(line)
            except BadLine as bad:
                self._output.tell(ErrorEvent(line=number, id=bad.id, code="bad_message", message=str(bad)))
            else:
                await self._do(command)

    async def _do(self, command: Command) -> None:
        """Do what a command says, and tell what became of it."""
        if command.word == QUIT or (command.word == LEAVE and self._entered.role is not Role.PLAYER):
            self._output.tell(ReplyEvent(id=command.id, ok=True))
            self._quit()
            return
        try:
            await self._send(command)
        except Refusal as refusal:
            self._deny(command, str(refusal.code), refusal.message)
        except Denied as denied:
            self._deny(command, denied.code, denied.message)

    async def _send(self, command: Command) -> None:
        """Ask the server for it.

        Raises:
            Refusal, Denied: It does not become true.
        """
        asker, stages = self._asker_for(command), self._happenings.stages
        if self._phase is Phase.ENDED:
            raise Refusal(ErrorCode.WRONG_PHASE, _("The session is over."))
        request = self._request(command)
        reply = await asker.ask(request)
        self._output.tell(
            ReplyEvent(
                id=command.id,
                ok=True,
                did=getattr(request, "type", None),
                question=getattr(request, "question", None),
                token=reply.token,
            )
        )
        if isinstance(request, Leave):
            self._leave(Why.LEFT)
        await asker.news_of(request, stages)

    def _asker_for(self, command: Command) -> Asker:
        """Who brings it to the server.

        Raises:
            Refusal: It is nothing for this role.
        """
        hosts = command.word in HOSTING or command.word == GO_ON
        asker = self._host if hosts else self._asker if self._entered.role is Role.PLAYER else None
        if asker is None:
            raise Refusal(ErrorCode.NOT_ALLOWED, _("This is nothing for your role in the session."))
        return asker

    def _request(self, command: Command) -> Request:
        stage = self.stage
        assert stage is not None
        if command.word == LEAVE:
            return Leave(ref=UNNUMBERED)
        if command.word != GO_ON:
            return request_of(command, stage)
        step = next_step(stage)
        if step is None:
            raise Refusal(ErrorCode.WRONG_PHASE, _("There is no next step now."))
        return step.command

    def _deny(self, command: Command, code: str, message: str) -> None:
        self._output.tell(ReplyEvent(id=command.id, ok=False, code=code, message=message))

    # Leaving

    @property
    def _phase(self) -> Phase | None:
        return None if self.stage is None else self.stage.phase

    def _quit(self) -> None:
        self._leave(Why.ENDED if self._phase is Phase.ENDED else Why.QUIT)

    def _leave(self, why: Why) -> None:
        """End `run`."""
        if self._left is not None and not self._left.done():
            message = self._goodbye or (self._status.message if self._status else "")
            self._left.set_result(Left(why, self._phase, message))

    async def _written(self) -> None:
        """Return when everything is written, or nobody wants to wait for that."""
        ways = [asyncio.ensure_future(way) for way in (self._output.emptied(), self._hurried.wait())]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()

    # What happens at the same time

    def _background(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _later(self, seconds: float, do: Callable[[], None]) -> CallOff:
        return asyncio.get_running_loop().call_later(seconds, do).cancel

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        self._hurried.set()  # what cannot be written is not waited for
        if self._left is not None and not self._left.done():
            self._left.set_exception(error)

    async def _stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task
