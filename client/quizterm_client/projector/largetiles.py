"""The options for the back row: tall tiles with letters from blocks, and bars three rows thick."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quizterm.snapshot import QuestionView, Reveal
from quizterm.text import thousands
from quizterm_client.view.rows import filled
from quizterm_client.view.tiles import TileView, closed_tiles, open_tiles
from quizterm_client.view.words import one_line
from quizterm_client.widgets.blockletters import HEIGHT, block_rows, block_width, can_draw
from quizterm_client.widgets.tilerows import bar_style, body_style, mark_style
from quizterm_client.widgets.wrapping import wrapped

_ACROSS = 2
"""Cells for one dot of a letter."""
_MARK = 17
"""Cells of the coloured block: the letter, and the shape beside it."""
_GUTTER = 2
_PAD = 4
_TALLEST = 9
_THICKEST = 3
"""Rows of a bar where there is room for them."""


@dataclass(frozen=True, slots=True)
class LargePlan:
    """Where the tiles are, in cells."""

    columns: int
    width: int
    """Of one tile."""
    height: int
    """Of each tile."""

    @classmethod
    def of(cls, views: Sequence[TileView], width: int, room: int) -> "LargePlan | None":
        """Arrange tiles in `width` cells and `room` rows; nothing where they would have to be small."""
        half = (width - _GUTTER) // 2
        for columns, each in ((2, half), (1, width)):
            body = each - _MARK - 2 * _PAD
            if columns > len(views) or body < 1:
                continue
            texts = [wrapped(view.text, body) for view in views]
            if columns == 2 and any(len(lines) > 2 for lines in texts):
                continue
            rows = -(-len(views) // columns)
            height = min(_TALLEST, (room - rows + 1) // rows)
            if height >= max(HEIGHT, *(len(lines) + 2 for lines in texts)):
                return cls(columns, each, height)
        return None


class LargeTiles(Widget):
    """Draws the options of a question for a whole room."""

    DEFAULT_CSS = """
    LargeTiles { width: 100%; height: auto; content-align: center middle; }
    """

    views: reactive[tuple[TileView, ...]] = reactive(())
    """What is drawn."""

    def show(self, item: QuestionView, reveal: Reveal | None = None) -> None:
        """Show a question's options, or what is known since it closed."""
        self.views = open_tiles(item, None) if reveal is None else closed_tiles(item, reveal, None)

    def fits(self, width: int, rows: int) -> bool:
        """Whether there is room for tiles as large as these."""
        return LargePlan.of(self.views, width, rows) is not None

    def render(self) -> Content:
        plan = LargePlan.of(self.views, self.size.width, self.size.height)
        return Content("") if plan is None else large_content(self.views, plan)


def large_content(views: Sequence[TileView], plan: LargePlan) -> Content:
    """All tiles, a blank row between those above each other."""
    lines: list[Content] = []
    in_blocks = _in_blocks(views, plan)
    for first in range(0, len(views), plan.columns):
        row = [_tile(view, plan, in_blocks=in_blocks) for view in views[first : first + plan.columns]]
        row += [[Content(" " * plan.width)] * plan.height] * (plan.columns - len(row))
        lines += [Content("")] if lines else []
        lines += [Content(" " * _GUTTER).join(parts) for parts in zip(*row, strict=True)]
    return Content("\n").join(lines)


def _tile(view: TileView, plan: LargePlan, *, in_blocks: bool) -> list[Content]:
    body = plan.width - _MARK
    said = _said(view, body - 2 * _PAD, plan.height, in_blocks=in_blocks)
    return [
        mark + (Content(" " * _PAD) + words).truncate(body, pad=True).stylize_before(body_style(view))
        for mark, words in zip(_mark(view, plan.height), said, strict=True)
    ]


def _mark(view: TileView, height: int) -> list[Content]:
    letter = block_rows(view.mark.letter, across=_ACROSS)
    top = (height - HEIGHT) // 2
    lines = [*[""] * top, *letter, *[""] * (height - top - HEIGHT)]
    shape = top + HEIGHT // 2
    return [
        Content.styled(_marked(line, view.shape if row == shape else " "), mark_style(view))
        for row, line in enumerate(lines)
    ]


def _marked(line: str, shape: str) -> str:
    return f"  {line:<{_MARK - 5}}{shape}  "


def _in_blocks(views: Sequence[TileView], plan: LargePlan) -> bool:
    """Whether all texts can be drawn from blocks as they are written, so that none stands out."""
    room = plan.width - _MARK - 2 * _PAD
    texts = [one_line(view.text) for view in views]
    fits = all(can_draw(text) and block_width(text, _ACROSS) <= room for text in texts)
    return fits and plan.height >= HEIGHT + 2


def _said(view: TileView, width: int, height: int, *, in_blocks: bool) -> list[Content]:
    """The text in the middle of the height, where it stays at the reveal, and the bar below it."""
    if in_blocks:
        text = [Content(row) for row in block_rows(one_line(view.text), across=_ACROSS)]
    else:
        text = [line.stylize("bold") for line in wrapped(view.text, width)]
    top = (height - len(text)) // 2
    below = height - top - len(text)
    bars = _bars(view, width, below)
    return [*[Content("")] * top, *text, *bars, *[Content("")] * (below - len(bars))]


def _bars(view: TileView, width: int, room: int) -> list[Content]:
    """The bar of those who picked it, below a blank row where there is one, with its figure."""
    if view.count is None:
        return []
    air = 1 if room > _THICKEST else 0
    thick = min(_THICKEST, room)
    figure = thousands(view.count)
    cells = filled(view.share, width - len(figure) - 1, seen=True)
    bar = Content.styled("█" * cells, bar_style(view))
    figures = [figure if row == thick // 2 else "" for row in range(thick)]
    lines = [bar + Content.styled(f" {words}" if cells else words, "bold") for words in figures]
    return [*[Content("")] * air, *lines]
