"""What a terminal shows, as a person sees it: letters in cells, with the colours that they really have."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyte.screens import Char
from wcwidth import wcwidth

from quizterm_client.widgets.blockletters import block_rows

RGB = tuple[int, int, int]

XTERM: Final = {
    "black": (0x00, 0x00, 0x00),
    "red": (0xCD, 0x00, 0x00),
    "green": (0x00, 0xCD, 0x00),
    "brown": (0xCD, 0xCD, 0x00),
    "blue": (0x00, 0x00, 0xEE),
    "magenta": (0xCD, 0x00, 0xCD),
    "cyan": (0x00, 0xCD, 0xCD),
    "white": (0xE5, 0xE5, 0xE5),
    "brightblack": (0x7F, 0x7F, 0x7F),
    "brightred": (0xFF, 0x00, 0x00),
    "brightgreen": (0x00, 0xFF, 0x00),
    "brightbrown": (0xFF, 0xFF, 0x00),
    "brightblue": (0x5C, 0x5C, 0xFF),
    "brightmagenta": (0xFF, 0x00, 0xFF),
    "brightcyan": (0x00, 0xFF, 0xFF),
    "brightwhite": (0xFF, 0xFF, 0xFF),
}
"""How xterm shows the named colours, by pyte's names."""

_PYTES_OWN: Final = {"bfightmagenta": "brightmagenta"}
"""A name that pyte spells differently as a background."""
_STUB: Final = "\ufffc"
_OPTION: Final = re.compile(r"(?<!\S)(\S) ([A-D])(?= )")
_TEXT: Final = 5
"""Cells from the letter of an option to its text, at least."""


@dataclass(frozen=True, slots=True)
class Tile:
    """An option on the screen."""

    letter: str
    row: int
    column: int
    """Of the letter."""
    text: str
    """What stands at its right, up to the next option."""
    mark: str


@dataclass(frozen=True)
class Picture:
    """A screen, or the lines that were said since the last one was looked at."""

    cells: tuple[tuple[Char, ...], ...]
    said: str = ""

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The text of each row."""
        return tuple("".join(cell.data for cell in row).rstrip() for row in self.cells)

    @cached_property
    def words(self) -> str:
        """All that can be read, without any blanks and joiners."""
        return squeezed(self.said or "".join(self.rows))

    @cached_property
    def tiles(self) -> list[Tile]:
        """The options, row by row."""
        return [tile for row in range(len(self.cells)) for tile in self._tiles_in(row)]

    @property
    def text(self) -> str:
        """The rows, to be shown."""
        return self.said or "\n".join(self.rows)

    def shows(self, text: str) -> bool:
        """Whether a text can be read, in letters or in figures that are drawn from blocks."""
        return squeezed(text) in self.words or self._draws(text)

    def _draws(self, text: str) -> bool:
        blank = str.maketrans({"█": "#", "\xa0": " "})
        rows = ["".join(cell.data or " " for cell in row).translate(blank) for row in self.cells]
        drawn = [row.replace("█", "#") for row in block_rows(text, across=2)]
        return any(
            all(rows[top + down].startswith(line, left) for down, line in enumerate(drawn))
            for top in range(len(rows) - len(drawn) + 1)
            for left in _places(rows[top], drawn[0])
        )

    def broken_rows(self) -> list[int]:
        """Rows in which half of a wide character is missing or left over."""
        return [number for number, row in enumerate(self.cells) if not _adds_up(row)]

    def end_of_surface(self, tile: Tile) -> int | None:
        """The column at which what is behind an option's text ends; `None` where nothing is behind it."""
        row = self.cells[tile.row]
        if row[tile.column + _TEXT].bg == "default" and not row[tile.column + _TEXT].reverse:
            return None
        behind = colours_of(row[tile.column + _TEXT])[1]
        beside = [other.column - 3 for other in self._tiles_in(tile.row) if other.column > tile.column]
        end = min(beside, default=len(row))
        return next(
            (at for at in range(tile.column + _TEXT, end) if colours_of(row[at])[1] != behind),
            end,
        )

    def _tiles_in(self, row: int) -> Iterator[Tile]:
        grid = "".join(cell.data[:1] or _STUB for cell in self.cells[row])
        found = list(_OPTION.finditer(grid))
        for number, match in enumerate(found):
            start, at = match.end(2), match.start(2)
            end = found[number + 1].start() if number + 1 < len(found) else len(grid)
            text = "".join(cell.data for cell in self.cells[row][start:end]).strip()
            yield Tile(match[2], row, at, text, match[1])


def _places(row: str, wanted: str) -> Iterator[int]:
    at = row.find(wanted)
    while at >= 0:
        yield at
        at = row.find(wanted, at + 1)


def squeezed(text: str) -> str:
    """A text without blanks and joiners."""
    return "".join(text.replace("\u200d", "").split())


def drawn(cells: Sequence[Sequence[Char]]) -> Picture:
    """What stands on a terminal now."""
    return Picture(tuple(tuple(row) for row in cells))


def colours_of(cell: Char) -> tuple[RGB, RGB]:
    """Of letters and of what is behind them.

    Terminals are black with white letters where nothing is said. As in xterm and on the Linux console, bold
    letters are bright where their colour is one of eight.
    """
    bright = f"bright{cell.fg}" if cell.bold and f"bright{cell.fg}" in XTERM else cell.fg
    front, back = _rgb(bright, XTERM["white"]), _rgb(cell.bg, XTERM["black"])
    return (back, front) if cell.reverse else (front, back)


def _rgb(name: str, default: RGB) -> RGB:
    if name == "default":
        return default
    name = _PYTES_OWN.get(name, name)
    if name in XTERM:
        return XTERM[name]
    return int(name[:2], 16), int(name[2:4], 16), int(name[4:6], 16)


def _adds_up(row: Sequence[Char]) -> bool:
    wide = [bool(cell.data) and wcwidth(cell.data[0]) == 2 for cell in row]
    second = [cell.data == "" for cell in row]
    return not wide[-1] and second == [False, *wide[:-1]]
