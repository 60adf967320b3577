"""The one line on top: the quiz, where we are, who I am, and how the line is."""

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from quizterm_client.peer import LinkState
from quizterm_client.terminal.cutting import cut
from quizterm_client.terminal.thrift import ThriftyWidget
from quizterm_client.themes import QUIET
from quizterm_client.view.topline import LineView, TopLine
from quizterm_client.view.words import one_line

_COLOURS = {
    LinkState.CONNECTED: "$success",
    LinkState.RECONNECTING: "$warning",
    LinkState.LOST: "$error",
}


class TopBar(ThriftyWidget):
    """Draws a `TopLine` in one row; what does not fit goes, the connection last."""

    DEFAULT_CSS = """
    TopBar { width: 100%; height: 1; padding: 0 1; background: $panel; color: $foreground; }
    """

    line: reactive[TopLine] = reactive(TopLine())
    """What to show."""

    def show(self, line: TopLine) -> None:
        """Show another line; nothing is drawn when it is the same."""
        self.line = line

    def render(self) -> Content:
        return top_content(self.line, self.content_size.width)


def top_content(line: TopLine, width: int) -> Content:
    """The whole row, exactly `width` cells."""
    middle = Content.styled(one_line(line.middle), "bold")
    right = _right(line, max(8, (width - middle.cell_length) // 2 - 1))
    left_room = max(0, (width - middle.cell_length) // 2 - 1)
    if left_room < right.cell_length + 1:
        left_room = max(0, width - middle.cell_length - right.cell_length - 2)
    if left_room < 4:
        return _pressed(middle, right, width)
    title = cut(Content(one_line(line.title)), left_room, pad=True)
    left = title + Content(" ") + middle
    gap = max(0, width - left.cell_length - right.cell_length)
    return (left + Content(" " * gap) + right).truncate(width)


def _pressed(middle: Content, right: Content, width: int) -> Content:
    """No room for the title; the line is worth more than the place."""
    middle = cut(middle, max(0, width - right.cell_length - 1))
    gap = max(1, width - middle.cell_length - right.cell_length)
    return (middle + Content(" " * gap) + right).truncate(width)


def _right(line: TopLine, room: int) -> Content:
    parts = [one_line(part) for part in line.right if part]
    ending = _connection(line.line, words=True)
    if _room(parts, ending) > room and line.line and line.line.state is LinkState.CONNECTED:
        ending = _connection(line.line, words=False)
    while len(parts) > 1 and _room(parts, ending) > room:
        parts.pop()
    name = cut(Content(" · ".join(parts)), max(0, room - ending.cell_length))
    return name + ending


def _room(parts: list[str], ending: Content) -> int:
    return cell_len(" · ".join(parts)) + ending.cell_length


def _connection(line: LineView | None, *, words: bool) -> Content:
    if line is None:
        return Content("")
    colour = QUIET if line.over else _COLOURS[line.state]
    quiet = QUIET if line.over or line.state is LinkState.CONNECTED else f"bold {colour}"
    said = Content.assemble(" · ", (line.words, quiet)) if words else Content("")
    return Content.assemble(said, " ", (line.dot, colour))
