"""The podium: three blocks, the winner in the middle, built from third to first."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from quizterm.text import thousands
from quizterm.text.display import THOUSANDS_SEPARATOR
from quizterm_client.terminal.cutting import cut
from quizterm_client.terminal.thrift import ThriftyWidget
from quizterm_client.themes import QUIET
from quizterm_client.view.podium import Step
from quizterm_client.view.words import one_line
from quizterm_client.widgets.blockletters import block_rows

_STAGES = 3
_PAUSE = 0.12
"""Seconds between two blocks; the whole stays under 400 ms."""
_WIDEST = 40
_TALLEST = 8
_LOWEST = 5
"""Rows below which the podium becomes a list."""
_DRAWN_FROM = 7
"""Rows per step from which the places are drawn as large figures."""

_HUGE_UNIT = 11
"""Rows per step on a screen that a whole room watches."""
_HUGE_HEAD = 9
"""Rows above them: the name, the score in block figures, and air."""
_WIDEST_HUGE = 60


class Podium(ThriftyWidget):
    """Draws up to three steps; those who share a place stand equally high."""

    DEFAULT_CSS = """
    Podium { width: 100%; height: 1fr; content-align: center middle; color: $foreground; }
    """

    steps: reactive[tuple[Step, ...]] = reactive(())
    """Left to right."""
    built: reactive[int] = reactive(_STAGES)
    """How many of the three heights can be seen, the lowest first."""

    def show(self, steps: Sequence[Step]) -> None:
        """Show who stands where; a new podium is built up where animations are wanted."""
        if tuple(steps) == self.steps:
            return
        fresh = not self.steps
        self.steps = tuple(steps)
        if fresh and self.app.animation_level == "full":
            self.built = 1
            self.set_interval(_PAUSE, self._build, repeat=_STAGES - 1)

    def render(self) -> Content:
        width, height = self.size
        if not self.steps or height < _LOWEST:
            return Content(_names_only(self.steps))
        return podium_content(self.steps, width, height, self.built)

    def _build(self) -> None:
        self.built = min(_STAGES, self.built + 1)


def podium_content(steps: Sequence[Step], width: int, height: int, built: int = _STAGES) -> Content:
    """The blocks with names and scores above, all standing on one line."""
    room = (width - 4) // max(3, len(steps))
    huge = room >= _WIDEST_HUGE // 2 and height >= 3 * _HUGE_UNIT + _HUGE_HEAD
    each = max(6, min(_WIDEST_HUGE if huge else _WIDEST, room))
    unit = _HUGE_UNIT if huge else max(1, min(_TALLEST, (height - 3) // 3, each // 4))
    columns = [_column(step, each, unit, step.height <= built) for step in steps]
    tall = max(len(column) for column in columns)
    filled = [[Content(" " * each)] * (tall - len(column)) + column for column in columns]
    return Content("\n").join(Content("").join(row) for row in zip(*filled, strict=True))


def _column(step: Step, width: int, unit: int, seen: bool) -> list[Content]:
    rows = unit * step.height
    score = _score(step, width, unit)
    if not seen:
        return [Content(" " * width)] * (rows + 1 + len(score))
    strong = "bold $primary" if step.mine else "bold"
    name = cut(Content(one_line(step.name)), width - 2)
    return [
        _centred(name, width).stylize(strong),
        *score,
        *(_block(step, words, width) for words in _figures(step.rank, rows, unit)),
    ]


def _score(step: Step, width: int, unit: int) -> list[Content]:
    """The score below the name, on a huge podium in block figures with air around them."""
    figure = thousands(step.score)
    drawn = block_rows(figure.replace(THOUSANDS_SEPARATOR, " "), across=2)
    if unit < _HUGE_UNIT or len(drawn[0]) > width - 2:
        return [_centred(Content(figure), width).stylize(QUIET)]
    return [_centred(Content(row), width) for row in ("", *drawn, "")]


def _figures(rank: int, rows: int, unit: int) -> list[str]:
    """The place on a block, one line after the other."""
    if unit >= _HUGE_UNIT:
        figure = block_rows(str(rank), across=4, down=2)
    else:
        figure = block_rows(str(rank), across=2) if unit >= _DRAWN_FROM else [str(rank)]
    above = [""] if rows > 2 else []
    return [*above, *figure, *[""] * rows][:rows]


def _block(step: Step, words: str, width: int) -> Content:
    tone = "$primary" if step.mine else _TONES[step.height]
    colour = "bold $background" if step.mine else "bold $foreground"
    return _centred(Content(words), width).stylize_before(f"{colour} on {tone}")


_TONES = {3: "$foreground 30%", 2: "$foreground 23%", 1: "$foreground 16%"}


def _centred(content: Content, width: int) -> Content:
    left = (width - content.cell_length) // 2
    return Content(" " * left) + content + Content(" " * (width - left - content.cell_length))


def _names_only(steps: Sequence[Step]) -> str:
    best = sorted(steps, key=lambda step: step.rank)
    return "\n".join(f"{step.rank}  {one_line(step.name)}  {thousands(step.score)}" for step in best)
