"""Who gets how many rows, so that nothing that matters is pushed off a small screen."""

from collections.abc import Sequence
from dataclasses import dataclass

TALLEST_TILE = 9


@dataclass(frozen=True, slots=True)
class Wishes:
    """Rows that the parts of a question would like."""

    question: int
    answers: int
    fewest_answers: int
    """Below this something that can be chosen is lost."""

    @property
    def comfortable(self) -> int:
        """Rows with which the answers look their best; more would only pull them apart."""
        return max(self.answers, self.fewest_answers * 10 - 1)


@dataclass(frozen=True, slots=True)
class TileRows:
    """How rows of tiles share their room."""

    heights: tuple[int, ...]
    gap: int
    """Empty rows between two rows of tiles."""

    @property
    def total(self) -> int:
        """Rows taken altogether."""
        return sum(self.heights) + self.gap * max(0, len(self.heights) - 1)


def share_rows(wanted: Sequence[int], room: int) -> TileRows:
    """Share `room` among rows of tiles: one line each, then what each wants, then gaps, then air."""
    if not wanted:
        return TileRows((), 0)
    heights = _grown([1] * len(wanted), wanted, room)
    gaps = len(wanted) - 1
    if list(heights) != list(wanted) or room - sum(heights) < gaps:
        return TileRows(tuple(heights), 0)
    return TileRows(tuple(_with_air(heights, room - gaps)), 1)


def split_rows(total: int, question: int, tiles: int, fewest_tiles: int) -> tuple[int, int]:
    """Split `total` rows between the question, which scrolls, and the tiles, which all stay in view.

    Args:
        total: Rows there are.
        question: Rows the question wants.
        tiles: Rows the tiles want.
        fewest_tiles: Rows below which letters would be lost.

    Returns:
        Rows for the question and for the tiles; their sum is at most `total`, unless that is tiny.
    """
    if question + tiles <= total:
        return question, total - question
    half = max(1, min(question, total - fewest_tiles, max(total - tiles, total * 2 // 5)))
    usable = max(1, (total - half) // max(1, fewest_tiles)) * fewest_tiles
    return max(1, total - usable), usable


def divide_rows(total: int, airy: int, wishes: Wishes) -> tuple[int, int]:
    """Divide `total` rows between question and answers; neither is given much more than it can use.

    Args:
        total: Rows there are.
        airy: Rows of the question with air around it.
        wishes: What the parts would like.
    """
    question, answers = split_rows(total, airy, max(wishes.answers, 1), wishes.fewest_answers)
    spare = answers - wishes.comfortable
    if spare > 0 and question >= wishes.question:
        return question + spare // 2, answers - spare // 2
    return question, answers


def columns_for(widths: Sequence[int], width: int, body_margin: int) -> int:
    """Two columns for up to four options that are short, otherwise one."""
    column = width // 2 - body_margin
    return 2 if 2 <= len(widths) <= 4 and width >= 40 and all(w <= column for w in widths) else 1


def rows_wanted(heights: Sequence[int], columns: int) -> list[int]:
    """The height of each row of a grid: its tallest tile."""
    return [max(heights[start : start + columns]) for start in range(0, len(heights), columns)]


def filled(share: float, width: int, *, seen: bool = False) -> int:
    """Cells of a bar; with `seen`, at least one for anything above nothing."""
    cells = round(max(0.0, min(1.0, share)) * width)
    return max(1, cells) if seen and share > 0 and width else cells


def _grown(heights: list[int], wanted: Sequence[int], room: int) -> list[int]:
    """Grow all that want more by one line, as long as all of them can; so equals stay equal."""
    grown = list(heights)
    while growing := [row for row in range(len(grown)) if grown[row] < wanted[row]]:
        if sum(grown) + len(growing) > room:
            break
        for row in growing:
            grown[row] += 1
    return grown


def _with_air(heights: Sequence[int], room: int) -> list[int]:
    """Make the rows equally tall where there is room, and odd, so that a line stands in the middle."""
    each = min(TALLEST_TILE, room // len(heights))
    each -= 1 - each % 2 if each > 2 else 0
    padded = [max(height, each) for height in heights]
    return padded if sum(padded) <= room else list(heights)
