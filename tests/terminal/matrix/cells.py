"""The cells of the matrix: which terminal, locale, size and colours a player has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product
from typing import Final


class Locale(StrEnum):
    """What the environment says of the language and its characters; machines need not have it."""

    UTF_8 = "C.UTF-8"
    C = "C"
    LATIN_1 = "en_US.ISO-8859-1"

    @property
    def encoding(self) -> str:
        """What the terminal takes bytes for, and sends letters as."""
        return "latin-1" if self is Locale.LATIN_1 else "utf-8"

    @property
    def known(self) -> str:
        """The encoding whose characters may be written."""
        return {Locale.UTF_8: "utf-8", Locale.C: "ascii", Locale.LATIN_1: "latin-1"}[self]


TERMS: Final = ("xterm-256color", "screen-256color", "tmux-256color", "linux", "vt100", "dumb")
SIZES: Final = ((40, 12), (80, 24), (119, 23), (200, 60))
COLOURS: Final = ("true", "256", "16", "8", "none")
"""Wished with `--colour`, but for the last, which `NO_COLOR` wishes."""
OWN: Final = ""
"""No wish: the client chooses by itself."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One player's terminal."""

    term: str
    locale: Locale
    size: tuple[int, int]
    """Columns and rows."""
    colour: str
    """One of `COLOURS`, or `OWN`."""
    promise: str = ""
    """`COLORTERM`."""

    @property
    def in_lines(self) -> bool:
        """Whether the terminal can draw nothing, so that the game comes in lines."""
        return self.term == "dumb"

    def environment(self) -> dict[str, str]:
        """What the terminal and the person at it say to programs."""
        said = {"TERM": self.term, "LC_ALL": self.locale.value, "TEXTUAL_ANIMATIONS": "none"}
        if self.colour == "none":
            said["NO_COLOR"] = "1"
        if self.promise:
            said["COLORTERM"] = self.promise
        return said

    def options(self) -> tuple[str, ...]:
        """What the person types after the command."""
        return () if self.colour in ("none", OWN) else ("--colour", self.colour)

    def __str__(self) -> str:
        columns, rows = self.size
        promised = f" COLORTERM={self.promise}" if self.promise else ""
        return f"{self.term} {self.locale} {columns}x{rows} {self.colour or 'own'}{promised}"


Pair = tuple[tuple[int, object], tuple[int, object]]
"""A value of one dimension together with a value of another."""


def every_cell() -> list[Cell]:
    """All of them."""
    return [Cell(*values) for values in product(TERMS, Locale, SIZES, COLOURS)]


def unasked() -> list[Cell]:
    """Terminals whose colours nobody wishes: the client chooses."""
    usual = [Cell(term, Locale.UTF_8, (80, 24), OWN) for term in TERMS]
    return [*usual, Cell("xterm-256color", Locale.UTF_8, (80, 24), OWN, promise="truecolor")]


def pairs(cell: Cell) -> set[Pair]:
    """Every two values that this cell brings together."""
    values = (cell.term, cell.locale, cell.size, cell.colour)
    return set(combinations(enumerate(values), 2))


def covering(cells: Iterable[Cell]) -> list[Cell]:
    """Few cells that bring together every two values that some of all cells do; always the same ones."""
    left, chosen = list(cells), []
    wanted: set[Pair] = set().union(*map(pairs, left))
    while wanted:
        best = max(left, key=lambda cell: len(pairs(cell) & wanted))
        chosen.append(best)
        wanted -= pairs(best)
    return chosen


def batches(cells: list[Cell], most: int) -> Iterator[list[Cell]]:
    """Cells that play one game together."""
    for start in range(0, len(cells), most):
        yield cells[start : start + most]
