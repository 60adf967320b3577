"""What a player may be called."""

import unicodedata

from rich.cells import cell_len

from quizterm.text.characters import (
    INVISIBLE_LETTERS,
    JOINER,
    NON_JOINER,
    is_ink,
    is_mark,
    is_variation_selector,
)

NAME_CELLS = 20
"""The widest name, in terminal cells."""

_MAX_RAW = 200
_MAX_MARKS = 3
_NOT_TEXT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class BadName(ValueError):
    """A name that cannot be taken; the message is a sentence for the person who typed it."""


def clean_name(raw: str) -> str:
    """Give a name as everybody will see it: NFKC, single spaces, 1 to `NAME_CELLS` cells wide.

    Joiners and variation selectors are left out, because terminals disagree about their width:
    a family emoji becomes its members, each drawn alike everywhere.

    Raises:
        BadName: Nothing to see, too wide, or characters that are not text.
    """
    if len(raw) > _MAX_RAW:
        raise BadName(_TOO_WIDE)
    joined = "".join(char for char in raw.strip() if not _is_left_out(char))
    name = " ".join(_checked(unicodedata.normalize("NFKC", joined)).split())
    if not any(map(is_ink, name)):
        raise BadName("A name needs at least one character that can be seen.")
    if _most_marks(name) > _MAX_MARKS:
        raise BadName("The name has too many accents on one letter; use fewer.")
    if cell_len(name) > NAME_CELLS:
        raise BadName(_TOO_WIDE)
    return name


_TOO_WIDE = f"The name is too long; use at most {NAME_CELLS} characters (wide ones count twice)."


def _is_left_out(char: str) -> bool:
    return char in (JOINER, NON_JOINER) or is_variation_selector(char)


def _checked(name: str) -> str:
    for char in name:
        if unicodedata.category(char) in _NOT_TEXT or char in INVISIBLE_LETTERS or char == "\u034f":
            raise BadName(
                f"The name holds a character that cannot be shown (U+{ord(char):04X}); type it without it."
            )
    return name


def _most_marks(name: str) -> int:
    """Count the marks on the character that has the most; a mark without a base counts as too many."""
    most = marks = 0
    for index, char in enumerate(unicodedata.normalize("NFD", name)):
        if not is_mark(char):
            marks = 0
            continue
        marks = _MAX_MARKS + 1 if index == 0 else marks + 1
        most = max(most, marks)
    return most
