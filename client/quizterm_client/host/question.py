"""The question as the class sees it, with what only the host knows: the key, the answers, the people."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quizterm.language import _, ngettext
from quizterm.snapshot import Millis, Phase, Stage
from quizterm.text import thousands, visible
from quizterm_client.host.knowledge import VOIDED, Known, known
from quizterm_client.themes import QUIET
from quizterm_client.view.commands import ASKING, is_slide
from quizterm_client.view.owntime import TIME_IS_UP
from quizterm_client.view.people import grouped
from quizterm_client.view.words import one_line
from quizterm_client.widgets.distribution import Distribution
from quizterm_client.widgets.question import QuestionPane
from quizterm_client.widgets.roster import Roster

_NARROW = 64
"""Cells below which the column of people gives way to the question."""
_LOW = 20
"""Rows below which options stand close together."""
_CRAMPED = 12
"""Rows below which air must go."""
_HIGH = 32
"""Rows from which on bars are thick."""


def summary(stage: Stage, shown: Known, narrow: bool) -> Content:
    """One line about the answers: at the reveal how many were right, before it how many there are.

    The count stands here only where the screen is too narrow for the column of people.
    """
    if stage.reveal is not None:
        return _right(shown)
    if not narrow or stage.phase is not Phase.OPEN:
        return Content("")
    answered = stage.answered or 0
    # Translators: What stands between the stars is bold.
    words = ngettext("*{n} of {of}* answered", "*{n} of {of}* answered", answered)
    return _with_figures(words.format(n=thousands(answered), of=thousands(stage.asked)), QUIET)


def _with_figures(words: str, style: str) -> Content:
    """Words of which those between stars are bold."""
    pieces = words.split("*")
    return Content.assemble(*((piece, "bold" if at % 2 else style) for at, piece in enumerate(pieces)))


class QuestionPart(Horizontal):
    """One question from its first reading to the reveal; nothing changes place in between."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._seen: tuple[Stage, bool] | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="asked"):
            yield QuestionPane()
            with VerticalScroll(classes="answers", can_focus=False):
                yield Static(classes="summary", markup=False)
                yield Distribution()
                yield Static(classes="note", markup=False)
        yield Roster()

    def show(self, stage: Stage, hidden: bool) -> None:
        """Draw the question as it is now."""
        self._seen = stage, hidden
        if stage.item is None:
            return
        shown = known(stage, hidden)
        self.query_one(QuestionPane).show(stage.item.text, stage.item.code)
        self._say(".summary", summary(stage, shown, self.has_class("-narrow")))
        self._show_answers(stage, shown)
        self._say(".note", _note(stage, shown, hidden))
        self._show_people(stage, hidden)

    def scroll(self, rows: int) -> None:
        """Scroll the question, or the answers where all of the question can be seen."""
        pane, answers = self.query_one(QuestionPane), self.query_one(".answers", VerticalScroll)
        scrolled = pane if pane.max_scroll_y else answers
        scrolled.scroll_relative(y=rows, animate=False)

    def scroll_answers(self, rows: int) -> None:
        """Scroll the answers."""
        self.query_one(".answers", VerticalScroll).scroll_relative(y=rows, animate=False)

    def tick(self, now: Millis) -> None:
        """Let the time of those who are away run on."""
        for roster in self.query(Roster):
            roster.now = now

    def on_resize(self) -> None:
        self.set_class(self.size.width < _NARROW, "-narrow")
        distribution = self.query_one(Distribution)
        distribution.roomy = self.size.height >= _LOW
        distribution.bar_rows = 3 if self.size.height >= _HIGH else 1
        self.set_class(self.size.height >= _HIGH, "-high")
        self.set_class(self.size.height < _CRAMPED, "-cramped")
        if self._seen:
            self.show(*self._seen)

    def _say(self, where: str, what: Content) -> None:
        line = self.query_one(where, Static)
        line.update(what)
        line.display = bool(what)

    def _show_answers(self, stage: Stage, shown: Known) -> None:
        distribution = self.query_one(Distribution)
        distribution.item, distribution.key, distribution.tally = stage.item, shown.key, shown.tally

    def _show_people(self, stage: Stage, hidden: bool) -> None:
        roster = self.query_one(Roster)
        roster.display = not is_slide(stage) and not self.has_class("-narrow")
        roster.asking = stage.phase is Phase.OPEN
        # Whoever hides the answers shows this screen to the class, which is not to know who has extra time.
        roster.time_up = stage.time_up and not hidden
        roster.asked, roster.answered = stage.asked, stage.answered or 0
        roster.seats = stage.desk.seats if stage.desk else ()


def _right(shown: Known) -> Content:
    tally = shown.tally
    if shown.voided:
        return Content.styled(_(VOIDED), "bold $warning")
    if tally is None or shown.key is None:
        return Content("")
    # Translators: What stands between the stars is bold.
    words = ngettext("*{n} of {of}* right", "*{n} of {of}* right", tally.right)
    return _with_figures(words.format(n=thousands(tally.right), of=thousands(tally.eligible)), "")


def _waiting_for_extra_time(stage: Stage) -> str:
    number = len(grouped(stage.desk.seats if stage.desk else (), time_up=True).waiting)
    words = ngettext(
        "Time is up, but for {n} player with extra time.",
        "Time is up, but for {n} players with extra time.",
        number,
    )
    return words.format(n=thousands(number))


def _note(stage: Stage, shown: Known, hidden: bool) -> Content:
    lines = [Content(visible(shown.explanation))] if shown.explanation else []
    if stage.reveal is not None and stage.desk and stage.desk.next_text and not hidden:
        upcoming = " ".join(one_line(stage.desk.next_text).split())
        lines.append(Content.styled(_("Next: {question}").format(question=upcoming), QUIET))
    if stage.time_up:
        lines.append(Content.styled(_(TIME_IS_UP) if hidden else _waiting_for_extra_time(stage), "bold"))
    if hidden and stage.phase in ASKING and not is_slide(stage):
        lines.append(Content.styled(_("Key and answers are hidden: h shows them."), QUIET))
    return Content("\n\n").join(lines)
