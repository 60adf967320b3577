"""Keys by name: as people write and read them, and as Textual calls them."""

import string
import unicodedata
from typing import Final

from quizterm.language import N_, _

_SHORT: Final = {"+": "plus", "-": "minus", "/": "slash", "\\": "backslash", "@": "at", "_": "underscore"}
_SIGNS: Final = {
    _SHORT.get(sign) or unicodedata.name(sign).lower().replace("-", "_").replace(" ", "_"): sign
    for sign in string.punctuation
}
_FACES: Final = {
    "enter": N_("Enter"),
    "escape": N_("Esc"),
    "space": N_("Space"),
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": N_("PgUp"),
    "pagedown": N_("PgDn"),
    "home": N_("Home"),
    "end": N_("End"),
    "tab": N_("Tab"),
    "delete": N_("Del"),
    "insert": N_("Ins"),
    "backspace": N_("Backspace"),
}
_ALSO: Final = {
    **{face.lower(): key for key, face in _FACES.items()},
    "return": "enter",
    "minus_sign": "minus",
}
_MOVING: Final = frozenset({"up", "down", "left", "right", "home", "end"})
_FUNCTION: Final = frozenset(f"f{number}" for number in range(1, 13))
_SAME_BYTES: Final = frozenset("hijm")
"""With Ctrl a terminal sends for these what it sends for Backspace, Tab and Enter."""
_MODIFIERS: Final = ("ctrl", "shift", "alt")

EDITING: Final = frozenset({"enter", "space", "left", "right", "home", "end", "delete", "backspace"})
"""Keys besides letters and signs that texts are written with."""


def key_named(written: str) -> str | None:
    """A key as Textual calls it; `None` if no terminal can tell of it.

    Args:
        written: As in docs/keys.md, or as Textual calls it: `?`, `F5`, `Ctrl-S`, `pagedown`.
    """
    if len(written) == 1 and written not in _ALSO:
        return _name_of(written)
    *modifiers, last = written.lower().replace("-", "+").split("+")
    key = _ALSO.get(last, last)
    if not modifiers:
        return key if key in _FACES or key in _FUNCTION or key in _SIGNS else None
    if len(modifiers) > 1 or modifiers[0] not in _MODIFIERS:
        return None
    return f"{modifiers[0]}+{key}" if _goes_with(modifiers[0], key) else None


def is_for_text(key: str) -> bool:
    """Whether a key, as Textual calls it, is needed where somebody types a text."""
    return len(key) == 1 or key in _SIGNS or key in EDITING


def spoken(keys: str) -> str:
    """`question_mark,f1` as `? or F1`."""
    first, *others = (key_face(key.strip()) for key in keys.split(","))
    for other in others:
        first = _("{key} or {other}").format(key=first, other=other)
    return first


def key_face(key: str) -> str:
    """A key as it is printed, in the language that is spoken."""
    modifier, _plus, last = key.rpartition("+")
    face = _(_FACES[last]) if last in _FACES else _SIGNS.get(last, last)
    if modifier or last in _FUNCTION:
        face = face if last in _FACES else face.upper()
    match modifier:
        case "ctrl":
            return _("Ctrl-{key}").format(key=face)
        case "shift":
            return _("Shift-{key}").format(key=face)
        case "alt":
            return _("Alt-{key}").format(key=face)
        case _:
            return face


def _name_of(character: str) -> str | None:
    if character.isalnum():
        return character
    return next((name for name, sign in _SIGNS.items() if sign == character), None)


def _goes_with(modifier: str, key: str) -> bool:
    """Whether terminals tell this key with the modifier from others."""
    if key in _MOVING:
        return True
    letter = len(key) == 1 and key in string.ascii_lowercase
    match modifier:
        case "ctrl":
            return letter and key not in _SAME_BYTES
        case "shift":
            return key == "tab"
        case _:
            return letter or (len(key) == 1 and key in string.digits)
