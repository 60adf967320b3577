"""The podium for the whole room."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quizterm.language import _
from quizterm.snapshot import Phase, Stage
from quizterm_client.terminal.cutting import perhaps_cut
from quizterm_client.themes import QUIET
from quizterm_client.view.podium import beside_steps, hardest_words, steps
from quizterm_client.view.words import took_part
from quizterm_client.widgets.podium import Podium


class PodiumPart(Vertical):
    """The podium, built from third to first, and what was hardest."""

    def compose(self) -> ComposeResult:
        yield Podium()
        yield Static(classes="words", markup=False)

    def show(self, stage: Stage) -> None:
        """Draw the podium as it is now."""
        self.query_one(Podium).show(steps(stage.standings))
        lines = [
            Content(beside_steps(stage)),
            perhaps_cut(hardest_words(stage.hardest)),
            Content.styled(_last_words(stage), QUIET),
        ]
        self.query_one(".words", Static).update(Content("\n").join(line for line in lines if line))


def _last_words(stage: Stage) -> str:
    if stage.phase is Phase.ENDED:
        return _("The session is over. Thank you for playing.")
    return took_part(stage.players)
