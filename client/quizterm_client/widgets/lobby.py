"""The lobby for those who invite: the code, the command to type, and who is there."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from quizterm.language import N_, _
from quizterm.snapshot import Stage
from quizterm_client.terminal.thrift import ThriftyWidget
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.words import one_line, players
from quizterm_client.widgets.blockletters import HEIGHT
from quizterm_client.widgets.joincode import JoinCode
from quizterm_client.widgets.namesgrid import NamesGrid

EMPTY = N_("Nobody is here yet. Type the command above to come in.")
LOCKED = N_("locked: nobody can join")
_LOW = 16
"""Rows below which air must go."""
_HIGH = 40
"""Rows from which on there is air to spare."""


class Lobby(Vertical, ThriftyWidget):
    """Shows how to get in and who is in.

    Args:
        invitation: What people have to type.
    """

    DEFAULT_CSS = """
    Lobby { width: 100%; height: 1fr; padding: 1 1 0 1; }
    Lobby > .command { width: 100%; height: auto; margin-top: 1; text-align: center; }
    Lobby > .count { width: 100%; height: 1; margin: 1 0; text-align: center; color: $text-muted; }
    Lobby.-high > * { margin-top: 3; }
    Lobby.-low > .command { margin: 0; }
    Lobby.-low > .count { margin: 0; }
    Lobby.-low { padding: 0; }
    """

    def __init__(self, invitation: Invitation, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._invitation = invitation

    def compose(self) -> ComposeResult:
        yield JoinCode()
        yield Static(Content.styled(one_line(self._invitation.join_command), "bold"), classes="command")
        yield Static(classes="count", markup=False)
        yield NamesGrid()

    def show(self, stage: Stage) -> None:
        """Draw the lobby as it is now."""
        self.query_one(JoinCode).code = stage.code
        self.query_one(".count", Static).update(_count(stage))
        grid = self.query_one(NamesGrid)
        grid.empty = _(EMPTY)
        grid.names = tuple(seat.name for seat in stage.desk.seats) if stage.desk else stage.names
        grid.total = len(grid.names) if stage.desk else stage.players

    def on_resize(self) -> None:
        self.query_one(JoinCode).tallest = tallest_code(self.size)
        self.set_class(self.size.height < _LOW, "-low")
        self.set_class(self.size.height >= _HIGH, "-high")


def tallest_code(size: Size) -> int:
    """Rows for the code so that at least as much is left for the names."""
    return max(1, size.height // 3) if size.height < 3 * HEIGHT else max(HEIGHT, size.height // 3)


def _count(stage: Stage) -> Content:
    people = Content.styled(players(stage.players), "bold $foreground")
    return people + Content.styled(f"  ·  {_(LOCKED)}", "$warning") if stage.locked else people
