"""The app of somebody who practises: the player's screen with nobody else, and a summary at the end."""

from contextlib import suppress
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from quizterm.errors import Refusal
from quizterm.language import _
from quizterm.protocol.client import Request
from quizterm.snapshot import OVER, Phase, Stage
from quizterm_client.peer import Peer
from quizterm_client.player.app import PlayerApp
from quizterm_client.player.exit import ExitReason, PlayerExit
from quizterm_client.player.handover import Handover
from quizterm_client.player.screen import GameScreen
from quizterm_client.solo.helping import translated
from quizterm_client.solo.leaving import CLOSING, FINISH, HELP_GROUPS, LEAVE, leave_dialog
from quizterm_client.solo.peer import SoloPeer
from quizterm_client.solo.speech import AloneSpeech
from quizterm_client.solo.summary import ONCE_MORE, SummaryScreen
from quizterm_client.solo.words import farewell
from quizterm_client.terminal.appearance import FULL, Appearance
from quizterm_client.view.commands import end, pause_or_resume
from quizterm_client.widgets.dialogs import HelpScreen

_GOING_ON = (Phase.LOBBY, Phase.READING, Phase.REVEAL)
"""Phases in which nothing is to be answered, so that Space and Enter go on."""


class PracticeApp(PlayerApp):
    """Practises a quiz on one terminal.

    Args:
        peer: Runs the game.
        news: Tells of it; unless given, the peer itself.
        appearance: How it is drawn.
        handover: What the lines before have left, and what this leaves.
    """

    has_wall = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space,enter",
            "go_on",
            "go on, where nothing is to be answered",
            show=False,
            priority=True,
            id="practice.go-on",
        ),
        Binding("p,ctrl+p", "pause", "stop the clock, or let it run", show=False, id="practice.pause"),
    ]

    def __init__(
        self,
        peer: SoloPeer,
        news: Peer | None = None,
        *,
        appearance: Appearance = FULL,
        handover: Handover | None = None,
    ) -> None:
        super().__init__(
            news or peer,
            peer,
            returnable=False,
            appearance=appearance,
            speech=AloneSpeech(peer.progress),
            handover=handover,
        )
        self._solo = peer

    def hear_stage(self, stage: Stage) -> None:
        super().hear_stage(stage)
        if stage.phase in OVER and not isinstance(self.screen, SummaryScreen):
            self.push_screen(SummaryScreen(self._solo.progress), self._summed_up)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space and Enter belong to the answer while there is one to give, and to a dialog that is open."""
        if action == "go_on":
            return isinstance(self.screen, GameScreen) and (self._goes_on or self._solo.just_rang)
        if action in ("conduct", "pause"):
            return isinstance(self.screen, GameScreen)
        return super().check_action(action, parameters)

    def ask_to_leave(self) -> None:
        begun = any(one.tries for one in self._solo.progress.studied)
        self.push_screen(leave_dialog(begun=begun), self._chosen)

    def action_all_keys(self) -> None:
        """Show every key."""
        self.push_screen(HelpScreen(translated(HELP_GROUPS), _(CLOSING)))

    def action_go_away(self) -> None:
        """Leave at once."""
        over = isinstance(self.screen, SummaryScreen)
        self.exit(PlayerExit(ExitReason.AWAY, farewell(self._solo.progress, over=over)))

    def action_go_on(self) -> None:
        """Do the obvious next thing."""
        if not self._solo.just_rang:
            self.action_conduct()

    def action_pause(self) -> None:
        """Stop the clock, or let it run again."""
        stage = self.stage
        wish = pause_or_resume(stage) if stage and (stage.paused or stage.deadline is not None) else None
        if wish is not None:
            self._ask(wish)

    @property
    def _goes_on(self) -> bool:
        return self.stage is not None and (self.stage.paused or self.stage.phase in _GOING_ON)

    def _chosen(self, choice: str | None) -> None:
        if choice == LEAVE:
            self.exit(PlayerExit(ExitReason.AWAY, farewell(self._solo.progress, over=False)))
        elif choice == FINISH and self.stage is not None:
            self._ask(end(self.stage))

    def _summed_up(self, choice: str | None) -> None:
        if choice == ONCE_MORE:
            self._solo.start_over()
        else:
            self.exit(PlayerExit(ExitReason.ENDED, farewell(self._solo.progress, over=True)))

    @work
    async def _ask(self, message: Request) -> None:
        # What was asked for a moment that is over already is not wanted any more.
        with suppress(Refusal):
            await self._solo.request(message)
