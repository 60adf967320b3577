"""A dialog that asks for the number of a question."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from quizterm.language import _
from quizterm_client.widgets.lettersinorder import OrderedInput


class GoToQuestion(ModalScreen[int | None]):
    """Gives the number of a question that there is, or `None` after Escape.

    Args:
        last: The number of the last question.
    """

    DEFAULT_CSS = """
    GoToQuestion { align: center middle; background: $background 70%; }
    GoToQuestion > Vertical {
        width: 40; max-width: 100%; height: auto; max-height: 100%;
        padding: 0 2; background: $surface; border: round $foreground 30%;
    }
    GoToQuestion Input { margin: 0 0 0 1; background: $panel; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", show=False, id="go-to.back")
    ]

    def __init__(self, last: int) -> None:
        super().__init__()
        self._last = last

    def compose(self) -> ComposeResult:
        with Vertical():
            words = _("Go to question 1 to {last}:").format(last=self._last)
            yield Static(words, markup=False)
            entry = OrderedInput(type="integer", max_length=len(str(self._last)), compact=True)
            entry.cursor_blink = False
            yield entry

    @on(Input.Submitted)
    def _go(self, event: Input.Submitted) -> None:
        number = int(event.value) if event.value.isdecimal() else 0
        if 1 <= number <= self._last:
            self.dismiss(number)
