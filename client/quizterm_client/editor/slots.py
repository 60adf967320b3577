"""One field on the screen: its label, and the place to fill in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from quizterm_client.editor.fields import Block, Field, Figure, Flag, Line, Pick, Rows, lead_of
from quizterm_client.editor.inputs import BlockInput, LineInput, harmless_line, without_end
from quizterm_client.editor.picks import MARK, OneOf, Tick
from quizterm_client.editor.rows import RowsEditor

_FIGURE, _SHORT_FIGURE = 9, 6
"""Cells of a number, and those that are enough for most."""
_GAP = 2
"""Cells behind a number."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was filled in."""

    field: Field
    value: Any
    step: str = ""
    """Where it is typed in; empty if the change is a step of its own."""


class Slot(Vertical):
    """Shows one field and posts `Touched`.

    Args:
        field: What is to be filled in.
        value: What is filled in at first.
        label: Cells that the label takes; 0 for as many as it has.
    """

    DEFAULT_CSS = """
    Slot { height: auto; width: 1fr; }
    Slot > Horizontal { height: auto; width: 100%; }
    Slot .label { width: auto; color: $text-muted; }
    Slot .hint { width: auto; color: $text-muted; margin-left: 1; }
    Slot LineInput, Slot BlockInput { background: $surface; }
    Slot LineInput:focus, Slot BlockInput:focus { background: $panel; background-tint: $foreground 0%; }
    Slot BlockInput { height: auto; padding: 0; scrollbar-size-vertical: 1; }
    Slot.-figure { width: auto; margin-right: 2; }
    Slot.-figure > Horizontal, Slot.-flag > Horizontal { width: auto; }
    Slot.-figure LineInput { width: 9; }
    Slot.-flag { width: auto; margin-right: 1; }
    Slot.-second .label { margin-right: 1; }
    """

    class Touched(Message):
        """Somebody did something here; `taken` tells what it led to."""

    def __init__(self, field: Field, value: Any, *, label: int = 0) -> None:
        super().__init__(classes=_SORTS.get(type(field), ""))
        self.field = field
        self._value = value
        self._label = label
        self._lead = Static(lead_of(field), classes="label", markup=False)
        self.set_label(label)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self._lead
            yield self._filler()
            if isinstance(self.field, Figure) and self.field.hint:
                yield Static(self.field.hint, classes="hint", markup=False)

    @property
    def complaint(self) -> str:
        """Why what stands here cannot be taken, if it cannot."""
        if isinstance(self.field, Figure) and self.field.read(self.query_one(LineInput).value) is None:
            return self.field.complaint
        return ""

    @property
    def wanted(self) -> int:
        """Cells that it takes with all its words in one row, and with the gap behind it."""
        label = self._label or cell_len(lead_of(self.field)) + 1
        match self.field:
            case Figure(hint=hint):
                return label + _FIGURE + (cell_len(hint) + 1 if hint else 0) + _GAP
            case Flag(label=words):
                return label + MARK + cell_len(words) + 1
            case _:
                return label + _FIGURE

    @property
    def spare(self) -> int:
        """Cells of those that it can do without at the end of a line."""
        match self.field:
            case Figure():
                return _GAP + _FIGURE - _SHORT_FIGURE
            case Flag():
                return 1
            case _:
                return 0

    def set_label(self, cells: int) -> None:
        """Let the label take so many cells; 0 for as many as it has."""
        self._label = cells
        self._lead.styles.width = cells or "auto"

    def show(self, value: Any) -> None:
        """Show another value."""
        self._fill(value)
        self._value = value

    def taken(self) -> Taken | None:
        """What was filled in since the last time; `None` if that is nothing, or nothing that can be taken."""
        found = self._read()
        if found is None or found.value == self._value:
            return None
        self._value = found.value
        return found

    def _filler(self) -> Widget:
        field, value = self.field, self._value
        match field:
            case Line():
                return LineInput(value, hint=field.hint)
            case Figure():
                return LineInput(field.write(value), is_replaced=True)
            case Block():
                block = BlockInput(value, wraps=not field.code)
                block.styles.max_height = field.most_rows
                return block
            case Flag():
                return Tick(field.label, bool(value))
            case Pick():
                return OneOf(field.faces, _index(field, value))
            case Rows():
                return RowsEditor(field, value)
            case _:
                raise TypeError(field)

    def _fill(self, value: Any) -> None:
        match self.field:
            case Figure() as field:
                self._fill_figure(field, value)
            case Line():
                self.query_one(LineInput).show(value)
            case Block():
                self.query_one(BlockInput).show(value)
            case Flag():
                self.query_one(Tick).on = bool(value)
            case Pick() as field:
                self.query_one(OneOf).chosen = _index(field, value)
            case Rows():
                self.query_one(RowsEditor).show(value)
            case _:
                raise TypeError(self.field)

    def _fill_figure(self, field: Figure, value: Any) -> None:
        line = self.query_one(LineInput)
        if field.read(line.value) != value:
            line.show(field.write(value))

    def _read(self) -> Taken | None:
        match self.field:
            case Figure() as field:
                value = field.read(self.query_one(LineInput).value)
                return None if value is None else Taken(field, value, field.key)
            case Line() as field:
                return self._unless_shown(field, self.query_one(LineInput).value, harmless_line)
            case Block() as field:
                return self._unless_shown(field, without_end(self.query_one(BlockInput).text), without_end)
            case Flag() as field:
                return Taken(field, self.query_one(Tick).on)
            case Pick() as field:
                return Taken(field, field.values[self.query_one(OneOf).chosen])
            case Rows() as field:
                lines, step = self.query_one(RowsEditor).taken()
                return Taken(field, lines, f"{field.key}{step}" if step else "")
            case _:
                return None

    def _unless_shown(self, field: Field, text: str, harmless: Callable[[str], str]) -> Taken | None:
        """What was typed; what is only shown without characters that cannot be seen was not."""
        return None if text == harmless(self._value) else Taken(field, text, field.key)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Tick.Ticked)
    @on(OneOf.Chosen)
    @on(RowsEditor.Changed)
    def _touch(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Touched())


_SORTS = {Figure: "-figure", Flag: "-flag"}


def _index(field: Pick, value: Any) -> int:
    return field.values.index(value) if value in field.values else 0
