"""How questions are called in reports."""

from quizterm.text import fit

_CELLS = 40
_LOOKED_AT = 200
"""Characters of a text that are enough for a name, whatever spaces are in it."""


def short(text: str) -> str:
    """Give how a text begins, in one line, to name a question by."""
    return fit(" ".join(text[:_LOOKED_AT].split()), _CELLS)
