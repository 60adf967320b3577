"""Two dialogs that every face has: all keys, and being sure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from quizterm.language import N_, _, pgettext
from quizterm_client.plain.replies import own_reply
from quizterm_client.view.keychoice import face_of
from quizterm_client.view.keys import KeyRow
from quizterm_client.widgets.chosenkeys import chosen_keys

_WIDEST = 64
_HELP_FRAME = 6
"""Rows of the help's border, its air and its last line; columns of border and air."""
_TIGHT_FRAME = 3
_COLUMN = 16
"""Cells below which what a key does is no column of its own."""
_SHORT = 14
"""Rows below which a dialog goes without border, air and explanation."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out of a dialog."""

    key: str
    face: str
    """The key as printed in English."""
    what: str
    value: str


def yes(what: str, value: str) -> Choice:
    """The way on, by the letter of the language that is spoken and by the English one."""
    letter = own_reply("y")
    return Choice(_either(letter, "y"), letter, what, value)


def no(what: str, value: str) -> Choice:
    """The way back, by Esc or the letter of the language that is spoken or the English one."""
    return Choice(_either(own_reply("n"), "n"), _("Esc"), what, value)


def _either(*letters: str) -> str:
    return ",".join(dict.fromkeys(letters))


class HelpScreen(ModalScreen[None]):
    """All keys of a face, in groups.

    Args:
        groups: Titles with the lines below them, in English.
        closing: A last sentence, in English.
    """

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 70%; }
    HelpScreen > Vertical {
        width: 64; max-width: 100%; height: auto; max-height: 100%;
        padding: 1 2; background: $surface; border: round $foreground 30%;
    }
    HelpScreen VerticalScroll { height: auto; scrollbar-size-vertical: 1; }
    HelpScreen .ways { height: 1; margin: 1 0 0 0; color: $text-muted; }
    HelpScreen.-tight > Vertical { padding: 0 1; }
    HelpScreen.-tight .ways { margin: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "dismiss(None)", "close", show=False, id="help.close"),
        Binding("up", "scroll(-1)", "scroll up", show=False, id="help.up"),
        Binding("down", "scroll(1)", "scroll down", show=False, id="help.down"),
        Binding("pageup", "scroll(-10)", "scroll up by ten", show=False),
        Binding("pagedown", "scroll(10)", "scroll down by ten", show=False),
    ]

    def __init__(self, groups: Sequence[tuple[str, Sequence[KeyRow]]], closing: str = "") -> None:
        super().__init__()
        self._groups = groups
        self._last_words = _(closing)

    def compose(self) -> ComposeResult:
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield Static(classes="keys", markup=False)
            yield Static(classes="ways", markup=False)

    def on_resize(self) -> None:
        width, height = self.app.size
        room = max(8, min(width, _WIDEST) - _HELP_FRAME)
        lines, usual = self._lines(room, _REDRAW), self._lines(room)
        if len(usual) + _TIGHT_FRAME <= height < len(lines) + _TIGHT_FRAME:
            lines = usual  # all at once is worth more than what docs/keys.md tells as well
        wanted = len(lines)
        self.query_one(".keys", Static).update(Content("\n").join(lines))
        roomy = wanted + _HELP_FRAME <= height
        self.set_class(not roomy, "-tight")
        rows = height - (_HELP_FRAME if roomy else _TIGHT_FRAME)
        self.query_one(VerticalScroll).styles.max_height = max(1, rows)
        closing = self._last_words or _("Esc back to the game")
        self.query_one(".ways", Static).update(f"{_scrolling()}   {closing}" if wanted > rows else closing)

    def on_click(self) -> None:
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """Scroll by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def _lines(self, room: int, *last: KeyRow) -> list[Content]:
        """The groups, and rows after the last, in lines of so many cells; what keys do is in its column."""
        chosen = chosen_keys(self.app)
        *before, (end, those) = self._groups
        groups = [
            (_(title), [(face_of(_(face), names, chosen), _(what)) for face, what, *names in rows])
            for title, rows in (*before, (end, (*those, *last)))
        ]
        wide = max((cell_len(face) for _title, keys in groups for face, _what in keys), default=0)
        lines: list[Content] = []
        for title, keys in groups:
            lines += [Content("")] if lines else []
            lines += Content.styled(title, "bold $primary").wrap(room)
            for face, what in keys:
                lines += _explained(_padded(face, wide), what, room)
        return lines


_REDRAW: KeyRow = (N_("Ctrl-L"), N_("draw everything anew"), "screen.redraw")


def _explained(face: str, what: str, room: int) -> list[Content]:
    """A key and what it does, in as many lines as that takes."""
    column = cell_len(face) + 2
    if room - column < _COLUMN:
        return Content.assemble((face, "bold"), "  ", what).wrap(room)
    first, *more = Content(what).wrap(room - column)
    return [
        Content.assemble((face, "bold"), "  ", first),
        *(Content(" " * column) + line for line in more),
    ]


def _scrolling() -> str:
    return f"↑ ↓ {pgettext('key', 'scroll')}"


def _padded(face: str, cells: int) -> str:
    return face + " " * (cells - cell_len(face))


class WayOut(Static):
    """One choice of a dialog; a click takes it."""

    DEFAULT_CSS = """
    WayOut { width: 100%; height: auto; }
    WayOut:hover { background: $primary-muted; }
    """

    def __init__(self, choice: Choice, wide: int) -> None:
        super().__init__(
            Content.assemble((_padded(_(choice.face), wide), "bold $primary"), "  ", choice.what)
        )
        self._value = choice.value

    async def on_click(self) -> None:
        await self.run_action(f"screen.choose({self._value!r})")


class Confirm(ModalScreen[str | None]):
    """A question with a few ways out; gives the chosen value, or `None` after Escape.

    Args:
        title: The question.
        text: What will happen.
        choices: The ways out, the harmless one first.
    """

    DEFAULT_CSS = """
    Confirm { align: center middle; background: $background 70%; }
    Confirm > Vertical {
        width: 60; max-width: 100%; height: auto; max-height: 100%;
        padding: 1 2; background: $surface; border: round $foreground 30%;
    }
    Confirm.-short > Vertical { padding: 0; border: none; }
    Confirm.-short .more { display: none; }
    Confirm.-short WayOut, Confirm.-short .title { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", show=False, id="confirm.back")
    ]

    def __init__(self, title: str, text: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._choices = choices
        for choice in choices:
            self._bindings.bind(choice.key, f"choose({choice.value!r})", choice.what, show=False)

    def compose(self) -> ComposeResult:
        wide = max(cell_len(_(choice.face)) for choice in self._choices)
        with Vertical():
            yield Static(Content.styled(self._title, "bold"), classes="title")
            yield Static(Content(self._text), classes="more")
            yield Static(classes="more")
            for choice in self._choices:
                yield WayOut(choice, wide)

    def on_resize(self) -> None:
        self.set_class(self.app.size.height < _SHORT, "-short")

    def action_choose(self, value: str) -> None:
        """Take one way out."""
        self.dismiss(value)
