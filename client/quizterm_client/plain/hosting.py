"""The host's line mode: one line per event, and words instead of keys."""

from collections.abc import Callable

from quizterm.language import N_, _
from quizterm.snapshot import Phase, Stage
from quizterm_client.host.handover import Handover
from quizterm_client.host.words import STALLED, Found, banner, found_on_return
from quizterm_client.peer import LinkState, LinkStatus, Peer
from quizterm_client.plain.clock import TimeCalls
from quizterm_client.plain.crowd import AnswerCount, Comings
from quizterm_client.plain.deeds import HostDeeds
from quizterm_client.plain.hostwords import change_lines, moment_lines, next_words
from quizterm_client.plain.scenes import arrival_lines, called_timing, door_words, moved
from quizterm_client.plain.typing import Typed
from quizterm_client.plain.voice import Voice
from quizterm_client.view.bell import HostBell
from quizterm_client.view.invitation import Invitation

WELCOME = N_("You host this session.")

_FOUND = {
    Found.RUNNING: "",
    Found.PAUSED: N_("The game is paused."),
    Found.PAUSED_MEANWHILE: N_("The game was paused while you were away."),
}


class PlainHost(HostDeeds):
    """Runs a session in lines; whoever made the peer closes it.

    Args: as `HostChair`, and

        ring: Sounds the bell; `None` is silence.
    """

    def __init__(
        self,
        peer: Peer,
        voice: Voice,
        typed: Typed,
        invitation: Invitation,
        *,
        at_terminal: bool = False,
        ring: Callable[[], object] | None = None,
        handover: Handover | None = None,
    ) -> None:
        super().__init__(peer, voice, typed, invitation, at_terminal=at_terminal, handover=handover)
        self._bell = HostBell(ring) if ring is not None else None
        self._comings = Comings(self.later, voice.say)
        self._count = AnswerCount(self.later, voice.say)
        self._calls = TimeCalls(peer.server_now, self.later, voice.say)
        self._found = Found.RUNNING
        self._arriving = True

    def hear_stage(self, stage: Stage) -> None:
        before, now = self.stage, self.peer.server_now()
        self.surprise.see(before, stage, now)
        self._comings.see(stage)
        if before is None:
            self.voice.say(*arrival_lines(stage, self.invitation, _(WELCOME)), *_modes(stage))
        elif moved(before, stage):
            self._comings.tell()
        if before is not None:
            self.voice.say(*change_lines(before, stage, now, witnessed=not self._arriving))
        if moved(before, stage):
            self.voice.say(*moment_lines(before, stage, now, hidden=self.hidden))
        self._tell_how_it_was_found(before, stage)
        self._count.see(stage)
        if self._bell is not None:
            self._bell.see(stage)
        self._calls.show(called_timing(stage, known=self.has_line))
        if stage.phase is Phase.ENDED:
            self.leave(stage.phase)
        self.see_news()

    def hear_return(self) -> None:
        self._arriving = True

    def hear_status(self, status: LinkStatus) -> None:
        before, there = self.status, status.state is LinkState.CONNECTED
        if not there:
            self.forget_what_is_due()
        if there and before is not None and before.state is not LinkState.CONNECTED:
            self.voice.say(_("The line is back."))
        if status.state is not LinkState.LOST:
            self.voice.tell("line", "" if there else banner(None, status).words)
        if self.stage is not None:
            self._calls.show(called_timing(self.stage, known=there))

    def _tell_how_it_was_found(self, before: Stage | None, stage: Stage) -> None:
        """That the game stands still, where the host was not there when it stopped."""
        if self._arriving or not stage.paused:
            self._found = found_on_return(before, stage, self._found)
        words = _(_FOUND[self._found]) if self._arriving and not stage.stalled else ""
        self._arriving = False
        if words:
            self.voice.say(f"{words} {next_words(stage)}")


def _modes(stage: Stage) -> list[str]:
    """What is set in another way than usual."""
    return [
        _(STALLED) if stage.stalled else "",
        door_words(stage) if stage.locked else "",
        _("The session runs by itself once started.") if stage.auto else "",
    ]
