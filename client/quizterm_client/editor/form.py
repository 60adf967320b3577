"""The form of one entry: all its fields, in their lines."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from quizterm.language import heard
from quizterm.text import visible
from quizterm_client.editor.fields import Field, Subject
from quizterm_client.editor.remarks import Remark
from quizterm_client.editor.slots import Slot
from quizterm_client.editor.specs import label_cells, layout_of
from quizterm_client.themes import QUIET


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in."""

    entry: int
    subject: Subject
    step: str


class FormLine(Vertical):
    """Fields that share a line as far as there is room, with what is to be said about them below.

    Args:
        fields: What shares the line.
        subject: What they are about at first.
        label: Cells that the first label takes.
    """

    DEFAULT_CSS = """
    FormLine, FormLine > Horizontal { height: auto; width: 100%; }
    FormLine.-stacked > Horizontal { layout: vertical; }
    FormLine.-stacked > Horizontal > Slot { width: 100%; margin-right: 0; }
    FormLine.-stacked Slot > Horizontal { width: 100%; }
    FormLine.-stacked Slot .label { margin-right: 0; }
    FormLine.-stacked Slot Tick { width: 1fr; }
    FormLine.-stacked Slot .hint { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    FormLine > .remarks { width: 100%; height: auto; display: none; }
    """

    def __init__(self, fields: Sequence[Field], subject: Subject, label: int) -> None:
        super().__init__()
        self._label = label
        self._fields = fields
        self._subject = subject
        self._said: list[Remark] = []
        self._slots: list[Slot] = []

    def compose(self) -> ComposeResult:
        with Horizontal():
            for place, field in enumerate(self._fields):
                slot = Slot(field, field.get(self._subject), label=0 if place else self._label)
                slot.set_class(place > 0, "-second")
                self._slots.append(slot)
                yield slot
        remarks = Static(classes="remarks", markup=False)
        remarks.styles.padding = (0, 0, 0, self._label)
        yield remarks

    def on_resize(self) -> None:
        self._make_room()

    def remark(self, subject: Subject, remarks: Sequence[Remark]) -> None:
        """Say what is to be said, of the fields that are there."""
        lines: list[Remark] = []
        for slot in self._slots:
            slot.display = bool(slot.field.when(subject))
            if slot.display:
                lines += [Remark("", slot.complaint)] if slot.complaint else []
                lines += [remark for remark in remarks if _is_about(slot.field, remark)]
        if lines != self._said:
            self._said = lines
            place = self.query_one(".remarks", Static)
            place.update(Content("\n").join(map(_said, lines)))
            place.display = bool(lines)
        self._make_room()

    def _make_room(self) -> None:
        """Put the fields below each other where the line is too short for the words of a language."""
        seen = [slot for slot in self._slots if slot.display]
        wanted = sum(slot.wanted for slot in seen) - (seen[-1].spare if seen else 0)
        stacked = wanted > self.size.width > 0
        if stacked != self.has_class("-stacked"):
            self.set_class(stacked, "-stacked")
            for slot in self._slots[1:]:
                slot.set_label(self._label if stacked else 0)


class Form(VerticalScroll, can_focus=False):
    """Shows a subject and posts `Changed`.

    Args:
        name: Which form this is.
        entry: The number of what is edited.
        subject: What it is about at first.
        remarks: What is to be said about it.
    """

    DEFAULT_CSS = """
    Form { height: 1fr; width: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    """

    class Changed(Message):
        """Something was filled in, which `collect` gives."""

    class Ready(Message):
        """The form is there and can be filled in."""

    def __init__(self, name: str, entry: int, subject: Subject, remarks: Sequence[Remark]) -> None:
        super().__init__(id=f"form-{name}")
        self._layout = layout_of(name)
        self._entry = entry
        self._subject = subject
        self._remarks = remarks
        self._step: str | None = None
        self._lines: list[FormLine] = []
        self._slots: list[Slot] = []

    def compose(self) -> ComposeResult:
        label = label_cells()
        for fields in self._layout:
            self._lines.append(FormLine(fields, self._subject, label))
            yield self._lines[-1]

    def on_mount(self) -> None:
        self._slots = list(self.query(Slot))
        self._fill()
        self._draw_remarks()
        self.post_message(self.Ready())

    @property
    def unreadable(self) -> list[str]:
        """Labels of fields in which something stands that cannot be taken."""
        return [slot.field.label for slot in self._slots if slot.display and slot.complaint]

    def show(self, entry: int, subject: Subject, remarks: Sequence[Remark], *, typed: bool) -> None:
        """Show what there is now.

        Args:
            entry: Its number in the list.
            subject: What is edited.
            remarks: What is to be said about it.
            typed: The subject is what was filled in here, so that the fields show it already.
        """
        self._remarks = remarks
        if not typed or entry != self._entry:
            self._entry, self._subject, self._step = entry, subject, None
            if self.is_mounted:
                self._fill()
        if self.is_mounted:
            self._draw_remarks()

    def collect(self) -> Filled | None:
        """Give what was filled in since the last time, if anything was."""
        taken = {slot: found for slot in self._slots if slot.display and (found := slot.taken())}
        for found in taken.values():
            self._subject = found.field.put(self._subject, found.value)
            self._step = found.step
        if taken:
            self._fill(but=taken)
        if self._step is None:
            return None
        step, self._step = self._step, None
        return Filled(self._entry, self._subject, step)

    @property
    def first_field(self) -> Widget | None:
        """Where to begin to fill it in."""
        return next((widget for widget in self.query("*") if widget.focusable), None)

    @on(Slot.Touched)
    def _touched(self, event: Slot.Touched) -> None:
        event.stop()
        self._draw_remarks()
        self.post_message(self.Changed())

    def _fill(self, but: Collection[Slot] = ()) -> None:
        """Bring the fields in line with the subject."""
        for slot in self._slots:
            slot.display = bool(slot.field.when(self._subject))
            if slot.display and slot not in but:
                slot.show(slot.field.get(self._subject))

    def _draw_remarks(self) -> None:
        for line in self._lines:
            line.remark(self._subject, self._remarks)


def _is_about(field: Field, remark: Remark) -> bool:
    return remark.field in field.concerns or remark.field.partition(".")[0] in field.concerns


def _said(remark: Remark) -> Content:
    words = visible(heard(remark.message))
    return Content.styled(f"! {words}", "$warning") if remark.grave else Content.styled(f"· {words}", QUIET)
