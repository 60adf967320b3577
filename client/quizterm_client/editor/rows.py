"""Texts of one line each, in an order, with a mark beside those that are right."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from quizterm_client.editor.fields import Lines, Rows
from quizterm_client.editor.inputs import LineInput, harmless_line
from quizterm_client.themes import QUIET
from quizterm_client.view.options import mark_of


class RowInput(LineInput):
    """The text of a row; a backspace where nothing is left posts `Emptied`."""

    class Emptied(Message):
        """The row is to go."""

    def action_delete_left(self) -> None:
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.Emptied())


class Label(Static):
    """What stands before a row; a click marks it."""

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(Row.Wanted("mark"))


class Cross(Static):
    """What stands behind a row; a click takes it out."""

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(Row.Wanted("remove"))


class Row(Horizontal):
    """One text; the last row of a field is empty and waits for another one."""

    DEFAULT_CSS = """
    Row { height: 1; }
    Row > Label { width: 7; }
    Row > RowInput { width: 1fr; }
    Row > Label:hover { background: $primary-muted; }
    Row > Cross { width: 3; color: $text-muted; content-align: center middle; }
    Row > Cross:hover { color: $error; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "want('mark')", "mark the option as right, or not", id="editor.mark"),
        Binding("alt+up", "want('up')", "move the row up", id="editor.row-up"),
        Binding("alt+down", "want('down')", "move the row down", id="editor.row-down"),
        Binding("f8", "want('remove')", "take the row out", id="editor.row-remove"),
    ]

    @dataclass
    class Wanted(Message):
        """Something is to be done with the row: `mark`, `up`, `down` or `remove`."""

        what: str
        row: "Row | None" = None

    def __init__(self, field: Rows, place: int, text: str) -> None:
        super().__init__()
        self.place = place
        self._field = field
        self._text = text
        self._shown: tuple[bool, bool] | None = None

    def compose(self) -> ComposeResult:
        yield Label(markup=False)
        yield RowInput(self._text, splits=True)
        yield Cross("✕", markup=False)

    @property
    def text(self) -> str:
        """What is typed in it."""
        return self.query_one(RowInput).value

    @property
    def can_be_marked(self) -> bool:
        """Whether it may be right or not."""
        return self._field.marks

    def show(self, text: str | None, marked: bool) -> None:
        """Show a text; `None` where there is none yet."""
        waiting = text is None
        line = self.query_one(RowInput)
        line.show(text or "")
        invitation = self._field.another if self.place else self._field.first
        line.placeholder = invitation if waiting else ""
        if self._shown != (waiting, marked):
            self._shown = waiting, marked
            self.query_one(Label).update(self._label(waiting=waiting, marked=marked))
            self.query_one(Cross).update("" if waiting else "✕")

    def action_want(self, what: str) -> None:
        """Ask for something to be done with the row."""
        self.post_message(self.Wanted(what, self))

    @on(Wanted)
    def _name_it(self, event: Wanted) -> None:
        if event.row is None:
            event.stop()
            self.post_message(self.Wanted(event.what, self))

    @on(RowInput.Emptied)
    def _empty(self) -> None:
        self.post_message(self.Wanted("remove", self))

    def _label(self, *, waiting: bool, marked: bool) -> Content:
        name = Content(mark_of(self.place).label if self._field.letters else f"{self.place + 1}.")
        if not self._field.marks or waiting:
            return Content("  ") + name.stylize(QUIET if waiting else "")
        return (
            Content.styled("✓ ", "bold $success") + name.stylize("bold") if marked else Content("· ") + name
        )


class RowsEditor(Vertical):
    """A field of rows; posts `Changed`."""

    DEFAULT_CSS = """
    RowsEditor { height: auto; width: 1fr; }
    """

    class Changed(Message):
        """Somebody changed a row, or their order; `taken` tells how."""

    def __init__(self, field: Rows, lines: Lines) -> None:
        super().__init__()
        self._field = field
        self._lines = lines
        self._step = ""

    def compose(self) -> ComposeResult:
        for place in range(self._wanted):
            yield Row(self._field, place, self._text(place) or "")

    def on_mount(self) -> None:
        self.show(self._lines)

    def show(self, lines: Lines) -> None:
        """Show other texts."""
        self._lines = lines
        rows = list(self.query(Row))
        more = [Row(self._field, place, self._text(place) or "") for place in range(len(rows), self._wanted)]
        if more:
            self.mount_all(more)
            self.call_after_refresh(self._draw)
        self._draw()

    @property
    def _wanted(self) -> int:
        """Rows to be seen: one more than there are texts, as long as another one is allowed."""
        return max(len(self._lines.texts), min(len(self._lines.texts) + 1, self._field.most))

    def _text(self, place: int) -> str | None:
        return self._lines.texts[place] if place < len(self._lines.texts) else None

    def _draw(self) -> None:
        for row in self.query(Row):
            row.display = row.place < self._wanted
            if row.is_mounted and row.query(RowInput):
                row.show(self._text(row.place), row.place in self._lines.marked)

    def taken(self) -> tuple[Lines, str]:
        """The texts as they are now, and which row was typed in last."""
        for row in self.query(Row):
            if row.display and row.is_mounted:
                self._take(row)
        return self._lines, self._step

    def _take(self, row: Row) -> None:
        typed, known = row.text, self._text(row.place)
        if typed == harmless_line(known or ""):
            return
        texts = list(self._lines.texts)
        if known is None:
            texts.append(typed)
        else:
            texts[row.place] = typed
        self._step = f".{row.place}"
        self.show(Lines(tuple(texts), self._lines.marked))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    @on(LineInput.Pasted)
    def _pasted(self, event: LineInput.Pasted) -> None:
        event.stop()
        self.taken()
        row = event.line.parent
        if isinstance(row, Row):
            texts = list(self._lines.texts)
            texts[row.place : row.place + (not event.line.value)] = event.lines
            self._change(texts[: self._field.most], self._lines.marked)

    @on(Row.Wanted)
    def _do(self, event: Row.Wanted) -> None:
        event.stop()
        self.taken()
        if event.row is None or event.row.place >= len(self._lines.texts):
            return
        place = event.row.place
        if event.what == "mark" and self._field.marks:
            marked = tuple(sorted(set(self._lines.marked) ^ {place}))
            self._change(list(self._lines.texts), marked)
        elif event.what == "remove":
            self._remove(place)
        elif event.what in ("up", "down"):
            self._swap(place, place + (1 if event.what == "down" else -1))

    def _remove(self, place: int) -> None:
        texts = list(self._lines.texts)
        del texts[place]
        marked = tuple(index - (index > place) for index in self._lines.marked if index != place)
        self._change(texts, marked)
        self._focus(max(0, place - 1))

    def _swap(self, place: int, other: int) -> None:
        texts = list(self._lines.texts)
        if not 0 <= other < len(texts):
            return
        texts[place], texts[other] = texts[other], texts[place]
        swapped = {place: other, other: place}
        self._change(texts, tuple(sorted(swapped.get(index, index) for index in self._lines.marked)))
        self._focus(other)

    def _focus(self, place: int) -> None:
        line = self.query(Row)[place].query_one(RowInput)
        line.focus()
        line.cursor_position = len(line.value)

    def _change(self, texts: list[str], marked: tuple[int, ...]) -> None:
        self._step = ""
        self.show(Lines(tuple(texts), marked))
        self.post_message(self.Changed())


def focused_row(focused: Widget | None) -> Row | None:
    """The row that is typed in, if one is."""
    parent = focused.parent if focused is not None else None
    return parent if isinstance(parent, Row) else None
