"""The editor's dialogs: which kind, which name, what is different, and what to do about it."""

from difflib import unified_diff
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from quizterm.quiz.model import Kind
from quizterm.text import visible
from quizterm_client.editor.inputs import LineInput
from quizterm_client.editor.recovery import Kept
from quizterm_client.editor.specs import KINDS
from quizterm_client.themes import QUIET
from quizterm_client.widgets.dialogs import Choice, Confirm

_BOX = """
    {name} {{ align: center middle; background: $background 70%; }}
    {name} > Vertical {{
        width: {width}; max-width: 100%; height: auto; max-height: 100%;
        padding: 1 2; background: $surface; border: round $foreground 30%;
    }}
    {name} .title {{ margin-bottom: 1; }}
    {name} .ways {{ margin-top: 1; color: $foreground 60%; }}
"""
_LONGEST_DIFFERENCE = 2000
"""Lines that are compared on the screen."""

TAKE, SEE, DISCARD, LATER = "take", "see", "discard", "later"
OVERWRITE, SAVE_AS, COMPARE = "overwrite", "save_as", "compare"
SAVE, DROP = "save", "drop"
OPEN = "open"


class PickKind(ModalScreen[Kind | None]):
    """Which kind a question is to be; gives it, or `None` after Escape.

    Args:
        title: What it is for.
        current: The kind that it is now.
    """

    DEFAULT_CSS = (
        _BOX.format(name="PickKind", width=66)
        + """
    PickKind OptionList { height: auto; border: none; padding: 0; background: $surface; }
    PickKind OptionList:focus { background-tint: $foreground 0%; border: none; }
    PickKind OptionList:focus > .option-list--option-highlighted {
        background: $primary-muted; color: $foreground; text-style: none;
    }
    """
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", show=False, id="kind.back"),
        *(
            Binding(str(number), f"take({number - 1})", KINDS[kind][1], show=False)
            for number, kind in enumerate(KINDS, 1)
        ),
    ]

    def __init__(self, title: str, current: Kind | None = None) -> None:
        super().__init__()
        self._title = title
        self._kinds = list(KINDS)
        self._current = self._kinds.index(current) if current else 0

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content.styled(self._title, "bold"), classes="title")
            yield OptionList(*map(_kind_row, range(len(self._kinds))), compact=True, markup=False)
            yield Static("Enter or its number   Esc back", classes="ways", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = self._current

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.action_take(event.option_index)

    def action_take(self, index: int) -> None:
        """Take the kind in this row."""
        self.dismiss(self._kinds[index])


def _kind_row(index: int) -> Content:
    sign, name, words = list(KINDS.values())[index]
    return Content.assemble((f"{index + 1} ", QUIET), (f"{sign} {name:<14}", "bold"), (words, QUIET))


class NameLine(LineInput):
    """A line in a dialog: Enter ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", show=False, priority=True)]


class AskName(ModalScreen[str | None]):
    """Another name for the file; gives it, or `None` after Escape."""

    DEFAULT_CSS = (
        _BOX.format(name="AskName", width=70)
        + """
    AskName LineInput { background: $background; }
    """
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", show=False, id="name.back")
    ]

    def __init__(self, path: str, problem: str = "") -> None:
        super().__init__()
        self._path = path
        self._problem = problem

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content.styled("Save under which name?", "bold"), classes="title")
            yield NameLine(self._path)
            yield Static(Content.styled(visible(self._problem), "$warning"))
            yield Static("Enter save   Esc back", classes="ways", markup=False)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())


class Compare(ModalScreen[None]):
    """What is different between two states of the file, line by line.

    Args:
        old: One text, with its name.
        new: The other one.
    """

    DEFAULT_CSS = """
    Compare { background: $background; }
    Compare > .title { height: 1; padding: 0 1; background: $panel; }
    Compare > VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    Compare Static { height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss(None)", "back", show=False, id="compare.back")
    ]

    def __init__(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        super().__init__()
        self._old, self._new = old, new

    def compose(self) -> ComposeResult:
        title = f"− {self._old[0]}   + {self._new[0]}   Esc back"
        yield Static(Content.styled(visible(title), "bold"), classes="title")
        with VerticalScroll():
            yield Static(difference(self._old[1], self._new[1]))


def difference(old: str, new: str) -> Content:
    """The lines in which two texts differ, with a sign before each and the lines around them."""
    lines = list(unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=2))[2:]
    shown = [_difference_line(line) for line in lines[:_LONGEST_DIFFERENCE]]
    if len(lines) > _LONGEST_DIFFERENCE:
        shown.append(Content.styled("… and more.", QUIET))
    return Content("\n").join(shown) if shown else Content("Nothing is different.")


def _difference_line(line: str) -> Content:
    if line.startswith("@@"):
        return Content.styled("───", QUIET)
    style = {"+": "$success", "-": "$error"}.get(line[:1], "")
    return Content.styled(f"{line[:1].replace('-', '−')} {visible(line[1:])}", style)


def offer_recovery(kept: Kept, name: str, *, file_changed: bool) -> Confirm:
    """Say that an earlier sitting ended without saving, and what can be done about it."""
    since = " The file has been changed by something else since then." if file_changed else ""
    text = (
        f"The editor of “{visible(name)}” ended without saving; its work is from "
        f"{kept.when:%d %B %Y, %H:%M:%S}.{since}"
    )
    choices = [
        Choice("t", "t", "take up that work, to be saved or undone", TAKE),
        Choice("c", "c", "compare it with the file", SEE),
        Choice("d", "d", "discard it for good and open the file", DISCARD),
        Choice("q", "q", "decide later: leave, and keep both", LATER),
    ]
    return Confirm("There is work that was not saved.", text, choices)


def ask_about_conflict(name: str) -> Confirm:
    """Say that something else has written to the file, and what can be done about it."""
    choices = [
        Choice("c", "c", "compare the file with what is written here", COMPARE),
        Choice("a", "a", "save under another name", SAVE_AS),
        Choice("o", "o", "overwrite the file", OVERWRITE),
        Choice("b", "Esc", "back, and save nothing now", ""),
    ]
    text = f"Something else has changed “{visible(name)}” since it was read here."
    return Confirm("Save over what somebody else wrote?", text, choices)


def ask_before_leaving(name: str) -> Confirm:
    """Ask what is to become of what is not saved."""
    choices = [
        Choice("s", "s", "save and leave", SAVE),
        Choice("d", "d", "leave without saving: the changes are lost", DROP),
        Choice("b", "Esc", "back to the editor", ""),
    ]
    return Confirm("Leave?", f"There are changes in “{visible(name)}” that are not saved.", choices)


def tell_of_other_editor(name: str) -> Confirm:
    """Say that another editor has the file open."""
    choices = [
        Choice("q", "q", "leave", LATER),
        Choice("o", "o", "open it here too: whoever saves last is asked", OPEN),
    ]
    return Confirm("Another editor has this file open.", f"It is “{visible(name)}”.", choices)
