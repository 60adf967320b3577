"""The standings: places, names, who rose and fell, and bars from a common line."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quizterm.snapshot import PlayerId, Standing
from quizterm_client.view.room import filled
from quizterm_client.view.table import Row, Table, table
from quizterm_client.view.words import one_line, thousands

_NAME = 20
_CHANGE = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """What the table draws."""

    top: Sequence[Standing] = ()
    nearby: Sequence[Standing] = ()
    me: PlayerId | None = None


class StandingsTable(Widget):
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
        roomy = height >= 2 * min(len(now.top) + (len(now.nearby) and 1), 10) - 1
        rows = table(now.top, now.nearby, now.me, (height + 1) // 2 if roomy else height)
        return Content("\n\n" if roomy else "\n").join(_lines(rows, width))


def _lines(rows: Table, width: int) -> list[Content]:
    plan = _Plan.of((*rows.top, *rows.nearby), width)
    lines = [_line(row, plan) for row in rows.top]
    if rows.nearby:
        lines += [Content.styled(" " * plan.rank + " ⋮", "$foreground 60%")]
        lines += [_line(row, plan) for row in rows.nearby]
    return lines


@dataclass(frozen=True, slots=True)
class _Plan:
    """Cells of each column."""

    rank: int
    name: int
    change: int
    bar: int
    score: int

    @classmethod
    def of(cls, rows: Sequence[Row], width: int) -> "_Plan":
        rank = max((len(thousands(row.rank)) for row in rows), default=1) + 2
        score = max((len(thousands(row.score)) for row in rows), default=1)
        names = max((cell_len(one_line(row.name)) for row in rows), default=0)
        change = _CHANGE if width - rank - score > 24 else 0
        spare = width - rank - score - change - 6
        name = max(1, min(names, _NAME, spare))
        bar = spare - name if spare - name >= 4 else 0
        return cls(rank, name, change, bar, score)


def _line(row: Row, plan: _Plan) -> Content:
    strong = "bold $primary" if row.mine else ""
    rank = Content.styled(thousands(row.rank).rjust(plan.rank), "bold" if not row.mine else strong)
    name = Content.styled(one_line(row.name), strong).truncate(plan.name, ellipsis=True, pad=True)
    change = Content.styled(f" {row.change}"[: plan.change].ljust(plan.change), _change_colour(row))
    cells = filled(row.share, plan.bar, seen=True)
    bar = Content.styled("█" * cells, "$primary" if row.mine else "$foreground 38%")
    score = Content.styled(thousands(row.score).rjust(plan.score), strong or "bold")
    gap = Content("  ")
    rest = Content(" " * (plan.bar - cells))
    return rank + gap + name + change + gap + bar + rest + gap + score


def _change_colour(row: Row) -> str:
    return "$success" if row.rose > 0 else "$error" if row.rose < 0 else ""
