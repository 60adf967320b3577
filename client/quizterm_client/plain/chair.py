"""The host's chair in line mode: lines are taken one by one, each when the one before is done."""

import asyncio
from abc import abstractmethod
from collections import deque
from collections.abc import Callable

from quizterm.language import _
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
from quizterm_client.host.handover import Handover
from quizterm_client.host.sending import Sender
from quizterm_client.peer import Peer
from quizterm_client.plain.commands import read_command
from quizterm_client.plain.hostcommands import host_commands
from quizterm_client.plain.session import PlainSession
from quizterm_client.plain.typing import Typed
from quizterm_client.plain.voice import Voice
from quizterm_client.plain.words import not_sent
from quizterm_client.terminal.smallness import INTERRUPT
from quizterm_client.view.commands import UNNUMBERED
from quizterm_client.view.invitation import Invitation

NEWS = 2.0
"""Seconds for which a line waits for news of what the line before it has changed."""

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
        at_terminal: Whether somebody types, who may leave by typing nothing more.
        handover: What another face of this host has left, and what this one leaves.

    Attributes:
        hidden: Key and answers are not said before the reveal.
        asked: Takes the next line, as the answer to what was asked.
    """

    def __init__(
        self,
        peer: Peer,
        voice: Voice,
        typed: Typed,
        invitation: Invitation,
        *,
        at_terminal: bool = False,
        handover: Handover | None = None,
    ) -> None:
        super().__init__(peer, voice, typed)
        self._handover = handover or Handover()
        self.invitation = invitation
        self.sender = Sender(peer, lambda: self.stage, voice.say)
        self.surprise = Surprise(self.sender)
        self.hidden = self._handover.hidden
        self.asked: Callable[[str], None] | None = None
        self._lines: deque[str] = deque()
        self._under_way = 0
        self._heard = 0
        self._due: Callable[[], bool] | None = None
        self._due_until: asyncio.TimerHandle | None = None
        self._at_terminal = at_terminal
        self._deaf = False
        self._carries = False
        self.carried, self._handover.begun = _without_next(self._handover.begun), ""

    @property
    def is_asking(self) -> bool:
        return self.asked is not None or self._under_way > 0 or bool(self._lines)

    def hand_over(self, begun: str) -> None:
        self._handover.hidden, self._handover.begun = self.hidden, begun

    def say_preface(self, stage: Stage) -> None:
        super().say_preface(stage)
        if self.carried:
            self.voice.say(not_sent(self.carried))
            self.carried, self._carries = "", True

    @abstractmethod
    def take(self, line: str) -> None:
        """Do what one line asks for."""

    def hear_typed(self, line: str) -> None:
        carries, self._carries = self._carries, False
        if carries and not line.strip():
            # Enter was to end what was begun, and not to go on.
            self.voice.say(_("Nothing is changed."))
            return
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
        if self._deaf and not self._lines and not self._is_busy:
            self._leave_deaf()

    def see_news(self) -> None:
        """Take note of news, which lines may have waited for."""
        self._heard += 1
        self.later(0, self.catch_up)

    def forget_what_is_due(self) -> None:
        """Let lines wait for no news any longer: there were none to come, or there is no line."""
        self._due = None
        if self._due_until is not None:
            self._due_until.cancel()
            self._due_until = None
        self.catch_up()

    def send(self, request: Command | HostSetting) -> None:
        """Send something, and let the session go on meanwhile."""
        self._under_way += 1
        self.background(self._carry(request))

    def invite(self) -> None:
        """Ask for a co-host's token, and say it."""
        self._under_way += 1
        self.background(self._invite())

    def take_over(self, typed: str) -> None:
        begun, ended, _rest = typed.partition("\n")
        # Keys of a screen that was gone end no line, so that this Enter does not go on.
        super().take_over(begun if ended and begun.strip() and INTERRUPT not in typed else typed)

    @property
    def _is_busy(self) -> bool:
        return self.stage is None or self._under_way > 0 or (self._due is not None and self._due())

    def _leave_deaf(self) -> None:
        """Leave when nothing more can be typed, unless there is something to hear nevertheless."""
        if self._at_terminal or not self._goes_on_alone():
            self.hear_interrupt()
        else:
            self.voice.tell("typing", _("Nothing more can be typed here; the session is told to its end."))

    def _goes_on_alone(self) -> bool:
        """Whether there is something to hear although nobody says anything to it."""
        return self.stage is not None and self.stage.auto and self.stage.phase in (*PLAYED, Phase.PODIUM)

    async def _carry(self, request: Command | HostSetting) -> None:
        heard = self._heard
        try:
            reply = await self.sender.run(request)
        finally:
            self._under_way -= 1
        if reply is not None:
            leaving = _place(request) if isinstance(request, HostCommand) and _leads_on(request) else None
            self._expect(lambda: self._heard == heard if leaving is None else self._is_at(leaving))
        self.catch_up()

    def _expect(self, due: Callable[[], bool]) -> None:
        """Let lines wait for news of what was asked for, but not for long: it may have changed nothing."""
        if self._due_until is not None:
            self._due_until.cancel()
        self._due = due
        self._due_until = self.later(NEWS, self.forget_what_is_due)

    def _is_at(self, place: _Moment) -> bool:
        return self.stage is not None and (self.stage.phase, self.stage.question) == place

    async def _invite(self) -> None:
        try:
            reply = await self.sender.run(InviteHost(ref=UNNUMBERED))
        finally:
            self._under_way -= 1
        if reply is not None and reply.token:
            target = self.invitation.target
            command = f"quizterm host --resume {target} --token"  # untranslated: a command to type
            self.voice.say(
                _("Your co-host types: {command}").format(command=command),
                _("and gives this token when asked: {token}").format(token=reply.token),
                _("Whoever has the token can run this session. It is said this once."),
            )
        self.catch_up()


def _without_next(begun: str) -> str:
    """A line that was begun, unless Enter alone would go on with it at a moment that was not meant."""
    asked = read_command(begun, host_commands())
    return "" if not begun.strip() or (asked is not None and asked.word == "next") else begun


def _leads_on(request: HostCommand) -> bool:
    return not isinstance(request, AddTime | Pause | Resume)


def _place(request: HostCommand) -> _Moment:
    return request.phase, request.question
