"""One sheet of a workbook as rows of strings, read piece by piece.

openpyxl is not used for reading: a crafted sheet of 40 kB takes it 700 MB, a hundred thousand rows a quarter
of a minute, damaged sheets end in any exception there is, and it does not tell an empty cell from a formula
without a value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizterm.formats.sheets.tables import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Flaws, Row
from quizterm.formats.sheets.values import GENERAL, shown_number, unescaped
from quizterm.formats.sheets.xmlparts import Attributes, Handler, pieces

_PLACE = re.compile("([A-Za-z]{1,3})[0-9]{1,7}")
_TRUTH = {"1": "TRUE", "0": "FALSE"}


@dataclass(frozen=True, slots=True)
class Content:
    """What the cells of all sheets refer to."""

    strings: list[str]
    shapes: list[str]
    """How each style shows numbers."""
    epoch_1904: bool = False

    def value(self, kind: str, raw: str, style: str) -> str:
        """Give what a cell shows."""
        if kind == "s":
            return self.strings[int(raw)] if _is_index(raw, self.strings) else ""
        if kind == "b":
            return _TRUTH.get(raw, raw)
        if kind == "n":
            shaped = self.shapes[int(style)] if _is_index(style, self.shapes) else GENERAL
            return shown_number(raw, shaped, epoch_1904=self.epoch_1904)
        return unescaped(raw)


def _is_index(raw: str, among: list[str]) -> bool:
    return raw.isdecimal() and len(raw) < 9 and int(raw) < len(among)


def rows_of(data: bytes, content: Content, flaws: Flaws) -> Iterator[Row]:
    """Give the rows that hold something, with their real numbers.

    Raises:
        Unreadable: The sheet is damaged, or made to exhaust whoever reads it.
    """
    reader = _Reader(content, flaws)
    for _ in pieces(data, reader):
        yield from reader.done
        reader.done.clear()
        if flaws.too_long:
            return


class _Reader(Handler):
    def __init__(self, content: Content, flaws: Flaws) -> None:
        self.done: list[Row] = []
        self._content = content
        self._flaws = flaws
        self._row = 0
        self._cells: list[str] = []
        self._column = 0
        self._kind = self._style = ""
        self._formula = self._valued = self._open = self._spoken = self._wide = False
        self._pieces: list[str] = []
        self._size = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t"):
            self._open = not self._spoken
            self._valued = True
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "rPh":
            self._spoken = True

    def text(self, text: str) -> None:
        if self._open and self._size < MAX_CELL:
            self._size += len(text)
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name in ("v", "t"):
            self._open = False
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self._spoken = False

    def _start_row(self, attributes: Attributes) -> None:
        stated = attributes.get("r", "")
        self._row = int(stated) if stated.isdecimal() and len(stated) < 9 else self._row + 1
        self._cells = []
        self._column = 0
        self._wide = False

    def _start_cell(self, attributes: Attributes) -> None:
        place = _PLACE.fullmatch(attributes.get("r", ""))
        self._column = _number(place[1]) if place else self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._formula = self._valued = False
        self._pieces.clear()
        self._size = 0

    def _end_cell(self) -> None:
        raw = "".join(self._pieces)
        self._pieces.clear()
        if self._kind == "e" or (self._formula and not self._valued):
            self._miss_value()
        elif raw and self._column <= MAX_COLUMNS:
            self._cells.extend([""] * (self._column - len(self._cells)))
            self._cells[self._column - 1] = self._content.value(self._kind, raw, self._style)
        elif raw:
            self._wide = True

    def _miss_value(self) -> None:
        if not self._flaws.without_value:
            self._flaws.first_without_value = f"row {self._row}"
        self._flaws.without_value += 1

    def _end_row(self) -> None:
        self._flaws.too_wide += self._wide
        if self._row > MAX_ROWS:
            self._flaws.too_long = True
        elif any(self._cells):
            self.done.append(Row(self._row, tuple(self._cells)))


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
