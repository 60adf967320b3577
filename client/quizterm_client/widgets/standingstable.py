"""The standings: places, names, who rose and fell, and bars from a common line."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from quizterm.snapshot import PlayerId, Standing
from quizterm.text import thousands
from quizterm_client.terminal.cutting import cut
from quizterm_client.terminal.thrift import ThriftyWidget
from quizterm_client.themes import QUIET
from quizterm_client.view.rows import filled
from quizterm_client.view.table import Row, Table, table
from quizterm_client.view.words import one_line

_NAME = 20
_CHANGE = 5
_LARGE = 36
"""Rows from which on bars are two rows thick."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the table draws."""

    top: Sequence[Standing] = ()
    nearby: Sequence[Standing] = ()
    me: PlayerId | None = None


class StandingsTable(ThriftyWidget):
    """Draws as many places as there is room for; my own row is the only coloured one."""

    DEFAULT_CSS = """
    StandingsTable { width: 100%; height: 1fr; color: $foreground; }
    """

    shown: reactive[Shown] = reactive(Shown())
    """Whose places."""

    def show(
        self, top: Sequence[Standing], nearby: Sequence[Standing] = (), me: PlayerId | None = None
    ) -> None:
        """Show other standings."""
        self.shown = Shown(tuple(top), tuple(nearby), me)

    def render(self) -> Content:
        width, height = self.content_size
        now = self.shown
        below = len(now.nearby) + 1 if now.nearby else 0
        each = _rows_each(min(len(now.top) + below, 10), height)
        rows = table(now.top, now.nearby, now.me, (height + 1) // each if each > 1 else height)
        return Content("\n" if each == 1 else "\n\n").join(_lines(rows, width, max(1, each - 1)))


def _rows_each(places: int, height: int) -> int:
    """Rows for one place: with a blank one below it where there is room, and thick bars on large screens."""
    for each in (4, 3):
        if height >= _LARGE and height >= each * places - 1:
            return each
    return 2 if height >= 2 * places - 1 else 1


def _lines(rows: Table, width: int, thick: int) -> list[Content]:
    plan = _TablePlan.of((*rows.top, *rows.nearby), width)
    lines = [_drawn(row, plan, thick) for row in rows.top]
    gap = [Content.styled(" " * plan.rank + " ⋮", QUIET)] if rows.gap else []
    return [*lines, *gap, *(_drawn(row, plan, thick) for row in rows.nearby)]


@dataclass(frozen=True, slots=True)
class _TablePlan:
    """Cells of each column."""

    rank: int
    name: int
    change: int
    bar: int
    score: int

    @classmethod
    def of(cls, rows: Sequence[Row], width: int) -> "_TablePlan":
        rank = max((len(thousands(row.rank)) for row in rows), default=1) + 2
        score = max((len(thousands(row.score)) for row in rows), default=1)
        names = max((cell_len(one_line(row.name)) for row in rows), default=0)
        change = _CHANGE if width - rank - score > 24 else 0
        spare = width - rank - score - change - 6
        name = max(1, min(names, _NAME, spare))
        bar = spare - name if spare - name >= 4 else 0
        return cls(rank, name, change, bar, score)


def _drawn(row: Row, plan: _TablePlan, thick: int) -> Content:
    """One place; where the bar is three rows thick, the words stand beside the middle one."""
    line = _line(row, plan)
    if thick < 2 or not plan.bar:
        return line
    more = Content(" " * (plan.rank + 2 + plan.name + plan.change + 2)) + _bar(row, plan)
    above = (thick - 1) // 2
    return Content("\n").join([*[more] * above, line, *[more] * (thick - 1 - above)])


def _line(row: Row, plan: _TablePlan) -> Content:
    strong = "bold $primary" if row.mine else ""
    rank = Content.styled(thousands(row.rank).rjust(plan.rank), "bold" if not row.mine else strong)
    name = cut(Content.styled(one_line(row.name), strong), plan.name, pad=True)
    change = Content.styled(f" {row.change}"[: plan.change].ljust(plan.change), _change_colour(row))
    bar = _bar(row, plan)
    score = Content.styled(thousands(row.score).rjust(plan.score), strong or "bold")
    gap = Content("  ")
    rest = Content(" " * (plan.bar - bar.cell_length))
    return rank + gap + name + change + gap + bar + rest + gap + score


def _bar(row: Row, plan: _TablePlan) -> Content:
    cells = filled(row.share, plan.bar, seen=True)
    return Content.styled("█" * cells, "$primary" if row.mine else "$foreground 38%")


def _change_colour(row: Row) -> str:
    return "$success" if row.rose > 0 else "$error" if row.rose < 0 else ""
