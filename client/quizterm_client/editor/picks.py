"""Yes or no, and one of a few: each in one row, by keys or mouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_GAP = 2


class Tick(Widget, can_focus=True):
    """A sentence that is so or not; posts `Ticked`.

    Args:
        label: The sentence.
        on: Whether it is so.
    """

    DEFAULT_CSS = """
    Tick { width: auto; height: 1; }
    Tick:focus { background: $primary-muted; }
    Tick:hover { background: $primary-muted; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "switch", "switch on or off", show=False, id="editor.tick"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    on: reactive[bool] = reactive(False)
    """Whether it is so."""

    @dataclass
    class Ticked(Message):
        """Somebody switched it."""

        on: bool

    def __init__(self, label: str, on: bool) -> None:
        super().__init__()
        self._label = label
        self.set_reactive(Tick.on, on)

    def get_content_width(self, *_: object) -> int:
        return len(self._label) + 4

    def render(self) -> Content:
        mark = Content.styled("[✓] ", "bold $success") if self.on else Content("[ ] ")
        return mark + Content(self._label)

    def on_click(self) -> None:
        self.focus()
        self.action_switch()

    def action_switch(self) -> None:
        """Switch it."""
        self.on = not self.on
        self.post_message(self.Ticked(self.on))


class OneOf(Widget, can_focus=True):
    """A few words of which one is chosen; posts `Chosen`.

    Args:
        faces: The words.
        chosen: Which one is chosen.
    """

    DEFAULT_CSS = """
    OneOf { width: 1fr; height: 1; }
    OneOf:focus { background: $primary-muted; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "choose the one before", show=False, id="editor.choose-before"),
        Binding("right,space", "step(1)", "choose the next one", show=False, id="editor.choose-next"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down,enter", "app.focus_next", show=False),
    ]

    chosen: reactive[int] = reactive(0)
    """Which one is chosen."""

    @dataclass
    class Chosen(Message):
        """Somebody chose another one."""

        index: int

    def __init__(self, faces: Sequence[str], chosen: int) -> None:
        super().__init__()
        self._faces = faces
        self.set_reactive(OneOf.chosen, chosen)

    def render(self) -> Content:
        parts = [
            Content.styled(f"(•) {face}", "bold") if index == self.chosen else Content(f"( ) {face}")
            for index, face in enumerate(self._faces)
        ]
        return Content(" " * _GAP).join(parts)

    def on_click(self, event: events.Click) -> None:
        self.focus()
        left = 0
        for index, face in enumerate(self._faces):
            wide = len(face) + 4
            if left <= event.x < left + wide:
                self._choose(index)
            left += wide + _GAP

    def action_step(self, by: int) -> None:
        """Choose the next one, or the one before."""
        self._choose((self.chosen + by) % len(self._faces))

    def _choose(self, index: int) -> None:
        if index != self.chosen:
            self.chosen = index
            self.post_message(self.Chosen(index))
