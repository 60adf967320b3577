"""The names in the lobby as a grid that stays where it is while people come in."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from quizterm.language import ngettext
from quizterm.text import thousands
from quizterm_client.terminal.cutting import cut
from quizterm_client.terminal.thrift import ThriftyWidget
from quizterm_client.themes import QUIET
from quizterm_client.view.words import one_line, players

_GAP = 3
_CALM = 110
"""Cells that the eye still takes in as one grid; more are used only when names would be left out."""
_WIDTHS = (10, 14, 20)
"""Columns grow in steps, so that one longer name seldom moves all the others."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Which names stand where; `None` is an empty place."""

    column: int
    rows: tuple[tuple[tuple[int, str] | None, ...], ...]
    """Each name with its position in `names`."""
    hidden: int

    @property
    def width(self) -> int:
        """Cells across."""
        columns = len(self.rows[0]) if self.rows else 0
        return columns * (self.column + _GAP) - _GAP if columns else 0


def lay_out(names: Sequence[str], total: int, width: int, height: int) -> Grid:
    """Place as many of the newest names as fit; a newcomer takes the place of the oldest and moves nobody."""
    column = _column_width(names, width)
    columns = max(1, (width + _GAP) // (column + _GAP))
    room = columns * height
    if total > min(room, len(names)):
        room = columns * (height - 1)
    shown = max(0, min(room, len(names)))
    places: list[tuple[int, str] | None] = [None] * (-(-shown // columns) * columns)
    for position in range(len(names) - shown, len(names)):
        places[(total - len(names) + position) % shown] = (position, names[position])
    rows = tuple(tuple(places[start : start + columns]) for start in range(0, len(places), columns))
    return Grid(column, rows, total - shown)


class NamesGrid(ThriftyWidget):
    """Shows the newest names that fit, the very newest highlighted, and how many more there are."""

    DEFAULT_CSS = """
    NamesGrid { width: 100%; height: 1fr; }
    """

    names: reactive[tuple[str, ...]] = reactive(())
    """Oldest first; the newest is the last one."""
    total: reactive[int] = reactive(0)
    """How many players there are, those not in `names` included."""
    empty: reactive[str] = reactive("")
    """What to say while nobody is there."""

    def render(self) -> Content:
        width, height = self.content_size
        if not self.names:
            lines = Content.styled(self.empty, QUIET).wrap(max(1, width))
            return Content("\n").join(line.rstrip().center(width) for line in lines)
        grid = self._grid(width, height)
        margin = " " * ((width - grid.width) // 2)
        lines = [Content(margin) + self._row(row, grid.column) for row in grid.rows]
        if grid.hidden:
            lines.append(_hidden(grid.hidden, bool(lines), margin))
        return Content("\n").join(lines)

    def _grid(self, width: int, height: int) -> Grid:
        total = max(self.total, len(self.names))
        calm = lay_out(self.names, total, min(width, _CALM), height)
        return lay_out(self.names, total, width, height) if calm.hidden else calm

    def _row(self, row: Sequence[tuple[int, str] | None], column: int) -> Content:
        newest = len(self.names) - 1
        cells = [
            cut(
                Content.styled(one_line(place[1]), "bold $accent" if place[0] == newest else ""),
                column,
                pad=True,
            )
            for place in row
            if place
        ]
        return Content(" " * _GAP).join(cells)


def _column_width(names: Sequence[str], width: int) -> int:
    widest = max((cell_len(name) for name in names), default=0)
    return min(width, next((step for step in _WIDTHS if widest <= step), _WIDTHS[-1]))


def _hidden(count: int, beside_names: bool, margin: str) -> Content:
    more = ngettext("and {n} more", "and {n} more", count).format(n=thousands(count))
    words = more if beside_names else players(count)
    return Content(margin) + Content.styled(words, QUIET)
