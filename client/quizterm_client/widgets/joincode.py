"""The join code as the hero of a screen: block letters in pairs, as one says them."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive

from quizterm_client.terminal.thrift import ThriftyWidget
from quizterm_client.view.invitation import spoken
from quizterm_client.widgets.blockletters import HEIGHT, block_rows, block_width

_SIZES = ((6, 3), (4, 2), (2, 1), (1, 1))
"""Cells across and rows down for one dot of a letter, the largest first."""


def code_rows(code: str, width: int, tallest: int) -> list[str]:
    """The largest drawing of the code that fits; one line of spaced letters where no drawing does."""
    text = spoken(code)
    for across, down in _SIZES:
        if HEIGHT * down <= tallest and block_width(text, across) <= width:
            return block_rows(text, across=across, down=down)
    spaced = "  ".join(" ".join(pair) for pair in text.split())
    return [next((line for line in (spaced, text) if len(line) <= width), code)]


class JoinCode(ThriftyWidget):
    """Draws the code as large as its width and `tallest` allow."""

    DEFAULT_CSS = """
    JoinCode { width: 100%; height: auto; text-style: bold; color: $text; }
    """

    code: reactive[str] = reactive("", layout=True)
    """The join code, without spaces."""
    tallest: reactive[int] = reactive(HEIGHT, layout=True)
    """The most rows that the drawing may take."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(code_rows(self.code, width, self.tallest))

    def render(self) -> Content:
        width = self.content_size.width
        rows = code_rows(self.code, width, self.tallest)
        margin = " " * ((width - len(rows[0])) // 2)
        return Content("\n".join(margin + row for row in rows))
