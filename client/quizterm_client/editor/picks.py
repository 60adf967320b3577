"""Yes or no, and one of a few: each in one row, by keys or mouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

MARK = 4
"""Cells of the mark before words."""
_GAP = 2


class Tick(Widget, can_focus=True):
    """A sentence that is so or not; posts `Ticked`.

    Args:
        label: The sentence.
        on: Whether it is so.
    """

    DEFAULT_CSS = """
    Tick { width: auto; height: auto; }
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
        return cell_len(self._label) + MARK

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        mark = Content.styled("[✓] ", "bold $success") if self.on else Content("[ ] ")
        return mark + Content("\n" + " " * MARK).join(self._lines(self.content_size.width))

    def on_click(self) -> None:
        self.focus()
        self.action_switch()

    def action_switch(self) -> None:
        """Switch it."""
        self.on = not self.on
        self.post_message(self.Ticked(self.on))

    def _lines(self, width: int) -> list[Content]:
        return Content(self._label).wrap(max(1, width - MARK))


class OneOf(Widget, can_focus=True):
    """A few words of which one is chosen; posts `Chosen`.

    Args:
        faces: The words.
        chosen: Which one is chosen.
    """

    DEFAULT_CSS = """
    OneOf { width: 1fr; height: auto; }
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

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    def render(self) -> Content:
        rows = self._rows(self.content_size.width)
        return Content("\n").join(Content(" " * _GAP).join(map(self._drawn, row)) for row in rows)

    def on_click(self, event: events.Click) -> None:
        self.focus()
        rows = self._rows(self.content_size.width)
        left = 0
        for index in rows[event.y] if event.y < len(rows) else ():
            wide = self._wide(index)
            if left <= event.x < left + wide:
                self._choose(index)
            left += wide + _GAP

    def action_step(self, by: int) -> None:
        """Choose the next one, or the one before."""
        self._choose((self.chosen + by) % len(self._faces))

    def _rows(self, width: int) -> list[list[int]]:
        """Which of the words stand beside each other."""
        rows: list[list[int]] = [[]]
        left = 0
        for index in range(len(self._faces)):
            if rows[-1] and left + self._wide(index) > width:
                rows.append([])
                left = 0
            rows[-1].append(index)
            left += self._wide(index) + _GAP
        return rows

    def _wide(self, index: int) -> int:
        return cell_len(self._faces[index]) + MARK

    def _drawn(self, index: int) -> Content:
        face = self._faces[index]
        return Content.styled(f"(•) {face}", "bold") if index == self.chosen else Content(f"( ) {face}")

    def _choose(self, index: int) -> None:
        if index != self.chosen:
            self.chosen = index
            self.post_message(self.Chosen(index))
