"""What a question brought the player: a large figure, and the words beside it."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quizterm_client.player.outcome import Outcome, Verdict
from quizterm_client.themes import QUIET
from quizterm_client.view.words import one_line
from quizterm_client.widgets.bigtext import BigText
from quizterm_client.widgets.blockletters import HEIGHT

_COLOURS = {Verdict.RIGHT: "$success", Verdict.PARTLY: "$success", Verdict.WRONG: "$foreground"}


class OutcomeWords(Widget):
    """The words of an outcome, the question as a reminder below."""

    DEFAULT_CSS = """
    OutcomeWords { width: 1fr; height: 100%; content-align: left middle; color: $foreground; }
    """

    outcome: reactive[Outcome] = reactive(Outcome(Verdict.SEEN))
    """What to tell."""
    question: reactive[str] = reactive("")
    """The question it was about."""
    plain_figure: reactive[bool] = reactive(False)
    """Say the figure here, because there is no room to draw it large."""

    def render(self) -> Content:
        width, height = self.size
        now = self.outcome
        figure = now.big if self.plain_figure and now.big.startswith("+") else ""
        headline = "  ".join(part for part in (figure, now.headline) if part)
        told = [
            Content.styled(one_line(headline), f"bold {_COLOURS.get(now.verdict, '')}".strip()),
            Content(one_line(now.kind)),
            Content.styled(one_line(now.place), QUIET),
        ]
        lines = [line.truncate(width, ellipsis=True) for line in told if line.plain]
        if height >= len(lines) + 2:
            reminder = Content(one_line(self.question)).truncate(width, ellipsis=True)
            lines += [Content(""), reminder.stylize(QUIET)]
        return Content("\n").join(lines[: max(1, height)])


class OutcomePane(Horizontal):
    """Draws an `Outcome`; stands where the question stood."""

    DEFAULT_CSS = """
    OutcomePane { width: 100%; height: 5; align: left middle; padding: 0 2; }
    OutcomePane > BigText { height: 100%; content-align: left middle; margin: 0 4 0 0; color: $success; }
    """

    def compose(self) -> ComposeResult:
        yield BigText()
        yield OutcomeWords()

    def show(self, outcome: Outcome, question: str, rows: int) -> None:
        """Tell a player how it went, in so many rows."""
        big, words = self.query_one(BigText), self.query_one(OutcomeWords)
        big.text = outcome.big
        big.display = bool(outcome.big) and rows >= HEIGHT
        big.styles.color = outcome.big_colour or None
        words.outcome, words.question, words.plain_figure = outcome, question, not big.display
