"""An area that stands for a whole terminal, so that a player's screen can be drawn within another one."""

from textual.geometry import Size
from textual.widget import Widget


class Canvas(Widget):
    """What is drawn in it divides its room as if there were nothing else on the terminal."""


def canvas_size(widget: Widget) -> Size:
    """The room that a widget may divide: its canvas's, or the terminal's."""
    for ancestor in widget.ancestors:
        if isinstance(ancestor, Canvas):
            return ancestor.size
    return widget.app.size
