"""The line of keys at the bottom: only those that work now, the most likely first."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.reactive import reactive

from quizterm_client.terminal.thrift import ThriftyWidget
from quizterm_client.themes import QUIET
from quizterm_client.view.keys import GAP, KeyHint, fitting
from quizterm_client.widgets.chosenkeys import chosen_keys


class KeyLine(ThriftyWidget):
    """Draws key hints in one row; a click presses the key."""

    DEFAULT_CSS = """
    KeyLine { width: 100%; height: 1; padding: 0 1; background: $panel; color: $foreground; }
    """

    hints: reactive[tuple[KeyHint, ...]] = reactive(())
    """The keys that work now; the last one stays when the row is narrow."""

    def show(self, hints: Sequence[KeyHint]) -> None:
        """Show other keys, as this person has chosen them."""
        keys = chosen_keys(self.app)
        self.hints = tuple(one.chosen(keys) for one in hints)

    def render(self) -> Content:
        parts = [_drawn(one) for one in self._shown()]
        return Content(" " * GAP).join(parts).truncate(self.content_size.width)

    def on_click(self, event: events.Click) -> None:
        left = 1
        for one in self._shown():
            if left <= event.x < left + one.width and one.press:
                self.app.simulate_key(one.press)
            left += one.width + GAP

    def _shown(self) -> Sequence[KeyHint]:
        return fitting(self.hints, self.content_size.width)


def _drawn(one: KeyHint) -> Content:
    return Content.assemble((one.printed, "bold"), " ", (one.what, QUIET))
