"""Where players wait: a few lines in the middle of an empty screen."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from quizterm_client.player.welcome import Welcome
from quizterm_client.terminal.cutting import cut, perhaps_cut
from quizterm_client.terminal.thrift import ThriftyWidget
from quizterm_client.themes import QUIET
from quizterm_client.view.words import one_line

_GAP = 3


class WaitingRoom(ThriftyWidget):
    """Draws a greeting, and the names of those who are in."""

    DEFAULT_CSS = """
    WaitingRoom {
        width: 100%; height: 1fr; content-align: center middle; text-align: center; color: $foreground;
    }
    """

    view: reactive[Welcome] = reactive(Welcome())
    """What to say."""

    def render(self) -> Content:
        width, height = self.size
        head = [
            Content.styled(one_line(self.view.headline), "bold"),
            *(perhaps_cut(one_line(line)) for line in self.view.lines),
        ]
        air = 2
        if _rows(head, width) + air + 1 > height:
            head, air = [line for line in head if line.plain], 0
        room = height - _rows(head, width) - air
        # Where there is air, there is a blank row below as well.
        room -= 1 if air else 0
        names = names_content(self.view.names, self.view.me, min(width - 8, 90), room) if room > 0 else []
        return Content("\n").join([*head, *([Content("")] * air if names else []), *names])


def _rows(lines: Sequence[Content], width: int) -> int:
    return sum(max(1, len(line.wrap(max(1, width)))) for line in lines)


def names_content(names: Sequence[str], me: str, width: int, rows: int) -> list[Content]:
    """The newest names in flowing lines, my own in bold; those who do not fit stay out."""
    lines: list[Content] = []
    for name in reversed(names):
        drawn = Content.styled(one_line(name), "bold $primary" if name == me else QUIET)
        if lines and lines[-1].cell_length + _GAP + drawn.cell_length <= width:
            lines[-1] = lines[-1] + Content(" " * _GAP) + drawn
        elif len(lines) < rows:
            lines.append(cut(drawn, max(1, width)))
        else:
            break
    return lines
