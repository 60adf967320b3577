"""What a player may be called."""

import unicodedata

from rich.cells import cell_len

from quizterm.language import N_
from quizterm.text.characters import (
    INVISIBLE_LETTERS,
    JOINER,
    NON_JOINER,
    is_attached,
    is_ink,
    is_unmeasured,
    is_variation_selector,
    remembered,
)

NAME_CELLS = 20
"""The widest name, in terminal cells."""

_MAX_RAW = 200
_MAX_LENGTH = 40
_MAX_PILED = 3
_MAX_ATTACHED = 5
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
    # NFKC would tear an acute accent that was typed as an apostrophe into a space and a mark.
    normal = unicodedata.normalize("NFKC", joined.replace("´", "'"))
    name = " ".join(_checked(normal).split())
    if not any(is_ink(char) and not is_attached(char) for char in name):
        raise BadName(N_("A name needs at least one character that can be seen."))
    if _is_overloaded(name):
        raise BadName(N_("The name has too many accents or signs on one letter; use fewer."))
    if cell_len(name) > NAME_CELLS or len(name) > _MAX_LENGTH:
        raise BadName(_TOO_WIDE)
    return name


_TOO_WIDE = N_("The name is too long; use at most {most} characters (wide ones count twice).").format(
    most=NAME_CELLS
)


@remembered
def _is_left_out(char: str) -> bool:
    return char in (JOINER, NON_JOINER) or is_variation_selector(char)


def _checked(name: str) -> str:
    for char in name:
        if _is_unshowable(char):
            raise BadName(
                N_(
                    "The name holds a character that cannot be shown (U+{number}); type it without it."
                ).format(number=f"{ord(char):04X}")
            )
    return name


@remembered
def _is_unshowable(char: str) -> bool:
    if char in INVISIBLE_LETTERS or char == "\u034f":
        return True
    return unicodedata.category(char) in _NOT_TEXT or is_unmeasured(char)


def _is_overloaded(name: str) -> bool:
    """Tell whether a character carries more than letters of living scripts do, or a mark has no base."""
    piled = attached = 0
    base = " "
    for char in unicodedata.normalize("NFD", name):
        if not is_attached(char):
            piled, attached, base = 0, 0, char
            continue
        attached += 1
        # Burmese sets up to five signs around a letter, but spreads them: ခြေလျှော့.
        piled += unicodedata.category(char) != "Mc"
        if base == " " or piled > _MAX_PILED or attached > _MAX_ATTACHED:
            return True
    return False
