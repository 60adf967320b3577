"""The large figures below the question: who has answered and how long is left, then who was right."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quizterm.text import visible
from quizterm_client.projector.words import FiguresView
from quizterm_client.terminal.cutting import cut
from quizterm_client.themes import QUIET
from quizterm_client.widgets.blockletters import HEIGHT, block_rows, block_width

_GAP = 3
_ABOVE_NOTE = 2
"""Rows of the words and the blank below them."""


class Figures(Widget):
    """Draws a `FiguresView`: in block figures where there is room, otherwise in one line."""

    DEFAULT_CSS = """
    Figures { width: 100%; height: 1; color: $foreground; }
    """

    view: reactive[FiguresView] = reactive(FiguresView())
    """What to say."""

    def note_rows(self, width: int) -> int:
        """Rows that the note takes in words alone."""
        return len(_note(self.view, width))

    def render(self) -> Content:
        width, height = self.content_size
        large = _large(self.view, width, height)
        return Content("\n").join(large or _small(self.view, width, height))


def _small(view: FiguresView, width: int, height: int) -> list[Content]:
    """Words in the middle, the note below them as far as it fits."""
    figure = Content.styled(view.figure, "bold") + Content(f" {view.words}" if view.words else "")
    above = [figure] if figure else []
    lines = [*above, *_cut(_note(view, width), height - len(above), width)]
    top = [Content("")] if height > len(lines) else []
    return [*top, *(_centred(line, width) for line in lines)][:height]


def _large(view: FiguresView, width: int, height: int) -> list[Content]:
    """Figure and words at the left, the note or the seconds at the right; nothing if that does not fit.

    A note that is too long for its place beside the figure gets the whole width instead.
    """
    dot = (height - 2) // HEIGHT
    if dot < 1 or not view.figure:
        return []
    figure, left = block_rows(view.figure, across=2 * dot, down=dot), _seconds(view.left, dot)
    used = len(figure[0]) + (len(left[0]) if left else 0) + _GAP
    room = width - used - _GAP
    if room < len(view.words):
        return []
    if len(_note(view, room)) > len(figure) - _ABOVE_NOTE:
        return []
    beside = _words(view, room, len(figure))
    rows = [
        Content.styled(row, "bold") + Content(" " * _GAP) + beside[index].truncate(room, pad=True)
        for index, row in enumerate(figure)
    ]
    if left:
        rows = [row + Content.styled(" " * _GAP + left[index], "bold") for index, row in enumerate(rows)]
    return [Content(""), *rows]


def _note(view: FiguresView, width: int) -> list[Content]:
    return Content(visible(view.note)).wrap(max(1, width)) if view.note else []


def _cut(lines: list[Content], most: int, width: int) -> list[Content]:
    """As many lines as there is room for, with a sign where there were more."""
    kept = lines[: max(0, most)]
    if kept and len(kept) < len(lines):
        kept[-1] = cut(Content(f"{kept[-1].plain.rstrip()} {lines[len(kept)].plain}"), width)
    return kept


def _words(view: FiguresView, room: int, rows: int) -> list[Content]:
    """The words level with the foot of the figure, or above the note."""
    note = _note(view, room)
    words = Content.styled(view.words, "" if note else QUIET)
    lines = [words, Content(""), *note][:rows] if note else [words]
    above = 0 if note else rows - 1
    return [*[Content("")] * above, *lines, *[Content("")] * rows]


def _seconds(left: str, dot: int) -> list[str]:
    return block_rows(left, across=2 * dot, down=dot) if left and block_width(left, 2 * dot) else []


def _centred(line: Content, width: int) -> Content:
    return Content(" " * max(0, (width - line.cell_length) // 2)) + cut(line, width)
