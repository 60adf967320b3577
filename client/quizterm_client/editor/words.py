"""What the editor says: on top, at the bottom, and in its help."""

from quizterm.formats.native.document import Document
from quizterm_client.editor.remarks import Remarks, gravest
from quizterm_client.editor.rows import Row
from quizterm_client.view.keys import KeyHint
from quizterm_client.view.topline import TopLine
from quizterm_client.view.words import count, joined

_NAMED = 4
"""Entries that are named one by one."""


def top_line(document: Document, remarks: Remarks, entry: int, name: str, state: str) -> TopLine:
    """The line on top: the file, where we are, and whether it is saved."""
    questions = len(document.questions)
    where = f"{entry} / {questions}" if entry else count(questions, "question")
    return TopLine(name, where, (state,))


def state_line(remarks: Remarks) -> str:
    """Where rules are broken, in one line."""
    for remark in remarks[0]:
        if remark.field == "questions":
            return f"! {remark.message}"
    broken = [entry for entry, said in enumerate(remarks) if gravest(said) == "!"]
    if not broken:
        return ""
    places = [str(entry) if entry else "the top" for entry in broken]
    named = joined(tuple(places), "and") if len(places) <= _NAMED else f"{len(places)} places"
    return f"! To be mended before it can be played: {named}."


def nothing_to_preview() -> str:
    """What stands in the place of the preview where there is no question."""
    return "Players see the title while they wait for the first question."


_SAVE = KeyHint("Ctrl-S", "save", "ctrl+s")
_NEW = KeyHint("Ctrl-N", "new", "ctrl+n")
_COPY = KeyHint("Ctrl-D", "copy", "ctrl+d")
_UNDO = KeyHint("Ctrl-Z", "undo", "ctrl+z")
_KIND = KeyHint("Ctrl-T", "kind", "ctrl+t")
_PREVIEW = KeyHint("F2", "preview", "f2")
_RIGHT = KeyHint("Ctrl-R", "right or not", "ctrl+r")
_HELP = KeyHint("F1", "all keys", "f1")


def keys_now(*, filling_in: bool, row: Row | None) -> list[KeyHint]:
    """What to print at the bottom, the most likely first."""
    if not filling_in:
        fill = KeyHint("Enter", "fill in", "enter")
        out = KeyHint("Del", "take out", "delete")
        move = KeyHint("Alt-↑↓", "move")
        return [fill, _NEW, _SAVE, out, _COPY, _UNDO, _PREVIEW, move, _KIND, _HELP]
    back = KeyHint("Esc", "list", "escape")
    if row is None:
        return [back, _SAVE, _PREVIEW, _UNDO, _KIND, _NEW, _COPY, _HELP]
    marking = [_RIGHT] if row.can_be_marked else []
    moving = [KeyHint("Alt-↑↓", "move"), KeyHint("F8", "take out", "f8")]
    return [back, *marking, *moving, _SAVE, _PREVIEW, _UNDO, _HELP]


def help_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """All keys with what they do, in groups."""
    return [("The quiz", _QUIZ), ("The list", _LIST), ("The form", _FORM), ("The file", _FILE)]


_QUIZ = [
    ("Ctrl-N", "new question, after this one"),
    ("Ctrl-D", "the question once more"),
    ("Ctrl-T", "make it a question of another kind"),
    ("Ctrl-↑ Ctrl-↓", "move the question"),
    ("Ctrl-Z Ctrl-Y", "undo, and do again"),
    ("F2 Ctrl-P", "see it as players will"),
]
_LIST = [
    ("↑ ↓ PgUp PgDn", "go to a question; the first line is the quiz itself"),
    ("Enter →", "go into the form"),
    ("Del F8", "take the question out (Ctrl-Z brings it back)"),
    ("Alt-↑ Alt-↓", "move the question"),
]
_FORM = [
    ("Tab ↑ ↓", "go to another field"),
    ("Esc", "back to the list"),
    ("PgUp PgDn", "the question before, the next one"),
    ("Space", "switch on or off; ← → choose"),
    ("Ctrl-R", "mark an option as right, or not"),
    ("Alt-↑ Alt-↓", "move an option, an answer, an item"),
    ("F8", "take it out; so does Backspace in an empty one"),
]
_FILE = [
    ("Ctrl-S", "save"),
    ("F3", "save under another name"),
    ("Ctrl-Q", "leave; asks if something is not saved"),
    ("F1 ?", "this help; ? in the list only"),
]
