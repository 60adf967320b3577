"""The host's lobby: the code, the command to type, and who is there."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from quizterm.snapshot import Stage
from quizterm_client.view.words import thousands, visible
from quizterm_client.widgets.blockletters import HEIGHT
from quizterm_client.widgets.joincode import Invitation, JoinCode
from quizterm_client.widgets.names import NamesGrid

EMPTY = "Nobody is here yet. Say the code, or show the command."
LOCKED = "locked: nobody can join"


class Lobby(Vertical):
    """Shows how to get in and who is in.

    Args:
        invitation: What people have to type.
    """

    def __init__(self, invitation: Invitation, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._invitation = invitation

    def compose(self) -> ComposeResult:
        yield JoinCode()
        yield Static(Content(visible(self._invitation.join_command)), classes="command")
        yield Static(classes="count", markup=False)
        yield NamesGrid()

    def show(self, stage: Stage) -> None:
        """Draw the lobby as it is now."""
        self.query_one(JoinCode).code = stage.code
        self.query_one(".count", Static).update(_count(stage))
        grid = self.query_one(NamesGrid)
        grid.empty = EMPTY
        grid.total = stage.players
        grid.names = tuple(seat.name for seat in stage.desk.seats) if stage.desk else stage.names

    def on_resize(self) -> None:
        self.query_one(JoinCode).tallest = tallest_code(self.size)


def tallest_code(size: Size) -> int:
    """Rows for the code so that at least as much is left for the names."""
    return max(1, size.height // 3) if size.height < 3 * HEIGHT else max(HEIGHT, size.height // 3)


def _count(stage: Stage) -> Content:
    people = "player" if stage.players == 1 else "players"
    count = Content.styled(f"{thousands(stage.players)} {people}", "bold")
    return count + Content.styled(f"  ·  {LOCKED}", "$warning") if stage.locked else count
