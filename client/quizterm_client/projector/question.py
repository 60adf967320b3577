"""The question for the whole room: huge options, huge figures, no key before the reveal."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quizterm.quiz.model import Kind
from quizterm.snapshot import Millis, QuestionView, Stage
from quizterm_client.projector.figures import Figures
from quizterm_client.projector.largetiles import LargeTiles
from quizterm_client.projector.layout import CHROME, Rows, divide, dot_rows, figure_rows, margin
from quizterm_client.projector.words import figures, typed_words
from quizterm_client.themes import QUIET
from quizterm_client.view.options import PICKING
from quizterm_client.view.rows import Wishes
from quizterm_client.widgets.distribution import Distribution
from quizterm_client.widgets.question import QuestionPane
from quizterm_client.widgets.tiles import Tiles

_LOW = 20
"""Rows below which lists stand close together."""
_HIGH = 36
"""Rows from which on bars are thick."""


class QuestionPart(Vertical):
    """One question from its first reading to the reveal; every part stays in its place."""

    def compose(self) -> ComposeResult:
        yield QuestionPane()
        yield Tiles()
        yield LargeTiles()
        with VerticalScroll(classes="spread", can_focus=False):
            yield Distribution()
        yield Static(classes="how", markup=False)
        yield Figures()

    def on_mount(self) -> None:
        self.query_one(Tiles).can_focus = False

    def show(self, stage: Stage, now: Millis | None) -> None:
        """Draw the question as it is now."""
        if stage.item is None:
            return
        self.query_one(QuestionPane).show(stage.item.text, stage.item.code)
        self._fill(stage, stage.item)
        self.tick(stage, now)
        rows = self._rows(stage.item)
        self._choose_tiles(stage.item, rows)
        self._place(rows)

    def tick(self, stage: Stage, now: Millis | None) -> None:
        """Let the seconds run, if the server's clock is known; nothing is drawn when they look the same."""
        for part in self.query(Figures):
            part.view = figures(stage, now)

    def _fill(self, stage: Stage, item: QuestionView) -> None:
        picking = item.kind in PICKING
        listed = item.kind is Kind.ORDER or (stage.reveal is not None and not picking)
        self.query_one(".spread").display = listed
        how = self.query_one(".how", Static)
        how.display = not picking and not listed
        how.update(Content.styled(typed_words(item.kind), QUIET))
        if picking:
            self.query_one(Tiles).show(item, reveal=stage.reveal)
            self.query_one(LargeTiles).show(item, stage.reveal)
        elif listed:
            self._list(stage, item)

    def _choose_tiles(self, item: QuestionView, rows: Rows) -> None:
        """Options are drawn large on a large screen, as far as all of them have room for it."""
        size, tiles, large = self.app.size, self.query_one(Tiles), self.query_one(LargeTiles)
        picking = item.kind in PICKING
        roomy = dot_rows(*size) > 1 and large.fits(size.width - 2 * rows.margin, rows.answers)
        tiles.display, large.display = picking and not roomy, picking and roomy

    def _list(self, stage: Stage, item: QuestionView) -> None:
        distribution = self.query_one(Distribution)
        distribution.item = item
        distribution.tally = stage.reveal.tally if stage.reveal else None
        distribution.key = stage.reveal.key if stage.reveal else None
        distribution.roomy = self.app.size.height >= _LOW
        distribution.bar_rows = 3 if self.app.size.height >= _HIGH else 1
        distribution.group_rows = self._thickest(distribution)

    def _thickest(self, distribution: Distribution) -> int:
        """Rows for each answer or item, so that all of them can be seen at once."""
        width, height = self.app.size
        if dot_rows(width, height) < 2:
            return 1
        room = height - CHROME - figure_rows(width, height) - height // 5
        for rows in (3, 2):
            distribution.group_rows = rows
            if distribution.wanted(width - 2 * margin(width)) <= room:
                return rows
        return 1

    def _rows(self, item: QuestionView) -> Rows:
        width, height = self.app.size
        inner = width - 2 * margin(width)
        question = self.query_one(QuestionPane).wanted(inner)
        if item.kind is Kind.SLIDE:
            return divide(width, height, Wishes(question, 0, 0))
        note = self.query_one(Figures).note_rows(inner)
        return divide(width, height, Wishes(question, *self._wanted(item, inner)), note)

    def _wanted(self, item: QuestionView, inner: int) -> tuple[int, int]:
        if item.kind in PICKING:
            return self.query_one(Tiles).wanted(inner)
        rows = self.query_one(Distribution).wanted(inner)
        return max(3, rows), min(3, max(1, rows))

    def _place(self, rows: Rows) -> None:
        self.styles.padding = (0, rows.margin)
        self.query_one(QuestionPane).styles.height = rows.question
        for part in ("Tiles", "LargeTiles", ".spread", ".how"):  # untranslated: names of parts
            self.query_one(part).styles.height = rows.answers
        self.query_one(Figures).styles.height = rows.figures
