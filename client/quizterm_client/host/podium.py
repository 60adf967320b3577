"""The podium as the host sees it: the first three, then everybody."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quizterm.language import N_, _
from quizterm.snapshot import Phase, Stage
from quizterm_client.terminal.cutting import perhaps_cut
from quizterm_client.themes import QUIET
from quizterm_client.view.podium import beside_steps, hardest_words, steps
from quizterm_client.widgets.podium import Podium

OVER = N_("The session is over. Thank you for playing.")


class PodiumPart(Vertical):
    """Shows who won, and which question was the hardest."""

    def compose(self) -> ComposeResult:
        yield Podium()
        yield Static(classes="words", markup=False)

    def show(self, stage: Stage) -> None:
        """Draw the podium as it is now."""
        self.query_one(Podium).show(steps(stage.standings))
        lines = [
            Content(beside_steps(stage)),
            perhaps_cut(hardest_words(stage.hardest), QUIET),
            Content.styled(_(OVER) if stage.phase is Phase.ENDED else "", "bold"),
        ]
        self.query_one(".words", Static).update(Content("\n").join(line for line in lines if line))
