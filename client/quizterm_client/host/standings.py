"""The standings as the host sees them: the table, and who moved most."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quizterm.language import N_, _
from quizterm.snapshot import Stage, Standing
from quizterm_client.host.knowledge import VOIDED
from quizterm_client.view.table import most_moved, moved_words
from quizterm_client.widgets.standingstable import StandingsTable

_LOW = 14
"""Rows below which air goes, and who moved most is seen from the table alone."""
NOBODY = N_("Nobody has points yet.")


class StandingsPart(Vertical):
    """Shows the standings after a question."""

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(_("Standings"), "bold"), classes="heading")
        yield StandingsTable()
        yield Static(classes="movers", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < _LOW, "-low")

    def show(self, stage: Stage) -> None:
        """Draw the standings as they are now."""
        self.query_one(StandingsTable).show(stage.standings)
        self.set_class(not stage.standings, "-nobody")
        lines = [_voided(stage), movers(stage.standings) if stage.standings else Content(_(NOBODY))]
        self.query_one(".movers", Static).update(Content("\n").join(line for line in lines if line))


def movers(rows: Sequence[Standing]) -> Content:
    """Who rose most and who fell most, if anybody moved."""
    return Content("     ").join(_mover(row) for row in most_moved(rows))


def _mover(row: Standing) -> Content:
    arrow = Content.styled("▲ ", "$success") if row.rose > 0 else Content.styled("▼ ", "$error")
    return arrow + Content(moved_words(row))


def _voided(stage: Stage) -> Content:
    return Content.styled(_(VOIDED) if stage.reveal and stage.reveal.voided else "", "$warning")
