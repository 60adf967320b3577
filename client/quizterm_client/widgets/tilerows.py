"""Tiles as rows of cells: where each one is and how it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from quizterm.language import _
from quizterm.text import thousands
from quizterm_client.terminal.cutting import cut
from quizterm_client.view.rows import TileRows, columns_for, filled, rows_wanted, share_rows
from quizterm_client.view.tiles import TileState, TileView
from quizterm_client.view.words import one_line
from quizterm_client.widgets.wrapping import wrapped

MARK = 7
"""Cells of the coloured block with shape and letter."""
GUTTER = 2
_PAD = 2
_WIDE_ASIDE = 27
"""Cells beside a text for note, bar and figure, where there is no line below it."""
_NARROW_ASIDE = 15
"""The same where the text needs the room more: the note becomes a sign."""
_WIDE_BODY = 100
_NOTE = 12
"""Cells for the note below or beside a text, at least."""
_FIGURE = 8
"""Cells for a figure with its air."""
_SHORTEST_BAR = 3

_BODY = {
    TileState.PLAIN: "$foreground on $surface",
    TileState.PICKED: "bold $foreground on $primary-muted",
    TileState.MINE: "bold $foreground on $primary-muted",
    TileState.RIGHT: "bold $foreground on $success-muted",
    TileState.WRONG: "$text-muted on $surface",
    TileState.SHOWN: "$foreground on $surface",
}
_UNDER_CURSOR = {
    TileState.PLAIN: "$foreground on $surface-lighten-2",
    TileState.PICKED: "bold $foreground on $primary 45%",
    TileState.MINE: "bold $foreground on $primary 45%",
    TileState.RIGHT: "bold $foreground on $success 40%",
    TileState.WRONG: "$foreground on $surface-lighten-2",
    TileState.SHOWN: "$foreground on $surface-lighten-2",
}
_BAR = {TileState.RIGHT: "$success", TileState.WRONG: "$foreground 38%", TileState.SHOWN: "$primary"}


@dataclass(frozen=True, slots=True)
class TilePlan:
    """Where the tiles are, in cells."""

    columns: int
    width: int
    """Of one tile."""
    rows: TileRows

    @classmethod
    def of(cls, views: Sequence[TileView], width: int, room: int) -> "TilePlan":
        """Arrange tiles in `width` cells and at most `room` rows, if each has one."""
        texts = [cell_len(one_line(view.text)) for view in views]
        columns = columns_for(texts, width, MARK + 2 * _PAD + GUTTER)
        each = (width - GUTTER * (columns - 1)) // columns
        heights = [_lines_wanted(view, each) for view in views]
        return cls(columns, each, share_rows(rows_wanted(heights, columns), room))

    @staticmethod
    def wanted(views: Sequence[TileView], width: int) -> tuple[int, int]:
        """Rows at which nothing is cut, and rows below which a letter would be lost."""
        plan = TilePlan.of(views, width, 10_000)
        natural = rows_wanted([_lines_wanted(view, plan.width) for view in views], plan.columns)
        return sum(natural), len(natural)

    def cuts(self, view: TileView, index: int) -> bool:
        """Whether the tile at `index` is too small for its text."""
        return _lines_wanted(view, self.width) > self.rows.heights[index // self.columns]

    def at(self, x: int, y: int) -> int | None:
        """Which tile is there, if any."""
        column, within = divmod(x, self.width + GUTTER)
        if within >= self.width or column >= self.columns:
            return None
        top = 0
        for row, height in enumerate(self.rows.heights):
            if top <= y < top + height:
                return row * self.columns + column
            top += height + self.rows.gap
        return None


def draw(views: Sequence[TileView], plan: TilePlan, cursor: int | None = None) -> Content:
    """All tiles, each line exactly as wide as the plan says."""
    lines: list[Content] = []
    for row, height in enumerate(plan.rows.heights):
        first = row * plan.columns
        tiles = [
            _tile(view, plan.width, height, first + place == cursor)
            for place, view in enumerate(views[first : first + plan.columns])
        ]
        if lines:
            lines += [Content("")] * plan.rows.gap
        lines += [Content(" " * GUTTER).join(parts) for parts in zip(*tiles, strict=True)]
    return Content("\n").join(lines)


def _tile(view: TileView, width: int, height: int, under_cursor: bool) -> list[Content]:
    body = width - MARK
    text, aside = _text_lines(view, body, height)
    top = (height - len(text)) // 2
    style = _UNDER_CURSOR.get(view.state, _BODY[view.state]) if under_cursor else _BODY[view.state]
    lines = []
    for y in range(height):
        content = text[y - top] if top <= y < top + len(text) else Content("")
        if aside and y == top:
            content = content.truncate(_text_room(body), pad=True) + _beside(view, body - _text_room(body))
        elif not aside and y == top + len(text):
            content = Content(" " * _PAD) + _below(view, body - 2 * _PAD)
        lines.append(_mark(view, y == top) + _on(content.truncate(body, pad=True), style))
    if under_cursor:
        lines[top] = _pointed(lines[top])
    return lines


def _pointed(line: Content) -> Content:
    return line[:MARK] + Content.styled("▸", "bold").stylize(line.spans[-1].style) + line[MARK + 1 :]


def _text_lines(view: TileView, body: int, height: int) -> tuple[list[Content], bool]:
    """The text in lines, and whether note and bar stand beside it for want of a line below."""
    below = wrapped(view.text, body - 2 * _PAD)
    if height >= len(below) + 2:
        return [Content(" " * _PAD) + line for line in below], False
    beside = wrapped(view.text, _text_room(body) - _PAD)
    kept = list(beside[:height])
    if len(beside) > height:
        room = _text_room(body) - _PAD
        kept[-1] = cut(Content(f"{kept[-1].plain.rstrip()} {beside[height].plain}"), room)
    return [Content(" " * _PAD) + line for line in kept], True


def _lines_wanted(view: TileView, width: int) -> int:
    return len(wrapped(view.text, _text_room(width - MARK) - _PAD))


def _text_room(body: int) -> int:
    """Cells for the text where the note and the bar stand beside it."""
    aside = _WIDE_ASIDE if body >= _WIDE_BODY else _NARROW_ASIDE
    return max(min(body, 8), body - min(aside, body // 3))


def _mark(view: TileView, named: bool) -> Content:
    words = f"{view.shape} {view.mark.letter}".center(MARK) if named else " " * MARK
    return Content.styled(words, mark_style(view))


def mark_style(view: TileView) -> str:
    """The colours of the block with shape and letter."""
    if view.state is TileState.WRONG:
        return f"$foreground on {view.mark.colour} 30%"
    return f"bold {view.mark.ink} on {view.mark.colour}"


def body_style(view: TileView) -> str:
    """The colours of the rest of a tile."""
    return _BODY[view.state]


def bar_style(view: TileView) -> str:
    """The colour of the bar of those who picked it."""
    return _BAR.get(view.state, "$primary")


def _below(view: TileView, width: int) -> Content:
    """The bar from the common line, its figure, and the note."""
    if view.count is None:
        return Content(_fitting_note(view, width))
    figure = thousands(view.count)
    narrow = width < 2 * _note_room()
    note = f"   {_('yours') if narrow else view.note}" if view.note else ""
    room = max(0, width - len(figure) - 3 - (cell_len(_("yours")) + 1 if narrow else _note_room()))
    bar = Content.styled("█" * filled(view.share, room, seen=True), bar_style(view))
    return cut(bar + Content(f" {figure}" if bar else figure) + Content(note), width)


def _beside(view: TileView, width: int) -> Content:
    """The same in one short piece, the figure at the right edge."""
    if view.count is None:
        return _at_right(_fitting_note(view, width - 1), width) if view.note else Content("")
    wide = width >= _WIDE_ASIDE and _note_room() < width - _FIGURE
    note = view.note if wide else ""
    figure = f"{'◂' if view.mine and not note else ''}{thousands(view.count):>{3 if width > 8 else 1}} "
    room = max(0, width - len(figure) - (_note_room() if wide else 0) - 1)
    room = room if room >= _SHORTEST_BAR else 0
    cells = filled(view.share, room, seen=True)
    bar = Content.styled("█" * cells, bar_style(view))
    return _at_right(note, width - room - len(figure)) + bar + Content(" " * (room - cells) + figure)


def _fitting_note(view: TileView, width: int) -> str:
    """The note in as many words as there is room for."""
    short = [_("yours")] if view.mine else []
    wordings = (view.note, *short) if view.note else ("",)
    return next((words for words in wordings if cell_len(words) <= width), "✓")


def _note_room() -> int:
    """Cells that the longest note takes where answers are counted; the same for all tiles."""
    return max(_NOTE, cell_len(_("your answer")) + 1)


def _at_right(words: str, width: int) -> Content:
    return Content(f"{' ' * (width - cell_len(words) - 1)}{words} ").truncate(width)


def _on(content: Content, style: str) -> Content:
    return content.stylize_before(style)
