"""Text with a separator between its cells, read such that one bad row leaves the others alone."""

import csv
from collections.abc import Iterator

from quizterm.formats.sheets.tables import MAX_COLUMNS, MAX_ROWS, Flaws, Row, Table

SEPARATORS = (",", ";", "\t", "|")

_MAX_RECORD = 100_000
"""Characters of one row; a quotation mark that takes in more was never meant to be opened."""
_MAX_LINE = 1_000_000
"""Characters of one line, which could be as many cells."""
_MAX_REWINDS = 200
"""After so many rows with an unclosed quotation mark every line is a row of its own."""


def tables_of(text: str) -> Iterator[Table]:
    """Give a text as a sheet, once for every separator that it may have."""
    stated = _stated(text)
    for separator in (stated,) if stated else SEPARATORS:
        flaws = Flaws()
        yield Table("", _rows(text, separator, flaws), flaws, apostrophes=True)


def _stated(text: str) -> str:
    """Give the separator that Excel's own first line `sep=;` names."""
    first = text[:6].partition("\n")[0]
    return first[4:5] if first.lower().startswith("sep=") and first[4:5] in SEPARATORS else ""


def _rows(text: str, separator: str, flaws: Flaws) -> Iterator[Row]:
    for number, cells in enumerate(_records(text, separator, flaws), 1):
        if number > MAX_ROWS:
            flaws.too_long = True
            return
        flaws.too_wide += any(cells[MAX_COLUMNS:])
        if any(cells):
            yield Row(number, tuple(cells[:MAX_COLUMNS]))


class _TooLong(Exception):
    """A row goes on and on."""


class _Lines:
    """The lines of a text, with a way back to where the row began that is being read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._row_start = 0

    def __iter__(self) -> Iterator[str]:
        while not self.exhausted:
            if self._position - self._row_start > _MAX_RECORD:
                raise _TooLong
            line = self._next()
            if len(line) > _MAX_LINE:
                raise _TooLong
            yield line

    @property
    def exhausted(self) -> bool:
        return self._position >= len(self._text)

    @property
    def in_row(self) -> bool:
        return self._row_start < self._position

    def end_row(self) -> None:
        self._row_start = self._position

    def line_again(self) -> str:
        """Give the first line of the row as a whole row."""
        self._position = self._row_start
        line = self._next()
        self.end_row()
        return line

    def _next(self) -> str:
        start, end = self._position, self._text.find("\n", self._position) + 1
        self._position = end or len(self._text)
        return self._text[start : self._position]


def _records(text: str, separator: str, flaws: Flaws) -> Iterator[list[str]]:
    lines = _Lines(text)
    number = 0
    while not lines.exhausted or lines.in_row:
        if len(flaws.unclosed) < _MAX_REWINDS:
            for cells in _well_formed(lines, separator):
                number += 1
                yield cells
        if not lines.exhausted or lines.in_row:
            number += 1
            yield _as_it_stands(lines.line_again(), number, separator, flaws)


def _well_formed(lines: _Lines, separator: str) -> Iterator[list[str]]:
    """Give rows up to the first that is not well formed, or to the end."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        for cells in reader:
            lines.end_row()
            yield cells
    except (csv.Error, _TooLong):
        return


def _as_it_stands(line: str, number: int, separator: str, flaws: Flaws) -> list[str]:
    if len(line) > _MAX_LINE:
        flaws.oversized.append(number)
        return []
    try:
        reader = csv.reader(iter([line, ""]), delimiter=separator)
        cells = next(reader)
        if reader.line_num == 1:
            return cells
        if len(flaws.unclosed) < _MAX_REWINDS:
            flaws.unclosed.append(number)
        return next(csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE))
    except csv.Error:
        flaws.oversized.append(number)
        return []
