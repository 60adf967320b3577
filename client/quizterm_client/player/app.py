"""The player's app: listens to a peer, draws one screen, sends answers."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from quizterm.language import _
from quizterm.protocol.playing import Leave
from quizterm.snapshot import OVER, Stage, You
from quizterm_client.peer import LinkState, LinkStatus, Peer
from quizterm_client.player.answering import outcome_of
from quizterm_client.player.exit import ExitReason, PlayerExit, farewell
from quizterm_client.player.handover import Draft, Handover, answering_for
from quizterm_client.player.keys import help_groups
from quizterm_client.player.leaving import AWAY, FOR_GOOD, leave_dialog
from quizterm_client.player.screen import GameScreen
from quizterm_client.player.speech import Speech
from quizterm_client.player.state import Seen
from quizterm_client.sessionapp import SessionApp
from quizterm_client.terminal.appearance import FULL, Appearance
from quizterm_client.view.bell import PlayerBell
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.mishaps import NO_LINE
from quizterm_client.widgets.dialogs import HelpScreen

if TYPE_CHECKING:
    from quizterm_client.view.commands import NextStep


class PlayerApp(SessionApp[PlayerExit]):
    """Plays one session on one terminal; whoever made the peer closes it.

    Args:
        peer: The entered session.
        conductor: The host's peer, where the host plays along with one key for the next step.
        invitation: How others get in; without it, nobody is told.
        returnable: Whether the session outlives this screen; a demo does not.
        appearance: How it is drawn.
        speech: What the screen says; unless given, what players are told who play with others.
        handover: What another face of the same seat has left, and what this one leaves.
    """

    has_wall = True
    """Whether the question may be on a wall as well, so that buttons are enough."""
    again = 3.0
    """Seconds until an answer that the server could not take goes out again without any news."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+c,ctrl+q",
            "go_away",
            "leave; the same command brings you back",
            show=False,
            priority=True,
            id="player.away",
        ),
        Binding("n,ctrl+n", "conduct", "next step, where you host as well", show=False, id="player.conduct"),
    ]

    def __init__(
        self,
        peer: Peer,
        conductor: Peer | None = None,
        *,
        invitation: Invitation | None = None,
        returnable: bool = True,
        appearance: Appearance = FULL,
        speech: Speech | None = None,
        handover: Handover | None = None,
    ) -> None:
        super().__init__(peer, appearance=appearance)
        self._conductor = conductor
        self._handover = handover or Handover()
        self._returnable = returnable
        self._game = GameScreen(
            peer.server_now,
            invitation,
            hosting=conductor is not None,
            speech=speech,
            buttons=appearance.buttons if self.has_wall else None,
        )
        self._game.set_reactive(GameScreen.seen, self._handover.seen or Seen())
        self._game.draft = self._handover.draft
        self._bell = PlayerBell(
            self.bell, peer.server_now, lambda seconds, do: self.set_timer(seconds, do).stop
        )
        self._answering = answering_for(
            self._handover,
            peer,
            seen=lambda: self._game.seen,
            see=self._show,
            start=self.run_worker,
            once_more=lambda do: self.set_timer(self.again, do),
        )

    async def on_mount(self) -> None:
        self._game.seen = replace(self._game.seen, status=self.peer.status)
        await self.push_screen(self._game)
        self._answering.resume()
        self.follow()

    def _is_face(self, screen: Screen[Any]) -> bool:
        return screen is self._game

    def hand_over(self) -> None:
        self._handover.take(self._game.seen, self._game.draft)

    def hear_late_typing(self, typed: str) -> None:
        from quizterm_client.plain.drafting import taken_late

        stage = self._game.seen.stage
        taken = taken_late(self._game.seen, self._handover, typed)
        if isinstance(taken, Draft):
            self._game.draft = taken
            self._game.action_take_up()
        elif taken is not None and stage is not None:
            self._answering.give(stage.question, taken)

    def hear_stage(self, stage: Stage) -> None:
        super().hear_stage(stage)
        self._see(stage=stage)
        step = self._next_step()
        self._game.conducting = step.label if step else ""
        self._answering.hear(Stage)

    def hear_you(self, you: You) -> None:
        self._see(you=you)
        self._answering.hear(You)

    def hear_status(self, status: LinkStatus) -> None:
        if self._conductor is not None and status.state is LinkState.RECONNECTING:
            # What helps a host who plays along is known there.
            status = replace(status, message=self._conductor.status.message or status.message)
        super().hear_status(status)
        self._see(status=status)

    def hear_return(self) -> None:
        self._answering.hear_return()

    @on(GameScreen.Answers)
    def _answered(self, event: GameScreen.Answers) -> None:
        self._answering.give(event.question, event.answer)

    @on(GameScreen.Leaves)
    def _leaves(self) -> None:
        if self._game.seen.over:
            self._exit_over()
        else:
            self.ask_to_leave()

    def ask_to_leave(self) -> None:
        """Ask whether to leave a game that is not over."""
        seen = self._game.seen
        code = (seen.you.code if seen.you else "") or (seen.stage.code if seen.stage else "")
        hosting = self._conductor is not None
        dialog = leave_dialog(code, hosting=hosting, returnable=self._returnable, has_line=self.has_line)
        self.push_screen(dialog, self._left)

    def action_all_keys(self) -> None:
        """Show every key."""
        hosting = self._conductor is not None
        self.push_screen(HelpScreen(help_groups(hosting=hosting, returnable=self._returnable)))

    def action_go_away(self) -> None:
        """Leave at once; the seat stays."""
        if self._game.seen.over:
            self._exit_over()
        else:
            self._exit_for_now()

    @work
    async def action_conduct(self) -> None:
        """Do the host's obvious next thing."""
        step = self._next_step()
        if self._conductor is None or step is None:
            return
        if self._conductor.status.state is LinkState.RECONNECTING:
            self.notify(_(NO_LINE), severity="warning", markup=False)
            return
        await outcome_of(self._conductor, step.command)

    @work
    async def _leave_for_good(self) -> None:
        await outcome_of(self.peer, Leave(ref=0))
        self.exit(PlayerExit(ExitReason.LEFT))

    def _next_step(self) -> "NextStep | None":
        """What the host's key does now, where the host plays along."""
        if self._conductor is None or self.stage is None:
            return None
        from quizterm_client.view.commands import next_step

        return next_step(self.stage)

    def _left(self, choice: str | None) -> None:
        if choice == FOR_GOOD:
            self._leave_for_good()
        elif choice == AWAY:
            self._exit_for_now()

    def _exit_for_now(self) -> None:
        self.exit(PlayerExit(ExitReason.AWAY, "" if self._returnable else farewell(self._game.seen.you)))

    def _exit_over(self) -> None:
        seen = self._game.seen
        ended = seen.phase in OVER
        if ended and not self._returnable:
            self.exit(PlayerExit(ExitReason.ENDED, farewell(seen.you)))
            return
        words = seen.status.message or self.goodbye
        self.exit(PlayerExit(ExitReason.ENDED if ended else ExitReason.LOST, words))

    def _see(self, **news: object) -> None:
        self._show(replace(self._game.seen, **news))  # type: ignore[arg-type]

    def _show(self, seen: Seen) -> None:
        self._game.seen = seen
        if self.appearance.bell:
            self._bell.see(seen.own, waits=seen.live and seen.answer is None)
