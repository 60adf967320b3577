"""The player's app: listens to a peer, draws one screen, sends answers."""

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from quizterm.errors import Refusal
from quizterm.protocol.client import Leave, Request, SubmitAnswer
from quizterm.quiz.answers import Answer
from quizterm.snapshot import OVER, Stage, You
from quizterm_client.peer import LinkState, LinkStatus, Peer
from quizterm_client.player.exit import ExitReason, PlayerExit
from quizterm_client.player.keys import help_groups
from quizterm_client.player.leaving import AWAY, FOR_GOOD, farewell, leave_dialog
from quizterm_client.player.screen import GameScreen
from quizterm_client.player.sending import TAKEN_LATER, counted, goes_out, settled
from quizterm_client.player.speech import Speech
from quizterm_client.player.state import KEPT, Seen, Sending, Sent
from quizterm_client.sessionapp import SessionApp
from quizterm_client.view.commands import next_step
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.mishaps import NO_LINE
from quizterm_client.widgets.dialogs import HelpScreen


class PlayerApp(SessionApp[PlayerExit]):
    """Plays one session on one terminal; whoever made the peer closes it.

    Args:
        peer: The entered session.
        conductor: The host's peer, where the host plays along with one key for the next step.
        invitation: How others get in; without it, nobody is told.
        returnable: Whether the session outlives this screen; a demo does not.
        motion: Allow short animations.
        speech: What the screen says; unless given, what players are told who play with others.
    """

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
        motion: bool = True,
        speech: Speech | None = None,
    ) -> None:
        super().__init__(peer, motion=motion)
        self._conductor = conductor
        self._returnable = returnable
        self._lines = 0
        self._stale: set[type[Stage] | type[You]] = set()
        self._game = GameScreen(peer.server_now, invitation, hosting=conductor is not None, speech=speech)

    async def on_mount(self) -> None:
        self._game.seen = Seen(status=self.peer.status)
        await self.push_screen(self._game)
        self.follow()

    def hear_stage(self, stage: Stage) -> None:
        super().hear_stage(stage)
        self._stale.discard(Stage)
        self._see(stage=stage)
        step = next_step(stage) if self._conductor is not None else None
        self._game.conducting = step.label if step else ""
        self._look_after_answer()

    def hear_you(self, you: You) -> None:
        self._stale.discard(You)
        self._see(you=you)
        self._look_after_answer()

    def hear_status(self, status: LinkStatus) -> None:
        if self._conductor is not None and status.state is LinkState.RECONNECTING:
            # What helps a host who plays along is known there.
            status = replace(status, message=self._conductor.status.message or status.message)
        super().hear_status(status)
        self._see(status=status)

    def hear_return(self) -> None:
        self._lines += 1
        self._stale = {Stage, You}

    @on(GameScreen.Answers)
    def _answered(self, event: GameScreen.Answers) -> None:
        sent, stage = self._game.seen.sent, self.stage
        if sent.question == event.question and sent.state in KEPT:
            self._see(sent=replace(sent, answer=event.answer))
            self._look_after_answer()
        elif self.peer.status.state is not LinkState.CONNECTED:
            self._see(sent=Sent(event.question, event.answer, Sending.BROKEN, lines=self._lines))
        elif stage is not None and stage.stalled:
            self._see(sent=Sent(event.question, event.answer, Sending.HELD, lines=self._lines))
        else:
            self._submit(event.question, event.answer)

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
        step = next_step(self.stage) if self.stage is not None else None
        if self._conductor is None or step is None:
            return
        if self._conductor.status.state is LinkState.RECONNECTING:
            self.notify(NO_LINE, severity="warning", markup=False)
            return
        await _outcome_of(self._conductor, step.command)

    @work
    async def _submit(self, question: int, answer: Answer) -> None:
        sent = Sent(question, answer, Sending.SENT, lines=self._lines)
        self._see(sent=sent)
        state, words = await _outcome_of(self.peer, SubmitAnswer(ref=0, question=question, answer=answer))
        seen = self._game.seen
        if seen.sent != sent:
            return
        you = counted(seen.you, sent) if state is Sending.COUNTED else seen.you
        self._see(you=you, sent=replace(sent, state=state, words=words))
        if state is Sending.BROKEN:
            self._look_after_answer()
        elif state is Sending.HELD:
            self.set_timer(self.again, self._look_after_answer)

    def _look_after_answer(self) -> None:
        """An answer that is not confirmed is either in the server's snapshots, or goes out again.

        Only snapshots of a line that was entered after it was sent can tell.
        """
        seen = self._game.seen
        lost = seen.sent.state is Sending.BROKEN and seen.sent.lines == self._lines
        if seen.stage is None or self._stale or lost:
            return
        sent = settled(seen.stage, seen.you, seen.sent)
        if sent != seen.sent:
            self._see(sent=sent)
        elif sent.answer is not None and goes_out(seen.stage, sent):
            self._submit(sent.question, sent.answer)

    @work
    async def _leave_for_good(self) -> None:
        await _outcome_of(self.peer, Leave(ref=0))
        self.exit(PlayerExit(ExitReason.LEFT))

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
        self._game.seen = replace(self._game.seen, **news)  # type: ignore[arg-type]


async def _outcome_of(peer: Peer, message: Request) -> tuple[Sending, str]:
    """Send a request and say what became of it."""
    try:
        await peer.request(message)
    except Refusal as refusal:
        return Sending.HELD if refusal.code in TAKEN_LATER else Sending.REFUSED, refusal.message
    except ConnectionError:
        return Sending.BROKEN, ""
    return Sending.COUNTED, ""
