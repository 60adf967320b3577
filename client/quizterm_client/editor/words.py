"""What the editor says: on top, at the bottom, and in its help."""

from quizterm.formats import FileProblem
from quizterm.formats.native.document import Document
from quizterm.language import N_, _, heard, ngettext, pgettext
from quizterm_client.editor.remarks import Remarks, gravest
from quizterm_client.editor.rows import Row
from quizterm_client.view.keys import KeyHint, KeyRow
from quizterm_client.view.topline import TopLine
from quizterm_client.view.words import joined, questions

_NAMED = 4
"""Entries that are named one by one."""


def top_line(document: Document, remarks: Remarks, entry: int, name: str, state: str) -> TopLine:
    """The line on top: the file, where we are, and whether it is saved."""
    number = len(document.questions)
    where = f"{entry} / {number}" if entry else questions(number)
    return TopLine(name, where, (state,))


def state_line(remarks: Remarks) -> str:
    """Where rules are broken, in one line."""
    for remark in remarks[0]:
        if remark.field == "questions":
            return f"! {heard(remark.message)}"
    broken = [entry for entry, said in enumerate(remarks) if gravest(said) == "!"]
    if not broken:
        return ""
    places = [str(entry) if entry else _("the top") for entry in broken]
    number = len(places)
    many = ngettext("{n} place", "{n} places", number).format(n=number)
    named = joined(tuple(places), "and") if number <= _NAMED else many
    return _("! To be mended before it can be played: {places}.").format(places=named)


def problem_words(problem: FileProblem) -> str:
    """What is wrong with a file, and where."""
    words = heard(problem.message)
    if not problem.line:
        return words
    place = _("line {line}, column {column}: {message}")
    return place.format(line=problem.line, column=problem.column, message=words)


def nothing_to_preview() -> str:
    """What stands in the place of the preview where there is no question."""
    return _("Players see the title while they wait for the first question.")


def keys_now(*, filling_in: bool, row: Row | None) -> list[KeyHint]:
    """What to print at the bottom, the most likely first."""
    save = KeyHint(N_("Ctrl-S"), pgettext("key", "save"), "ctrl+s", ("editor.save",))
    new = KeyHint(N_("Ctrl-N"), pgettext("key", "new"), "ctrl+n", ("editor.new",))
    copy = KeyHint(N_("Ctrl-D"), pgettext("key", "copy"), "ctrl+d", ("editor.copy",))
    undo = KeyHint(N_("Ctrl-Z"), pgettext("key", "undo"), "ctrl+z", ("editor.undo",))
    kind = KeyHint(N_("Ctrl-T"), pgettext("key", "kind"), "ctrl+t", ("editor.kind",))
    preview = KeyHint("F2", pgettext("key", "preview"), "f2", ("editor.preview",))
    keys = KeyHint("F1", pgettext("key", "all keys"), "f1", ("editor.help",))
    way = "row" if filling_in else "list"
    moving = f"editor.{way}-up", f"editor.{way}-down"
    move = KeyHint(N_("Alt-↑↓"), pgettext("key", "move"), names=moving)
    if not filling_in:
        fill = KeyHint(N_("Enter"), pgettext("key", "fill in"), "enter", ("editor.fill-in",))
        out = KeyHint(N_("Del"), pgettext("key", "take out"), "delete", ("editor.remove",))
        return [fill, new, save, out, copy, undo, preview, move, kind, keys]
    back = KeyHint(N_("Esc"), pgettext("key", "list"), "escape", ("editor.to-list",))
    if row is None:
        return [back, save, preview, undo, kind, new, copy, keys]
    right = KeyHint(N_("Ctrl-R"), pgettext("key", "right or not"), "ctrl+r", ("editor.mark",))
    marking = [right] if row.can_be_marked else []
    out = KeyHint("F8", pgettext("key", "take out"), "f8", ("editor.row-remove",))
    return [back, *marking, move, out, save, preview, undo, keys]


def help_groups() -> list[tuple[str, list[KeyRow]]]:
    """All keys with what they do, in groups."""
    return [
        (_("The quiz"), _quiz_keys()),
        (_("The list"), _list_keys()),
        (_("The form"), _form_keys()),
        (_("The file"), _file_keys()),
    ]


def _quiz_keys() -> list[KeyRow]:
    return [
        (_("Ctrl-N"), _("new question, after this one"), "editor.new"),
        (_("Ctrl-D"), _("the question once more"), "editor.copy"),
        (_("Ctrl-T"), _("make it a question of another kind"), "editor.kind"),
        (_("Ctrl-↑ Ctrl-↓"), _("move the question"), "editor.up", "editor.down"),
        (_("Ctrl-Z Ctrl-Y"), _("undo, and do again"), "editor.undo", "editor.redo"),
        (_("F2 Ctrl-P"), _("see it as players will"), "editor.preview"),
    ]


def _list_keys() -> list[KeyRow]:
    return [
        (
            _("↑ ↓ PgUp PgDn"),
            _("go to a question; the first line is the quiz itself"),
            "editor.list-before",
            "editor.list-next",
            "editor.before",
            "editor.next",
        ),
        (_("Enter →"), _("go into the form"), "editor.fill-in"),
        (_("Del F8"), _("take the question out (Ctrl-Z brings it back)"), "editor.remove"),
        (_("Alt-↑ Alt-↓"), _("move the question"), "editor.list-up", "editor.list-down"),
    ]


def _form_keys() -> list[KeyRow]:
    return [
        (_("Tab ↑ ↓"), _("go to another field"), "editor.next-field", "editor.field-before"),
        (_("Esc"), _("back to the list"), "editor.to-list"),
        (_("PgUp PgDn"), _("the question before, the next one"), "editor.before", "editor.next"),
        (_("Space"), _("switch on or off; ← → choose"), "editor.tick"),
        (_("Ctrl-R"), _("mark an option as right, or not"), "editor.mark"),
        (_("Alt-↑ Alt-↓"), _("move an option, an answer, an item"), "editor.row-up", "editor.row-down"),
        ("F8", _("take it out; so does Backspace in an empty one"), "editor.row-remove"),
    ]


def _file_keys() -> list[KeyRow]:
    return [
        (_("Ctrl-S"), _("save"), "editor.save"),
        ("F3", _("save under another name"), "editor.save-as"),
        (_("Ctrl-Q"), _("leave; asks if something is not saved"), "editor.leave"),
        ("F1 ?", _("this help; ? in the list only"), "editor.help"),
    ]
