"""The host's small dialogs: typing one line, being told something once."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from quizterm.language import _
from quizterm_client.themes import QUIET
from quizterm_client.widgets.lettersinorder import OrderedInput


class StillInput(OrderedInput):
    """A line to type whose cursor does not blink: nothing travels over a slow line while nobody types."""

    def on_mount(self) -> None:
        self.cursor_blink = False


class AskText(ModalScreen[str | None]):
    """A line to type; gives what was typed, or `None` after Escape.

    Args:
        title: What this is about.
        hint: What to type.
        value: What stands there at first.
        problem: Says what is wrong with a line, in a sentence, or nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(
        self, title: Content, hint: str, value: str, problem: Callable[[str], str] = lambda _typed: ""
    ) -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._hint = hint
        self._value = value
        self._problem = problem

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield Static(self._title)
            yield Static(Content.styled(self._hint, QUIET), classes="dialog--text")
            yield StillInput(self._value, compact=True, select_on_focus=False, classes="dialog--input")
            yield Static("", classes="dialog--problem", markup=False)
            yield Static(Content.styled(_("Enter save   Esc back"), QUIET))

    @on(Input.Submitted)
    def _save(self, event: Input.Submitted) -> None:
        if problem := self._problem(event.value):
            self.query_one(".dialog--problem", Static).update(Content.styled(problem, "$error"))
        else:
            self.dismiss(event.value)


class Tell(ModalScreen[None]):
    """Something to read until a key is pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,space,q", "dismiss(None)", show=False)]

    def __init__(self, title: str, text: Content) -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box -wide"):
            yield Static(Content.styled(self._title, "bold"))
            yield Static(self._text, classes="dialog--text")
            yield Static(Content.styled(_("Esc back"), QUIET))
