"""Options as blocks to press, as large as their place: for a room where the question is on the wall."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from quizterm_client.view.tiles import TileState, TileView
from quizterm_client.widgets.blockletters import HEIGHT, block_rows, block_width

_GAP = 2
_NARROW = 24
"""Cells below which two blocks beside each other are too narrow."""
_AIR = 2
"""Rows and cells around a letter that is drawn large."""


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """Where the blocks are, in cells."""

    columns: int
    width: int
    """Of one block."""
    heights: tuple[int, ...]
    """Of each row of blocks."""
    gap: int
    """Rows between two rows of blocks."""

    @classmethod
    def of(cls, number: int, width: int, room: int) -> "BlockPlan":
        """Arrange so many blocks in `width` cells and `room` rows."""
        columns = 1 if width < _NARROW else min(number, 2 if number <= 4 else (number + 1) // 2)
        rows = -(-number // columns)
        gap = 1 if room >= 3 * rows else 0
        each, more = divmod(max(rows, room - gap * (rows - 1)), rows)
        heights = tuple(each + (row < more) for row in range(rows))
        return cls(columns, (width - _GAP * (columns - 1)) // columns, heights, gap)

    def at(self, x: int, y: int) -> int | None:
        """Which block is there, if any."""
        column, within = divmod(x, self.width + _GAP)
        if within >= self.width or column >= self.columns:
            return None
        top = 0
        for row, height in enumerate(self.heights):
            if top <= y < top + height:
                return row * self.columns + column
            top += height + self.gap
        return None


def draw_blocks(views: Sequence[TileView], plan: BlockPlan, cursor: int | None = None) -> Content:
    """All blocks, each line exactly as wide as the plan says."""
    lines: list[Content] = []
    for row, height in enumerate(plan.heights):
        first = row * plan.columns
        blocks = [
            _block(view, plan.width, height, first + place == cursor)
            for place, view in enumerate(views[first : first + plan.columns])
        ]
        lines += [Content("")] * (plan.gap if lines else 0)
        lines += [Content(" " * _GAP).join(parts) for parts in zip(*blocks, strict=True)]
    return Content("\n").join(lines)


def _block(view: TileView, width: int, height: int, under_cursor: bool) -> list[Content]:
    rows = _face(view, width, height)
    # The letter stays where it is when a note comes below it.
    above = (height - len(rows)) // 2
    if view.note and height > len(rows):
        rows = [*rows, view.note if cell_len(view.note) <= width else "✓"]
    lines = [""] * above + rows + [""] * (height - above - len(rows))
    faced = [line.center(width) for line in lines]
    if under_cursor:
        faced[above] = f"▸{faced[above][1:]}"
    style = _style(view)
    return [Content.styled(line[:width], style) for line in faced]


def _face(view: TileView, width: int, height: int) -> list[str]:
    """Shape and letter, the letter of blocks where there is room for it."""
    letter, small = view.mark.letter, f"{view.shape} {view.mark.letter}"
    fits = [size for size in (1, 2, 3) if _fits(letter, size, width, height)]
    if not fits:
        return [f"{small} {view.note}" if height == 1 and view.note and len(view.note) + 4 < width else small]
    across, down = 2 * fits[-1], fits[-1]
    drawn = block_rows(letter, across=across, down=down)
    middle = len(drawn) // 2
    return [f"{view.shape if row == middle else ' '} {line}  " for row, line in enumerate(drawn)]


def _fits(letter: str, size: int, width: int, height: int) -> bool:
    return HEIGHT * size + _AIR <= height and block_width(letter, 2 * size) + 2 * _AIR <= width


def _style(view: TileView) -> str:
    if view.state is TileState.WRONG:
        return f"$foreground on {view.mark.colour} 30%"
    return f"bold {view.mark.ink} on {view.mark.colour}"
