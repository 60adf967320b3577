"""The question as players will see it, beside the form or above everything."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from quizterm.language import N_, _
from quizterm.quiz.model import Question, Quiz
from quizterm.snapshot import Phase
from quizterm_client.solo.frames import phases_of
from quizterm_client.solo.questionpreview import QuestionPreview
from quizterm_client.view.keys import hint
from quizterm_client.widgets.keyline import KeyLine

_PHASES = {Phase.READING: N_("reading"), Phase.OPEN: N_("answering"), Phase.REVEAL: N_("the answer")}


class PreviewScreen(ModalScreen[None]):
    """One question on the whole screen, from moment to moment.

    Args:
        question: What to show.
        quiz: Where it stands.
        index: Its place there, from 0.
    """

    DEFAULT_CSS = """
    PreviewScreen { background: $background; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,f2,ctrl+p,q",
            "dismiss(None)",
            "back to the editor",
            show=False,
            id="editor.preview-back",
        ),
        Binding(
            "space,enter,right,down",
            "step(1)",
            "go to the next moment",
            show=False,
            id="editor.preview-next",
        ),
        Binding("left,up", "step(-1)", "go to the moment before", show=False, id="editor.preview-before"),
    ]

    def __init__(self, question: Question, quiz: Quiz, index: int) -> None:
        super().__init__()
        self._question, self._quiz, self._index = question, quiz, index
        self._phases = phases_of(question, quiz)
        self._phase = self._phases.index(Phase.OPEN) if Phase.OPEN in self._phases else 0

    def compose(self) -> ComposeResult:
        yield QuestionPreview()
        yield KeyLine()

    def on_mount(self) -> None:
        self._draw()

    def action_step(self, by: int) -> None:
        """Go to another moment of the question."""
        self._phase = (self._phase + by) % len(self._phases)
        self._draw()

    def _draw(self) -> None:
        phase = self._phases[self._phase]
        self.query_one(QuestionPreview).show(self._question, quiz=self._quiz, index=self._index, phase=phase)
        following = self._phases[(self._phase + 1) % len(self._phases)]
        step = (
            [hint(N_("Space"), _(_PHASES[following]), "editor.preview-next")] if len(self._phases) > 1 else []
        )
        self.query_one(KeyLine).show([*step, hint(N_("Esc"), _("back to the editor"), "editor.preview-back")])
