"""The editor's dialogs: which kind, which name, what is different, and what to do about it."""

from difflib import unified_diff
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from quizterm.language import _, pgettext
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
    {name} .ways {{ margin-top: 1; color: $text-muted; }}
"""  # untranslated: styles
_WIDE = 66
"""Columns of the dialog of kinds, unless the words of a language are longer."""
_FRAME = 6
"""Columns of a dialog's border and air."""
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
        _BOX.format(name="PickKind", width=_WIDE)
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
        rows = _kind_rows()
        with Vertical() as box:
            box.styles.width = max(_WIDE, max(row.cell_length for row in rows) + _FRAME)
            yield Static(Content.styled(self._title, "bold"), classes="title")
            yield OptionList(*rows, compact=True, markup=False)
            yield Static(_("Enter or its number   Esc back"), classes="ways", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = self._current

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.action_take(event.option_index)

    def action_take(self, index: int) -> None:
        """Take the kind in this row."""
        self.dismiss(self._kinds[index])


def _kind_rows() -> list[Content]:
    wide = max(cell_len(_(name)) for _sign, name, _words in KINDS.values()) + 1
    return [
        Content.assemble(
            (f"{number} ", QUIET), (set_cell_size(f"{sign} {_(name)}", wide + 2), "bold"), (_(words), QUIET)
        )
        for number, (sign, name, words) in enumerate(KINDS.values(), 1)
    ]


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
            yield Static(Content.styled(_("Save under which name?"), "bold"), classes="title")
            yield NameLine(self._path)
            yield Static(Content.styled(visible(self._problem), "$warning"))
            yield Static(_("Enter save   Esc back"), classes="ways", markup=False)

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
        title = f"− {self._old[0]}   + {self._new[0]}   {_('Esc back')}"
        yield Static(Content.styled(visible(title), "bold"), classes="title")
        with VerticalScroll():
            yield Static(difference(self._old[1], self._new[1]))


def difference(old: str, new: str) -> Content:
    """The lines in which two texts differ, with a sign before each and the lines around them."""
    lines = list(unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=2))[2:]
    shown = [_difference_line(line) for line in lines[:_LONGEST_DIFFERENCE]]
    if len(lines) > _LONGEST_DIFFERENCE:
        shown.append(Content.styled(_("… and more."), QUIET))
    return Content("\n").join(shown) if shown else Content(_("Nothing is different."))


def _difference_line(line: str) -> Content:
    if line.startswith("@@"):
        return Content.styled("───", QUIET)
    style = {"+": "$success", "-": "$error"}.get(line[:1], "")
    return Content.styled(f"{line[:1].replace('-', '−')} {visible(line[1:])}", style)


def offer_recovery(kept: Kept, name: str, *, file_changed: bool) -> Confirm:
    """Say that an earlier sitting ended without saving, and what can be done about it."""
    # Translators: A date for strftime; the names of months stay English, so write their numbers.
    when = kept.when.strftime(pgettext("date", "%d %B %Y, %H:%M:%S"))
    text = _("The editor of “{name}” ended without saving; its work is from {when}.")
    text = text.format(name=visible(name), when=when)
    if file_changed:
        text = f"{text} {_('The file has been changed by something else since then.')}"
    choices = [
        Choice("t", "t", _("take up that work, to be saved or undone"), TAKE),
        Choice("c", "c", _("compare it with the file"), SEE),
        Choice("d", "d", _("discard it for good and open the file"), DISCARD),
        Choice("q", "q", _("decide later: leave, and keep both"), LATER),
    ]
    return Confirm(_("There is work that was not saved."), text, choices)


def ask_about_conflict(name: str) -> Confirm:
    """Say that something else has written to the file, and what can be done about it."""
    choices = [
        Choice("c", "c", _("compare the file with what is written here"), COMPARE),
        Choice("a", "a", _("save under another name"), SAVE_AS),
        Choice("o", "o", _("overwrite the file"), OVERWRITE),
        Choice("b", _("Esc"), _("back, and save nothing now"), ""),
    ]
    text = _("Something else has changed “{name}” since it was read here.")
    return Confirm(_("Save over what somebody else wrote?"), text.format(name=visible(name)), choices)


def ask_before_leaving(name: str) -> Confirm:
    """Ask what is to become of what is not saved."""
    choices = [
        Choice("s", "s", _("save and leave"), SAVE),
        Choice("d", "d", _("leave without saving: the changes are lost"), DROP),
        Choice("b", _("Esc"), _("back to the editor"), ""),
    ]
    text = _("There are changes in “{name}” that are not saved.")
    return Confirm(_("Leave?"), text.format(name=visible(name)), choices)


def tell_of_other_editor(name: str) -> Confirm:
    """Say that another editor has the file open."""
    choices = [
        Choice("q", "q", pgettext("key", "leave"), LATER),
        Choice("o", "o", _("open it here too: whoever saves last is asked"), OPEN),
    ]
    text = _("It is “{name}”.").format(name=visible(name))
    return Confirm(_("Another editor has this file open."), text, choices)
