"""Where players wait: a few lines in the middle of an empty screen."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quizterm_client.player.welcome import Welcome
from quizterm_client.themes import QUIET
from quizterm_client.view.words import one_line

_GAP = 3


class WaitingRoom(Widget):
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
            *(Content(one_line(line)) for line in self.view.lines),
        ]
        room = height - len(head) - 3
        names = names_content(self.view.names, self.view.me, min(width - 8, 90), room) if room > 0 else []
        return Content("\n").join([*head, *([Content("")] * 2 if names else []), *names])


def names_content(names: Sequence[str], me: str, width: int, rows: int) -> list[Content]:
    """The newest names in flowing lines, my own in bold; those who do not fit stay out."""
    lines: list[Content] = []
    for name in reversed(names):
        drawn = Content.styled(one_line(name), "bold $primary" if name == me else QUIET)
        if lines and lines[-1].cell_length + _GAP + drawn.cell_length <= width:
            lines[-1] = lines[-1] + Content(" " * _GAP) + drawn
        elif len(lines) < rows:
            lines.append(drawn.truncate(max(1, width), ellipsis=True))
        else:
            break
    return lines
