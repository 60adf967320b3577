"""What a question brought the player: a large figure, and the words beside it."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from quizterm_client.player.outcome import Outcome, Verdict
from quizterm_client.terminal.cutting import cut
from quizterm_client.terminal.thrift import ThriftyStatic, ThriftyWidget, scroll_back
from quizterm_client.themes import QUIET
from quizterm_client.view.words import drawable, one_line
from quizterm_client.widgets.bigtext import BigText, big_width
from quizterm_client.widgets.blockletters import HEIGHT
from quizterm_client.widgets.canvas import canvas_size

_COLOURS = {Verdict.RIGHT: "$success", Verdict.PARTLY: "$success", Verdict.WRONG: "$foreground"}
_PAD = 2
_GAP = 4
_AIRY = 4
"""Rows below which no blank ones stand between the words."""


@dataclass(frozen=True, slots=True)
class Told:
    """All that stands beside the figure."""

    outcome: Outcome
    question: str
    """The question it was about, as a reminder."""
    explanation: str = ""
    """Why the answer is right, if there is no room for it elsewhere."""
    figure: str = ""
    """The points, if there is no room to draw them large."""


class Words(VerticalScroll, ThriftyWidget, can_focus=False):
    """Holds what stands beside the figure."""


class OutcomePane(Horizontal, ThriftyWidget):
    """Draws an `Outcome`; stands where the question stood. Its words scroll where they need more room.

    Attributes:
        scrolls: Whether there is more to read than can be seen.
        words: What scrolls then.
    """

    DEFAULT_CSS = """
    OutcomePane { width: 100%; height: 5; align: left middle; padding: 0 2; }
    OutcomePane > BigText { height: 100%; content-align: left middle; margin: 0 4 0 0; color: $success; }
    OutcomePane > VerticalScroll { width: 1fr; height: 100%; align: left middle; scrollbar-size-vertical: 1; }
    OutcomePane Static { width: 100%; height: auto; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.scrolls = False
        self.words = Words()
        self._big, self._said = BigText(), ThriftyStatic(markup=False)
        self._told: Told | None = None

    def compose(self) -> ComposeResult:
        yield self._big
        with self.words:
            yield self._said

    def show(self, outcome: Outcome, question: str, explanation: str, *, width: int, rows: int) -> None:
        """Tell a player how it went.

        Args:
            outcome: What it brought.
            question: What was asked.
            explanation: Why the answer is right, if it is to be told here.
            width: Cells there are for all of it.
            rows: Rows there are.
        """
        large = bool(outcome.big) and rows >= HEIGHT
        self._big.text, self._big.display = outcome.big, large
        self._big.styles.color = outcome.big_colour or None
        figure = outcome.big if not large and outcome.big.startswith("+") else ""
        beside = big_width(outcome.big, canvas_size(self).width) + _GAP if large else 0
        told = Told(outcome, question, explanation, figure)
        self._say(told, max(2, width - 2 * _PAD - beside), rows)

    def _say(self, told: Told, width: int, rows: int) -> None:
        lines = outcome_lines(told, width)
        self.scrolls = len(lines) > rows
        if self.scrolls:
            shown = at_length(told, air=rows >= _AIRY)
        else:
            shown = Content("\n").join([*lines, *_reminder(told.question, width, rows - len(lines))])
        self._said.update(shown)
        if told != self._told:
            self._told = told
            scroll_back(self.words)


def outcome_lines(told: Told, width: int) -> list[Content]:
    """The words in lines of `width` cells, nothing left out."""
    return [line for part in _parts(told) for line in part.wrap(width)]


def at_length(told: Told, *, air: bool = True) -> Content:
    """Everything, with air if there is room for some, for reading on; the whole question at the end."""
    return Content("\n\n" if air else "\n").join(
        [*_parts(told), Content.styled(drawable(told.question), QUIET)]
    )


def _parts(told: Told) -> list[Content]:
    now = told.outcome
    headline = "  ".join(part for part in (told.figure, now.headline) if part)
    parts = [
        Content.styled(one_line(headline), f"bold {_COLOURS.get(now.verdict, '')}".strip()),
        Content(one_line(now.kind)),
        Content.styled(one_line(now.place), QUIET),
        Content(drawable(told.explanation)),
    ]
    return [part for part in parts if part.plain]


def _reminder(question: str, width: int, spare: int) -> list[Content]:
    """The question in one line below a blank one."""
    if spare < 2:
        return []
    return [Content(""), cut(Content.styled(one_line(question), QUIET), width)]
