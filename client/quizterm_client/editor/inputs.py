"""Places to type text into that never hold what could steer a terminal, and let the arrows pass."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from quizterm.text import visible
from quizterm_client.widgets.lettersinorder import OrderedInput, act_at_once

_TAB = 4


def harmless(text: str) -> str:
    """The text without what cannot be seen and is not shown to players either."""
    if text.isprintable():
        return text
    return "".join(char for char in text if char == "\n" or visible(char) == char)


def harmless_block(text: str) -> str:
    """Lines of text, with tabs expanded."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return harmless("\n".join(line.expandtabs(_TAB) for line in lines))


def without_end(text: str) -> str:
    """Lines of text without empty ones at the end, which Enter leaves there and nobody sees."""
    return harmless_block(text).rstrip("\n")


def harmless_line(text: str) -> str:
    """Text on one line."""
    return " ".join(harmless_block(text).split("\n"))


class LineInput(OrderedInput):
    """One line. Up and down go to the next field; several pasted lines are posted as `Pasted`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Whoever types ahead means the next field: it has the focus before the next key is looked at.
        Binding("up", "app.focus_previous", show=False, priority=True),
        Binding("down,enter", "app.focus_next", show=False, priority=True),
    ]

    class Pasted(Message):
        """Somebody pasted several lines where one is meant."""

        def __init__(self, line: "LineInput", lines: list[str]) -> None:
            super().__init__()
            self.line = line
            self.lines = lines

        @property
        def control(self) -> "LineInput":
            """Where it was pasted."""
            return self.line

    def __init__(
        self,
        value: str = "",
        *,
        hint: str = "",
        splits: bool = False,
        is_replaced: bool = False,
        classes: str = "",
    ) -> None:
        # Whoever types a number means that number, not one more digit for what stood there.
        super().__init__(
            harmless_line(value), placeholder=hint, compact=True, select_on_focus=is_replaced, classes=classes
        )
        self._splits = splits
        # Each blink would be drawn, and sent over a line that may be slow.
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Keep only what can be seen."""
        return harmless_line(value)

    def _on_paste(self, event: events.Paste) -> None:
        lines = [line for raw in harmless_block(event.text).split("\n") if (line := raw.strip())]
        event.stop()
        event.prevent_default()
        if self._splits and len(lines) > 1:
            self.post_message(self.Pasted(self, lines))
        else:
            self.replace(" ".join(lines), *self.selection)

    def show(self, value: str) -> None:
        """Show another value without telling anybody; the cursor stays where it can."""
        value = harmless_line(value)
        if value != self.value:
            with self.prevent(Input.Changed):
                self.value = value
            if not self.has_focus:
                self.cursor_position = len(value)


class BlockInput(TextArea):
    """Several lines. Up in the first and down in the last go to the next field."""

    def __init__(self, text: str = "", *, wraps: bool = True) -> None:
        super().__init__(
            harmless_block(text),
            soft_wrap=wraps,
            compact=True,
            highlight_cursor_line=False,
            max_checkpoints=1,
        )
        self.cursor_blink = False
        self.match_cursor_bracket = False

    def edit(self, edit: Edit) -> EditResult:
        """Take only what can be seen."""
        edit.text = harmless_block(edit.text)
        return super().edit(edit)

    def show(self, text: str) -> None:
        """Show another text without telling anybody; the cursor stays where it can."""
        text = harmless_block(text)
        if text != self.text:
            place = self.cursor_location
            with self.prevent(TextArea.Changed):
                self.load_text(text)
            self.move_cursor(self.clamp_visitable(place) if self.has_focus else self.document.end)

    def on_mount(self) -> None:
        self.move_cursor(self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        await act_at_once(self, event)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up, or to the field above."""
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down, or to the field below."""
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)
