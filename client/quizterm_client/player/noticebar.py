"""A sentence or two below the content: what happens now, or why something was right."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quizterm.text import visible
from quizterm_client.player.words import Notice, Tone

_STYLES = {
    Tone.PLAIN: "",
    Tone.GOOD: "bold $success",
    Tone.WARNING: "bold $warning",
    Tone.BAD: "bold $error",
}
_SIGNS = {Tone.PLAIN: "", Tone.GOOD: "✓ ", Tone.WARNING: "! ", Tone.BAD: "✗ "}


class NoticeBar(VerticalScroll, can_focus=False):
    """Draws a `Notice`; scrolls when it is longer than its place."""

    DEFAULT_CSS = """
    NoticeBar { width: 100%; height: 1; scrollbar-size-vertical: 1; align: left top; }
    NoticeBar > Static { width: 100%; height: auto; text-align: center; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._notice = Notice()

    def compose(self) -> ComposeResult:
        yield Static(markup=False)

    def show(self, notice: Notice) -> None:
        """Say something else."""
        if notice != self._notice:
            self._notice = notice
            words = visible(f"{_SIGNS[notice.tone]}{notice.words}")
            self.query_one(Static).update(Content.styled(words, _STYLES[notice.tone]))
            self.scroll_home(animate=False)
