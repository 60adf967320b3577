"""The languages of program text: which of them can be shown in colours, and so stand in a quiz file."""

from difflib import get_close_matches
from functools import cache

_LONGEST = 40
"""Characters of a name that are looked at; no language has so many."""


def is_known(name: str) -> bool:
    """Tell whether programs in a language can be shown in colours."""
    return name in _names()


def alike(name: str) -> str:
    """Give the known language whose name is most like this one; plain text where none is."""
    return next(iter(get_close_matches(name[:_LONGEST].lower(), sorted(_names()), n=1)), "text")


@cache
def _names() -> frozenset[str]:
    # Every command that tells of formats in its help would wait for Pygments otherwise.
    from pygments.lexers import get_all_lexers

    return frozenset(alias for _, aliases, *_ in get_all_lexers(plugins=False) for alias in aliases)
