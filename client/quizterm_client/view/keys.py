"""Keys as they are named at the bottom of a screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from quizterm.language import N_, _
from quizterm_client.view.keychoice import Keys, face_of, key_for
from quizterm_client.view.keynames import key_face

KeyRow = tuple[str, ...]
"""A line of a help: keys as printed in English, what they do, and names of docs/keys.md."""

GAP = 3


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key that works now."""

    face: str
    """As printed in English: `Space`, `1-4 or A-D`."""
    what: str
    press: str = ""
    """The key to press when the hint is clicked; empty when it stands for several."""
    names: tuple[str, ...] = ()
    """What its keys are for, by the names of docs/keys.md."""
    short: str = ""
    """A shorter face, in English, for a narrow row; empty if there is none."""

    @property
    def printed(self) -> str:
        """The face in the language that is spoken."""
        return _(self.face)

    @property
    def width(self) -> int:
        """Cells it takes."""
        return cell_len(self.printed) + 1 + cell_len(self.what)

    def chosen(self, keys: Keys) -> "KeyHint":
        """The same with the keys that a person has chosen."""
        if not any(name in keys for name in self.names):
            return self
        if len(self.names) > 1:
            return replace(self, face=face_of(self.face, self.names, keys), short="")
        press = key_for(self.press, self.names[0], keys)
        return replace(self, face=key_face(press), press=press, short="")


_NAMED = {
    N_("Space"): "space",
    N_("Enter"): "enter",
    N_("Esc"): "escape",
    "?": "question_mark",
    "+": "plus",
    N_("PgUp"): "pageup",
    N_("PgDn"): "pagedown",
}


def hint(face: str, what: str, *names: str) -> KeyHint:
    """A hint for one key by its face; a click presses it."""
    press = _NAMED.get(face, face if len(face) == 1 else "")
    return KeyHint(face, what, press, names)


def fitting(hints: Sequence[KeyHint], width: int) -> Sequence[KeyHint]:
    """As many as fit, the last one (help) always; what is left out is found there."""
    if _width(hints) > width:
        hints = [replace(one, face=one.short) if one.short else one for one in hints]
    if _width(hints) <= width or len(hints) < 2:
        return hints
    *others, last = hints
    while others and _width([*others, last]) > width:
        others.pop()
    return [*others, last]


def _width(hints: Sequence[KeyHint]) -> int:
    return sum(one.width for one in hints) + GAP * max(0, len(hints) - 1)
