"""Other keys than the usual ones: whether they can be had, and how they are shown."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import combinations

from quizterm.language import _
from quizterm.text import visible
from quizterm_client.view.keynames import is_for_text, key_face, key_named, spoken
from quizterm_client.view.keytable import LEFT_BY_ESCAPE, SCOPES, TOGETHER, USUAL, WHILE_TYPING

Keys = Mapping[str, str]
"""Keys as Textual calls them, with commas between them, by the names of docs/keys.md."""


class BadKeys(ValueError):
    """Keys that cannot be had; the text is a sentence that says why.

    Attributes:
        name: What they were meant for.
    """

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def checked_keys(wanted: Keys) -> dict[str, str]:
    """What a person has set, in the names that Textual has for keys.

    Raises:
        BadKeys: A name or a key is unknown, cannot be used there, or would mean two things.
    """
    chosen = {name: ",".join(dict.fromkeys(_keys_for(name, keys))) for name, keys in wanted.items()}
    for name, other, key in _doubles(chosen):
        words = _("{key} would mean two things: {name} and {other}.")
        raise BadKeys(name, words.format(key=key_face(key), name=name, other=other))
    return chosen


def face_of(face: str, names: Sequence[str], keys: Keys) -> str:
    """How the keys of a line or of a help are printed.

    Args:
        face: As the usual keys are printed.
        names: What the keys are for.
        keys: Those that a person has chosen.
    """
    if not any(name in keys for name in names):
        return face
    if len(names) == 1:
        return spoken(keys[names[0]])
    return " ".join(key_face(_first(keys.get(name, USUAL[name]))) for name in names)


def key_for(press: str, name: str, keys: Keys) -> str:
    """The key for something, as Textual calls it.

    Args:
        press: The usual one; where it is a letter, another letter will do, too.
        name: What it is for.
        keys: Those that a person has chosen.
    """
    if name not in keys:
        return press
    choices = keys[name].split(",")
    beyond_text = [key for key in choices if not is_for_text(key)]
    return beyond_text[0] if beyond_text and "+" in press else choices[0]


def _keys_for(name: str, keys: str) -> Iterator[str]:
    if name not in USUAL:
        raise BadKeys(name, _no_such(name))
    for written in keys.split(","):
        key = key_named(written.strip())
        if key is None:
            words = _("“{key}” is no key that terminals tell of.")
            raise BadKeys(name, words.format(key=visible(written.strip())))
        if name in WHILE_TYPING and is_for_text(key):
            words = _("{key} is needed where text is typed, so {name} cannot have it.")
            raise BadKeys(name, words.format(key=key_face(key), name=name))
        yield key
    if name in LEFT_BY_ESCAPE:
        yield "escape"


def _no_such(name: str) -> str:
    unknown = _("There is no key with the name “{name}”.").format(name=visible(name))
    close = get_close_matches(name, USUAL, n=1)
    if close:
        return f"{unknown} {_('Do you mean {name}?').format(name=close[0])}"
    return f"{unknown} {_('All names are in docs/keys.md.')}"


def _doubles(chosen: Keys) -> Iterator[tuple[str, str, str]]:
    """Two things with the same key, of which one at least was chosen; the usual keys have their reasons."""
    for scopes in TOGETHER:
        names = [name for scope in scopes for name in SCOPES[scope]]
        for one, other in combinations(names, 2):
            if one not in chosen and other not in chosen:
                continue
            usual = _keys(USUAL[one]) & _keys(USUAL[other])
            both = _keys(chosen.get(one, USUAL[one])) & _keys(chosen.get(other, USUAL[other]))
            for key in sorted(both - usual):
                yield (one, other, key) if one in chosen else (other, one, key)


def _keys(keys: str) -> set[str]:
    return set(keys.split(","))


def _first(keys: str) -> str:
    return keys.partition(",")[0]
