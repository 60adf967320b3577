"""Characters that make one picture together, and whether terminals agree on how wide it is."""

from functools import lru_cache
from typing import Final
from unicodedata import category

from rich.cells import split_graphemes

_REGIONAL: Final = range(0x1F1E6, 0x1F200)
"""Letters of which two make a flag."""
_SELECTORS: Final = range(0xFE00, 0xFE10)

Cluster = tuple[str, int, bool]
"""What belongs together, in how many cells it is drawn, and whether terminals may count otherwise."""


@lru_cache(maxsize=1024)
def clusters(text: str) -> tuple[Cluster, ...]:
    """What a text consists of, from left to right; characters without a width of their own may lead it."""
    found: list[Cluster] = []
    for start, end, width in split_graphemes(text)[0]:
        part = text[start:end]
        if found and is_regional(part) and is_regional(found[-1][0]):
            found[-1] = (found[-1][0] + part, found[-1][1] + width, True)
        else:
            found.append((part, width, _is_doubtful(part)))
    return tuple(found)


def is_regional(part: str) -> bool:
    """Whether it is one of the letters of which two make a flag."""
    return len(part) == 1 and ord(part) in _REGIONAL


def _is_doubtful(part: str) -> bool:
    """Whether terminals that go by single characters come to another width.

    Marks above and below a letter take no cell of their own anywhere.
    """
    return is_regional(part) or not all(map(_is_mark, part[1:]))


def _is_mark(char: str) -> bool:
    return category(char) in ("Mn", "Me") and ord(char) not in _SELECTORS
