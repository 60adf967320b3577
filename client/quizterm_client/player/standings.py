"""The standings between two questions, with the player's own neighbourhood."""

from textual.app import ComposeResult
from textual.containers import Vertical

from quizterm.language import _
from quizterm_client.player.layout import margin_cells
from quizterm_client.player.state import Seen
from quizterm_client.terminal.thrift import ThriftyStatic, ThriftyWidget
from quizterm_client.widgets.standingstable import StandingsTable


class StandingsPart(Vertical, ThriftyWidget):
    """The standings with the player's own neighbourhood."""

    DEFAULT_CSS = """
    StandingsPart { width: 100%; height: 1fr; align: center top; }
    StandingsPart > Static {
        width: 100%; height: 3; content-align: left middle; text-style: bold; padding: 0 2;
    }
    StandingsPart > StandingsTable { max-width: 120; }
    StandingsPart.-tight > Static { height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._table = StandingsTable()

    def compose(self) -> ComposeResult:
        yield ThriftyStatic(_("Standings"), markup=False)
        yield self._table

    def show(self, seen: Seen) -> None:
        """Show the standings after a question."""
        width, height = self.app.size
        self.set_class(height < 20, "-tight")
        self.styles.padding = (0, margin_cells(width))
        top = seen.stage.standings if seen.stage else ()
        nearby, me = (seen.you.nearby, seen.you.player) if seen.you else ((), None)
        self._table.show(top, nearby, me)
