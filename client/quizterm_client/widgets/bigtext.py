"""Text five rows high, for the few figures that everybody should see."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive

from quizterm_client.terminal.thrift import ThriftyWidget
from quizterm_client.widgets.blockletters import HEIGHT, block_rows, block_width
from quizterm_client.widgets.canvas import canvas_size


class BigText(ThriftyWidget):
    """Draws capital letters, digits and signs from blocks; one plain line where they do not fit."""

    DEFAULT_CSS = """
    BigText { width: auto; max-width: 100%; height: 5; text-style: bold; }
    """

    text: reactive[str] = reactive("", layout=True)
    """What to draw."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(BigText.text, text)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return big_width(self.text, canvas_size(self).width)

    def render(self) -> Content:
        width = self.size.width
        across = _across(self.text, canvas_size(self).width)
        if self.size.height < HEIGHT or block_width(self.text, across) > width:
            return Content(self.text).truncate(width)
        return Content("\n".join(block_rows(self.text, across=across)))


def big_width(text: str, viewport: int) -> int:
    """Cells that `text` takes on a screen of `viewport` cells."""
    return max(block_width(text, _across(text, viewport)), 1)


def _across(text: str, viewport: int) -> int:
    """Cells for one dot: two where that leaves half of the screen for words."""
    return 2 if block_width(text, 2) <= viewport // 2 else 1
