"""Text broken into lines that fit a terminal, measured in cells."""

from collections.abc import Iterator

from rich.cells import cell_len, split_graphemes

_NEVER_FIRST = frozenset("。、，．：；！？）」』】〉》・ー々…,.:;!?)]}")
"""Signs that stay with the letter before them."""


def wrapped(text: str, cells: int, indent: str = "") -> list[str]:
    """Break text between words; its own line ends stay, and so do spaces at the beginning of a line.

    What has no spaces is broken anywhere: text in wide letters, and words that are longer than a line.

    Args:
        text: The text.
        cells: How wide a line may be, its indent included.
        indent: What all lines but the first begin with.
    """
    room = max(cells - cell_len(indent), 2)
    lines = [line for own in text.split("\n") for line in _broken(own, room)]
    return [lines[0], *(f"{indent}{line}" if line else "" for line in lines[1:])]


def _broken(line: str, room: int) -> Iterator[str]:
    filled, used, gap = "", 0, 0
    for word in line.split(" "):
        for piece, size in _pieces(word, room):
            if used and used + gap + size > room:
                yield filled.rstrip()
                filled, used, gap = "", 0, 0
            gap = min(gap, room - size)
            filled += " " * gap + piece
            used, gap = used + gap + size, 0
        gap += 1
    yield filled.rstrip()


def _pieces(word: str, room: int) -> Iterator[tuple[str, int]]:
    """Give what must not be broken, each with its size."""
    size = cell_len(word)
    if size > room or size > len(word):
        yield from _letters(word, room)
    elif word:
        yield word, size


def _letters(word: str, room: int) -> Iterator[tuple[str, int]]:
    """Give letter by letter, with what must not begin a line behind it."""
    piece, size = "", 0
    for start, end, cells in split_graphemes(word)[0]:
        if piece and (word[start:end] not in _NEVER_FIRST or size + cells > room):
            yield piece, size
            piece, size = "", 0
        piece, size = piece + word[start:end], size + cells
    yield piece, size
