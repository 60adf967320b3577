"""The host's chair in line mode: lines are taken one by one, each when the one before is done."""

from abc import abstractmethod
from collections import deque
from collections.abc import Callable

from quizterm.protocol.client import (
    AddTime,
    Command,
    HostCommand,
    HostSetting,
    InviteHost,
    Pause,
    Resume,
)
from quizterm.snapshot import PLAYED, Phase, Stage
from quizterm_client.host.deciding import Surprise
from quizterm_client.host.sending import Sender
from quizterm_client.peer import Peer
from quizterm_client.plain.session import PlainSession
from quizterm_client.plain.typing import Typed
from quizterm_client.plain.voice import Voice
from quizterm_client.view.commands import UNNUMBERED
from quizterm_client.view.invitation import Invitation

_Moment = tuple[Phase, int]


class HostChair(PlainSession[Phase | None]):
    """Sends what a host asks for. Its result is the phase in which the session was left.

    A line waits until what the line before it has set going is there, so that a pipe can be typed into at any
    speed. Enter alone does not wait: pressed twice, it goes on once.

    Args:
        peer: The session, entered as a host.
        voice: Where lines are said.
        typed: The lines that are typed.
        invitation: What people type to join.

    Attributes:
        hidden: Key and answers are not said before the reveal.
        asked: Takes the next line, as the answer to what was asked.
    """

    def __init__(self, peer: Peer, voice: Voice, typed: Typed, invitation: Invitation) -> None:
        super().__init__(peer, voice, typed)
        self.invitation = invitation
        self.sender = Sender(peer, lambda: self.stage, voice.say)
        self.surprise = Surprise(self.sender)
        self.hidden = False
        self.asked: Callable[[str], None] | None = None
        self._lines: deque[str] = deque()
        self._under_way = 0
        self._leaving: _Moment | None = None
        self._deaf = False

    @abstractmethod
    def take(self, line: str) -> None:
        """Do what one line asks for."""

    def hear_typed(self, line: str) -> None:
        if line.strip() or not self._is_busy:
            self._lines.append(line)
        self.catch_up()

    def hear_end_of_typing(self) -> None:
        self._deaf = True
        self.catch_up()

    def hear_interrupt(self) -> None:
        self.leave(self.stage.phase if self.stage else None)

    def hear_lost(self) -> None:
        self.hear_interrupt()

    def catch_up(self) -> None:
        """Take the lines that wait, as far as they need not wait any longer."""
        while self._lines and not self._is_busy:
            self.take(self._lines.popleft())
        if self._deaf and not self._lines and not self._is_busy and not self._goes_on_alone():
            self.hear_interrupt()

    def forget_what_comes(self) -> None:
        """Wait for no news: without a line, none come."""
        self._leaving = None
        self.catch_up()

    def send(self, request: Command | HostSetting) -> None:
        """Send something, and let the session go on meanwhile."""
        self._under_way += 1
        self.background(self._carry(request))

    def invite(self) -> None:
        """Ask for a co-host's token, and say it."""
        self._under_way += 1
        self.background(self._invite())

    @property
    def _is_busy(self) -> bool:
        stage = self.stage
        return stage is None or self._under_way > 0 or self._leaving == (stage.phase, stage.question)

    def _goes_on_alone(self) -> bool:
        """Whether there is something to hear although nobody says anything to it."""
        return self.stage is not None and self.stage.auto and self.stage.phase in (*PLAYED, Phase.PODIUM)

    async def _carry(self, request: Command | HostSetting) -> None:
        try:
            reply = await self.sender.run(request)
        finally:
            self._under_way -= 1
        if reply is not None and isinstance(request, HostCommand) and _leads_on(request):
            self._leaving = (request.phase, request.question)
        self.catch_up()

    async def _invite(self) -> None:
        try:
            reply = await self.sender.run(InviteHost(ref=UNNUMBERED))
        finally:
            self._under_way -= 1
        if reply is not None and reply.token:
            self.voice.say(
                f"Your co-host types: quizterm host --resume {self.invitation.target} --token",
                f"and gives this token when asked: {reply.token}",
                "Whoever has the token can run this session. It is said this once.",
            )
        self.catch_up()


def _leads_on(request: HostCommand) -> bool:
    return not isinstance(request, AddTime | Pause | Resume)


def moment_of(stage: Stage) -> _Moment:
    """Where a session stands."""
    return stage.phase, stage.question
