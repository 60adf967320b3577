"""The app that goes through a quiz, question by question, as players will see it."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

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
from quizterm_client.solo.look import Look
from quizterm_client.terminal.appearance import FULL, Appearance
from quizterm_client.view.keys import KeyHint, hint
from quizterm_client.widgets.dialogs import HelpScreen

HELP: tuple[KeyGroup, ...] = (
    (
        "Going through the quiz",
        (
            ("→ or n or Space", "next question"),
            ("← or p", "question before"),
            ("Home", "first question"),
            ("End", "last question"),
            ("g", "go to a question by its number"),
        ),
    ),
    (
        "Looking at a question",
        (
            ("Enter or r", "to read, to answer, the answer"),
            ("w", "as if right, wrong, or not answered"),
            ("PgUp PgDn", "read on where there is more"),
        ),
    ),
    ("Everywhere", (("? or F1", "this help"), ("q or Ctrl-C", "leave"))),
)
CLOSING = "Esc back to the preview"

_MOMENTS = {Phase.READING: "to read", Phase.OPEN: "to answer", Phase.REVEAL: "the answer"}
_DEEDS = {Deed.RIGHT: "as if right", Deed.WRONG: "as if wrong", Deed.NONE: "as if not answered"}


class PreviewSpeech(Speech):
    """Says what players are told, and names the keys of whoever looks over their shoulder."""

    look: Look

    def keys(self, seen: Seen, hands: Hands) -> tuple[KeyHint, ...]:
        """The keys that work now, the most likely first."""
        look = self.look
        deed = look.next_deed
        return (
            *((hint("Space", "next"),) if look.index + 1 < len(look.quiz.questions) else ()),
            *((hint("Enter", _MOMENTS[look.next_phase]),) if len(look.phases) > 1 else ()),
            *((hint("w", _DEEDS[deed]),) if deed else ()),
            *((KeyHint("←", "back", "left"),) if look.index else ()),
            *((hint("PgDn", "read on"),) if hands.scrolls else ()),
            hint("g", "go to"),
            hint("q", "leave"),
            hint("?", "help"),
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
        return action == "quit" or isinstance(self.screen, GameScreen)

    @on(GameScreen.Leaves)
    def _leaves(self) -> None:
        self.exit()

    def action_all_keys(self) -> None:
        """Show every key."""
        self.push_screen(HelpScreen(HELP, CLOSING))

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
