"""The podium, and what the player did in the whole quiz."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from quizterm_client.player.state import Seen
from quizterm_client.terminal.cutting import perhaps_cut
from quizterm_client.terminal.thrift import ThriftyStatic, ThriftyWidget
from quizterm_client.themes import QUIET
from quizterm_client.view.podium import hardest_words, own_words, shared, steps
from quizterm_client.view.words import took_part
from quizterm_client.widgets.podium import Podium

_NAMES = 3
"""Rows in which the names of the podium stand where there is room for no more."""
_MARGIN = 2


class PodiumPart(Vertical, ThriftyWidget):
    """The podium, and below it what the player did in the whole quiz."""

    DEFAULT_CSS = """
    PodiumPart { width: 100%; height: 1fr; }
    PodiumPart > Podium { min-height: 3; }
    PodiumPart > Static { width: 100%; height: auto; text-align: center; padding: 1 2 0 2; }
    """

    def compose(self) -> ComposeResult:
        yield Podium()
        yield ThriftyStatic(markup=False)

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Content] = []

    def show(self, seen: Seen) -> None:
        """Show who won."""
        stage, you = seen.stage, seen.you
        if stage is None:
            return
        self.query_one(Podium).show(steps(stage.standings, you.player if you else None))
        lines = [Content.styled(shared(stage.standings), QUIET)]
        if you is not None:
            lines.insert(0, Content.styled(own_words(you), "bold"))
        lines.append(perhaps_cut(hardest_words(stage.hardest), QUIET))
        lines.append(Content.styled(took_part(stage.players), QUIET))
        self._lines = [line for line in lines if line.plain]
        self._draw_lines()

    def on_resize(self) -> None:
        """Tell as much as there is room for."""
        # Within a layout, the lines would keep the height that they had.
        self.call_after_refresh(self._draw_lines)

    def _draw_lines(self) -> None:
        """Who won is seen first, then what the player did; the rest needs a larger window."""
        width, height = self.size
        room, shown = height - _NAMES - 1, []
        for number, line in enumerate(self._lines):
            room -= len(line.wrap(max(2, width - 2 * _MARGIN)))
            if number == 0 or room >= 0:
                shown.append(line)
        self.query_one(ThriftyStatic).update(Content("\n").join(shown))
