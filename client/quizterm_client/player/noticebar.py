"""A sentence or two below the content: what happens now, or why something was right."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from quizterm_client.player.layout import notice_rows
from quizterm_client.player.words import Notice, Tone
from quizterm_client.terminal.thrift import ThriftyStatic, ThriftyWidget, scroll_back
from quizterm_client.view.words import drawable
from quizterm_client.widgets.canvas import canvas_size
from quizterm_client.widgets.wrapping import rows_of

_STYLES = {
    Tone.PLAIN: "",
    Tone.GOOD: "bold $success",
    Tone.WARNING: "bold $warning",
    Tone.BAD: "bold $error",
}
_PAD = 2
_SIGNS = {Tone.PLAIN: "", Tone.GOOD: "✓ ", Tone.WARNING: "! ", Tone.BAD: "✗ "}


class NoticeBar(VerticalScroll, ThriftyWidget, can_focus=False):
    """Draws a `Notice`; scrolls when it is longer than its place."""

    DEFAULT_CSS = """
    NoticeBar { width: 100%; height: 1; scrollbar-size-vertical: 1; align: left top; }
    NoticeBar > Static { width: 100%; height: auto; text-align: center; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._notice = Notice()
        self._said = ThriftyStatic(markup=False)

    def compose(self) -> ComposeResult:
        yield self._said

    @property
    def scrolls(self) -> bool:
        """Whether there is more to read than can be seen."""
        return not self.fits(self._notice.words)

    def fits(self, words: str) -> bool:
        """Whether words can be read here without scrolling."""
        size = canvas_size(self)
        rows, width = notice_rows(size.height), max(2, size.width - 2 * _PAD)
        return rows_of(words, width) <= rows - _air(rows)

    def take_rows(self) -> None:
        """Be as high as the terminal allows."""
        rows = notice_rows(canvas_size(self).height)
        self.styles.height, self.styles.padding = rows, (_air(rows), _PAD, 0, _PAD)

    def read(self, pages: int) -> None:
        """Read on, or back."""
        self.scroll_relative(y=pages * max(1, self.scrollable_content_region.height), animate=False)

    def show(self, notice: Notice) -> None:
        """Say something else."""
        if notice != self._notice:
            self._notice = notice
            words = drawable(f"{_SIGNS[notice.tone]}{notice.words}")
            self._said.update(Content.styled(words, _STYLES[notice.tone]))
            scroll_back(self)


def _air(rows: int) -> int:
    """Rows left empty above the words."""
    return 1 if rows > 2 else 0
