"""The app that goes through a quiz, question by question, as players will see it."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from quizterm.language import N_, _, pgettext
from quizterm.quiz.model import Quiz
from quizterm.snapshot import Phase
from quizterm_client.face import Face
from quizterm_client.player.keys import KeyGroup
from quizterm_client.player.screen import GameScreen
from quizterm_client.player.speech import Hands, Speech
from quizterm_client.player.state import Seen
from quizterm_client.solo.deeds import Deed
from quizterm_client.solo.frames import NOW
from quizterm_client.solo.gotodialog import GoToQuestion
from quizterm_client.solo.helping import translated
from quizterm_client.solo.look import Look
from quizterm_client.terminal.appearance import FULL, Appearance
from quizterm_client.view.keys import KeyHint, hint
from quizterm_client.widgets.dialogs import HelpScreen

HELP: tuple[KeyGroup, ...] = (
    (
        N_("Going through the quiz"),
        (
            (N_("→ or n or Space"), N_("next question"), "look.next"),
            (N_("← or p"), N_("question before"), "look.before"),
            (N_("Home"), N_("first question"), "look.first"),
            (N_("End"), N_("last question"), "look.last"),
            ("g", N_("go to a question by its number"), "look.go-to"),
        ),
    ),
    (
        N_("Looking at a question"),
        (
            (N_("Enter or r"), N_("to read, to answer, the answer"), "look.flip"),
            ("w", N_("as if right, wrong, or not answered"), "look.deed"),
            (N_("PgUp PgDn"), N_("read on where there is more"), "player.read-back", "player.read-on"),
        ),
    ),
    (
        N_("Everywhere"),
        (
            (N_("? or F1"), N_("this help"), "player.help"),
            (N_("q or Ctrl-C"), N_("leave"), "player.leave", "look.leave"),
        ),
    ),
)
CLOSING = N_("Esc back to the preview")

_MOMENTS = {Phase.READING: N_("to read"), Phase.OPEN: N_("to answer"), Phase.REVEAL: N_("the answer")}
_DEEDS = {Deed.RIGHT: N_("as if right"), Deed.WRONG: N_("as if wrong"), Deed.NONE: N_("as if not answered")}


class PreviewSpeech(Speech):
    """Says what players are told, and names the keys of whoever looks over their shoulder."""

    look: Look

    def keys(self, seen: Seen, hands: Hands) -> tuple[KeyHint, ...]:
        """The keys that work now, the most likely first."""
        look = self.look
        deed = look.next_deed
        return (
            *(
                (hint(N_("Space"), pgettext("key", "next"), "look.next"),)
                if look.index + 1 < len(look.quiz.questions)
                else ()
            ),
            *(
                (hint(N_("Enter"), _(_MOMENTS[look.next_phase]), "look.flip"),)
                if len(look.phases) > 1
                else ()
            ),
            *((hint("w", _(_DEEDS[deed]), "look.deed"),) if deed else ()),
            *((KeyHint("←", pgettext("key", "back"), "left", ("look.before",)),) if look.index else ()),
            *((hint(N_("PgDn"), _("read on"), "player.read-on"),) if hands.scrolls else ()),
            hint("g", pgettext("key", "go to"), "look.go-to"),
            hint("q", pgettext("key", "leave"), "player.leave"),
            hint("?", pgettext("key", "help"), "player.help"),
        )


class PreviewApp(Face[None]):
    """Shows every question on the player's own screen; its clock stands still.

    Args:
        quiz: What is looked at.
        start: The place of the question to begin with, from 0.
        appearance: How it is drawn.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,n,space", "step(1)", "next question", show=False, priority=True, id="look.next"),
        Binding("left,p", "step(-1)", "question before", show=False, priority=True, id="look.before"),
        Binding("home", "first", "first question", show=False, priority=True, id="look.first"),
        Binding("end", "last", "last question", show=False, priority=True, id="look.last"),
        Binding("g", "go_to", "go to a question by its number", show=False, priority=True, id="look.go-to"),
        Binding(
            "enter,r", "flip", "to read, to answer, the answer", show=False, priority=True, id="look.flip"
        ),
        Binding(
            "w", "otherwise", "as if right, wrong, or not answered", show=False, priority=True, id="look.deed"
        ),
        Binding("ctrl+c,ctrl+q", "quit", "leave", show=False, priority=True, id="look.leave"),
    ]

    def __init__(self, quiz: Quiz, start: int = 0, *, appearance: Appearance = FULL) -> None:
        super().__init__(appearance=appearance)
        self._speech = PreviewSpeech()
        self._game = GameScreen(lambda: NOW, speech=self._speech)
        self._look_at(Look(quiz).at(start))

    async def on_mount(self) -> None:
        await self.push_screen(self._game)
        for inner in self._game.query("*"):
            inner.can_focus = False
        self._game.set_focus(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A dialog that is open has its own keys."""
        return action in ("quit", "redraw") or isinstance(self.screen, GameScreen)

    @on(GameScreen.Leaves)
    def _leaves(self) -> None:
        self.exit()

    def action_all_keys(self) -> None:
        """Show every key."""
        self.push_screen(HelpScreen(translated(HELP), _(CLOSING)))

    def action_step(self, by: int) -> None:
        """Go to the next question, or to the one before."""
        self._look_at(self._look.at(self._look.index + by))

    def action_first(self) -> None:
        """Go to the first question."""
        self._look_at(self._look.at(0))

    def action_last(self) -> None:
        """Go to the last question."""
        self._look_at(self._look.at(len(self._look.quiz.questions) - 1))

    def action_go_to(self) -> None:
        """Ask for a number, and go there."""
        self.push_screen(GoToQuestion(len(self._look.quiz.questions)), self._go_to)

    def action_flip(self) -> None:
        """Go on to the next moment of the question."""
        self._look_at(self._look.flipped())

    def action_otherwise(self) -> None:
        """See the answer as somebody else does."""
        self._look_at(self._look.otherwise())

    @property
    def _look(self) -> Look:
        return self._speech.look

    def _go_to(self, number: int | None) -> None:
        if number is not None:
            self._look_at(self._look.at(number - 1))

    def _look_at(self, look: Look) -> None:
        self._speech.look = look
        self._game.seen = look.seen
