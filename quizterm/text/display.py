"""How text goes out to a terminal: harmless, measured in cells, cut to fit."""

import unicodedata

from rich.cells import cell_len, split_graphemes

from quizterm.text.characters import JOINER, NON_JOINER, VISIBLE_FORMATS

ELLIPSIS = "…"

THOUSANDS_SEPARATOR = "\u00a0"
"""One cell wide, never broken at a line's end, and part of every font and of Latin-1, unlike U+202F."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def visible(text: str) -> str:
    """Replace whatever could steer a terminal, or hide in one, by a picture of it; newlines stay.

    This guards every way out of the program. Cleaned text passes unchanged.
    """
    if text.replace("\n", "").isprintable():
        return text
    return "".join(char if _is_harmless(char) else _picture(ord(char)) for char in text)


def _is_harmless(char: str) -> bool:
    if char in ("\n", JOINER, NON_JOINER) or char in VISIBLE_FORMATS:
        return True
    return unicodedata.category(char) not in _UNSEEN


def width(text: str) -> int:
    """Give the number of terminal cells that one line of text takes."""
    return cell_len(text)


def fit(text: str, cells: int) -> str:
    """Cut one line of text to at most `cells` cells; what was cut ends in an ellipsis."""
    if cells <= 0:
        return ""
    if cell_len(text) <= cells:
        return text
    room = cells - cell_len(ELLIPSIS)
    end = 0
    for _start, stop, size in split_graphemes(text)[0]:
        room -= size
        if room < 0:
            break
        end = stop
    return text[:end].rstrip() + ELLIPSIS


def thousands(number: int) -> str:
    """Write a whole number with its thousands apart."""
    return f"{number:,}".replace(",", THOUSANDS_SEPARATOR)


def plain_number(value: float) -> str:
    """Write a number so that it reads back the same, and a whole one without a point."""
    return repr(float(value) + 0.0).removesuffix(".0")  # the sum has no negative zero


def _picture(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if code in (0x2028, 0x2029):
        return "␤"
    return "\ufffd"
