"""The standings for the whole room."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quizterm.language import _
from quizterm.snapshot import Stage
from quizterm_client.widgets.standingstable import StandingsTable


class StandingsPart(Vertical):
    """The first places after a question."""

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(_("Standings"), "bold"), classes="heading")
        yield StandingsTable()

    def show(self, stage: Stage) -> None:
        """Draw the standings as they are now."""
        self.query_one(StandingsTable).show(stage.standings)
