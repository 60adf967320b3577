"""The question and everything to answer it with; its parts change in place."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget

from quizterm.language import _
from quizterm.quiz.answers import Ordered, Picked
from quizterm.quiz.model import Kind
from quizterm.snapshot import Phase, QuestionView, Stage
from quizterm_client.player.handover import Draft
from quizterm_client.player.layout import Fit, fit, fit_blocks, is_tight, margin_cells
from quizterm_client.player.outcomepane import OutcomePane
from quizterm_client.player.speech import Speech
from quizterm_client.player.state import Seen
from quizterm_client.terminal.thrift import ThriftyWidget
from quizterm_client.view.options import PICKING
from quizterm_client.view.rows import Wishes
from quizterm_client.view.words import ELSEWHERE
from quizterm_client.widgets.canvas import canvas_size
from quizterm_client.widgets.distribution import Distribution
from quizterm_client.widgets.orderentry import OrderEntry
from quizterm_client.widgets.question import QuestionPane
from quizterm_client.widgets.tiles import Tiles
from quizterm_client.widgets.typedentry import TypedEntry

_SPREAD_ROWS = 4
_FEWEST_TYPED = 2
"""Rows for a line to type in, and what is said of it; on small screens rows are dealt out by so many."""


class Spread(VerticalScroll, ThriftyWidget, can_focus=False):
    """What people typed, at the reveal."""

    DEFAULT_CSS = """
    Spread { width: 100%; height: auto; scrollbar-size-vertical: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.distribution = Distribution()

    def compose(self) -> ComposeResult:
        yield self.distribution


class QuestionPart(Vertical, ThriftyWidget):
    """Shows one question through reading, open and reveal, every part in its place.

    Args:
        speech: Tells what a question brought.

    Attributes:
        tiles: The options, where there are some.
        scrolls: Whether there is more to read than can be seen.
        cuts: Whether there are options that can be read in full only with the cursor on them.
        topped: Whether it leaves room for the line on top.
    """

    DEFAULT_CSS = """
    QuestionPart { width: 100%; height: 1fr; }
    """

    def __init__(self, speech: Speech, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.scrolls = self.cuts = False
        self.topped = True
        self.tiles = Tiles()
        self._speech = speech
        self._pane, self._outcome = QuestionPane(), OutcomePane()
        self._typed, self._order, self._spread = TypedEntry(), OrderEntry(), Spread()

    def compose(self) -> ComposeResult:
        yield self._pane
        yield self._outcome
        yield self.tiles
        yield self._typed
        yield self._order
        yield self._spread

    @property
    def cut_text(self) -> str:
        """The whole text of the option under the cursor, if it is shown and its tile is too small for it."""
        return self.tiles.cut_text if self.display and self.tiles.display else ""

    def show(self, seen: Seen, explanation: str = "", *, buttons: bool = False, afresh: bool = False) -> None:
        """Show the question as it stands.

        Args:
            seen: The newest news.
            explanation: Why the answer is right, if it is to be told here.
            buttons: Whether only what one answers with is shown.
            afresh: Whether the keys are the answer's, or nobody's, whoever had them until now.
        """
        stage = seen.stage
        if stage is None or stage.item is None:
            return
        answering = self._answering(stage, stage.item)
        text = _(ELSEWHERE) if buttons else stage.item.text
        self._pane.show(text, None if buttons else stage.item.code)
        self._fill(seen, stage, stage.item)
        self.tiles.large = buttons
        told = stage.reveal is not None
        rows = self._fit_blocks(told=told) if buttons and answering is self.tiles else self._fit(answering)
        self._place(rows, answering, told=told)
        if told:
            outcome = self._speech.outcome(seen)
            inner = canvas_size(self).width - 2 * rows.margin
            asked = "" if buttons else stage.item.text
            self._outcome.show(outcome, asked, explanation, width=inner, rows=rows.question)
            self.scrolls = self._outcome.scrolls
        self._focus(answering if seen.live or told else None, afresh=afresh)

    def draft(self, stage: Stage) -> Draft:
        """What is begun of an answer and not sent."""
        item = stage.item
        if item is None:
            return Draft()
        if item.kind in PICKING:
            picks = self.tiles.picks
            return Draft(stage.question, Picked(picks)) if picks else Draft()
        if item.kind is Kind.ORDER:
            return Draft(stage.question, self._order.begun)
        line = self._typed.line
        return Draft() if line.disabled else Draft(stage.question, typed=line.value)

    def take_up(self, draft: Draft) -> None:
        """Go on with what was begun on another face."""
        if isinstance(draft.picked, Picked):
            self.tiles.picks = draft.picked.options
        elif isinstance(draft.picked, Ordered):
            self._order.begin_with(draft.picked)
        elif draft.typed:
            line = self._typed.line
            line.value, line.cursor_position = draft.typed, len(draft.typed)

    def scroll_question(self, pages: int) -> None:
        """Read on, or back."""
        pane = self._outcome.words if self._outcome.display else self._pane
        pane.scroll_relative(y=pages * max(1, pane.size.height - 1), animate=False)

    def _answering(self, stage: Stage, item: QuestionView) -> Widget | None:
        """The part that takes the answer, or shows what came of it."""
        if item.kind is Kind.SLIDE:
            return None
        if item.kind in PICKING:
            return self.tiles
        if item.kind is Kind.ORDER:
            return self._order
        return self._spread if stage.phase is Phase.REVEAL else self._typed

    def _fill(self, seen: Seen, stage: Stage, item: QuestionView) -> None:
        tight = is_tight(*canvas_size(self))
        self._pane.block.set_class(tight, "-tight")
        self._typed.set_class(tight, "-tight")
        if item.kind in PICKING:
            sure = seen.confirmed
            self.tiles.show(item, seen.answer, stage.reveal, live=seen.live, sure=sure)
        elif item.kind is Kind.ORDER:
            self._order.show(item, seen.answer, stage.reveal, live=seen.live)
        elif item.kind is not Kind.SLIDE:
            self._fill_typed(seen, stage, item)

    def _fill_typed(self, seen: Seen, stage: Stage, item: QuestionView) -> None:
        self._typed.show(item, seen.answer, live=seen.live, at_once=seen.sends)
        spread = self._spread.distribution
        spread.item = item
        spread.tally = stage.reveal.tally if stage.reveal else None
        spread.key = stage.reveal.key if stage.reveal else None

    def _fit(self, answering: Widget | None) -> Fit:
        width, height = canvas_size(self)
        inner = width - 2 * margin_cells(width)
        answers, fewest = _rows_wanted(answering, inner)
        return fit(width, height, Wishes(self._pane.wanted(inner), answers, fewest))

    def _fit_blocks(self, *, told: bool) -> Fit:
        return fit_blocks(*canvas_size(self), told=told)

    def _place(self, rows: Fit, answering: Widget | None, *, told: bool) -> None:
        self.scrolls, self.topped = rows.scrolls and not told, rows.topped
        self.styles.padding = (0, rows.margin)
        self._pane.display, self._outcome.display = not told and rows.question > 0, told
        (self._outcome if told else self._pane).styles.height = max(1, rows.question)
        for part in (self.tiles, self._typed, self._order, self._spread):
            part.display = part is answering
        if answering is not None:
            answering.styles.height = max(1, rows.answers)
        width = canvas_size(self).width - 2 * rows.margin
        self.cuts = told and answering is self.tiles and self.tiles.cuts(width, max(1, rows.answers))

    def _focus(self, answering: Widget | None, *, afresh: bool) -> None:
        taker = answering.line if isinstance(answering, TypedEntry) else answering
        taker = taker if taker is not None and taker.focusable else None
        if afresh or self.screen.focused is None:
            self.screen.set_focus(taker, scroll_visible=False)


def _rows_wanted(answering: Widget | None, width: int) -> tuple[int, int]:
    """Rows the answering part would like, and its fewest."""
    if isinstance(answering, Tiles):
        return answering.wanted(width)
    if isinstance(answering, OrderEntry):
        return answering.wanted()
    if isinstance(answering, TypedEntry):
        rows = answering.wanted(width)
        return rows + rows % _FEWEST_TYPED, _FEWEST_TYPED
    return (0, 0) if answering is None else (_SPREAD_ROWS, 2)
