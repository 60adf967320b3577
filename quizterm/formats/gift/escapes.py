"""Characters that mean something in GIFT, and how they are written where they do not."""

import re

_HIDDEN = {char: chr(0xDC80 + place) for place, char in enumerate("\\:#={}~\n")}
"""Half characters, which no decoded text has, stand for escaped ones while the text is taken apart."""
_REVEALED = {stand_in: char for char, stand_in in _HIDDEN.items()}

_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_STAND_IN = re.compile(f"[{''.join(_REVEALED)}]")
_SPECIAL = re.compile(r"[\\:#={}~\n]")


def hide(text: str) -> str:
    """Put stand-ins for escaped characters, so that the others can be searched for."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: _HIDDEN["\n" if found[1] == "n" else found[1]], text)


def reveal(text: str) -> str:
    """Put the characters for their stand-ins."""
    return text if text.isascii() else _STAND_IN.sub(lambda found: _REVEALED[found[0]], text)


def escape(text: str) -> str:
    """Write a text so that nothing in it means anything."""
    return _SPECIAL.sub(lambda found: "\\n" if found[0] == "\n" else f"\\{found[0]}", text)
