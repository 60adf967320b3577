"""A question as players will see it, drawn within a part of another screen."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from quizterm.quiz.model import Question, Quiz
from quizterm.snapshot import Phase
from quizterm_client.player.layout import too_small
from quizterm_client.player.noticebar import NoticeBar
from quizterm_client.player.question import QuestionPart
from quizterm_client.player.speech import Speech
from quizterm_client.player.state import Seen
from quizterm_client.player.words import explanation_above
from quizterm_client.solo.deeds import Deed
from quizterm_client.solo.frames import NOW, seen_of
from quizterm_client.view.clock import timing_of
from quizterm_client.widgets.canvas import Canvas
from quizterm_client.widgets.tiles import Tiles
from quizterm_client.widgets.timeline import TimeLine
from quizterm_client.widgets.topbar import TopBar


class QuestionPreview(Canvas, can_focus=False, can_focus_children=False):
    """Draws one question at one moment; takes neither keys nor focus, and its clock stands still."""

    DEFAULT_CSS = """
    QuestionPreview { layout: vertical; width: 1fr; height: 1fr; background: $background; }
    QuestionPreview > QuestionPart { height: 1fr; }
    """

    speech: ClassVar[Speech] = Speech()

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._seen = Seen()

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield TimeLine(lambda: NOW)
        yield QuestionPart(self.speech)
        yield NoticeBar()

    def on_mount(self) -> None:
        for inner in self.query("*"):
            inner.can_focus = False
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def show(
        self,
        question: Question,
        *,
        quiz: Quiz,
        index: int = 0,
        phase: Phase = Phase.OPEN,
        deed: Deed = Deed.RIGHT,
    ) -> None:
        """Show another question, or another moment of it.

        Args:
            question: As it stands now; it may be unfinished.
            quiz: Gives title, settings and the number of questions.
            index: The question's place in the quiz, from 0.
            phase: Reading, open or reveal.
            deed: What the player does with it, which is seen at the reveal.
        """
        self.show_seen(seen_of(question, quiz=quiz, index=index, phase=phase, deed=deed))

    def show_seen(self, seen: Seen) -> None:
        """Show what was made before, by `seen_of`."""
        self._seen = seen
        if self.is_mounted:
            self._draw()

    @on(Tiles.Chosen)
    @on(Tiles.NothingPicked)
    @on(Tiles.Pointed)
    def _keep_to_itself(self, event: Tiles.Chosen | Tiles.NothingPicked | Tiles.Pointed) -> None:
        event.stop()

    def _draw(self) -> None:
        seen, stage = self._seen, self._seen.stage
        part, bar = self.query_one(QuestionPart), self.query_one(NoticeBar)
        part.display = bar.display = stage is not None and not too_small(*self.size)
        if stage is None:
            return
        self.query_one(TopBar).show(self.speech.top_line(seen))
        self.query_one(TimeLine).show(timing_of(stage))
        if part.display:
            bar.take_rows()
            part.show(seen, explanation_above(stage, bar.fits))
            self.query_one(TopBar).display = part.topped
            bar.show(self.speech.notice(seen, bar.fits))
