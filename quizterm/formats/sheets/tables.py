"""Rows of cells, whatever file they come from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from quizterm.formats.exchange.ledger import Ledger, Level, Spot
from quizterm.language import N_

MAX_ROWS = 100_000
"""Rows of a sheet that are read."""
MAX_COLUMNS = 256
"""Cells of a row that are read."""
MAX_CELL = 32_767
"""Characters of a cell that are read; no spreadsheet program holds more."""
PEEKED = 15
"""Rows in which a header is looked for."""


class Row(NamedTuple):
    """One row of a sheet that is not empty."""

    number: int
    """From 1, as a spreadsheet program shows it."""
    cells: tuple[str, ...]

    def at(self, column: int | None) -> str:
        """Give a cell, or nothing where there is none."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


_EMPTY_FORMULA = N_(
    "1 cell has a formula without a value, the first in {cell}; they were taken for empty. "
    "Open and save the file in a spreadsheet program."
)
_EMPTY_FORMULAS = N_(
    "{number} cells have a formula without a value, the first in {cell}; they were taken for empty. "
    "Open and save the file in a spreadsheet program."
)


@dataclass(slots=True)
class Flaws:
    """What cannot be read of a sheet as a whole, counted while its rows are."""

    without_value: int = 0
    """Formulas whose value is not stored, or is an error."""
    first_without_value: str = ""
    too_wide: int = 0
    """Rows that have more than `MAX_COLUMNS` cells."""
    too_long: bool = False
    """There are more than `MAX_ROWS` rows."""
    unclosed: list[int] = field(default_factory=list)
    """Rows in which a quotation mark is opened and not closed."""
    oversized: list[int] = field(default_factory=list)
    """Rows that are too large to be read at all."""

    def tell(self, ledger: Ledger) -> None:
        """Say what was found."""
        if self.without_value:
            sentence = _EMPTY_FORMULA if self.without_value == 1 else _EMPTY_FORMULAS
            message = sentence.format(number=self.without_value, cell=self.first_without_value)
            ledger.remark("formula_without_value", message, level=Level.LOSS)
        if self.too_wide:
            message = N_("{number} rows have more than {most} columns; the others were not read.").format(
                number=self.too_wide, most=MAX_COLUMNS
            )
            ledger.remark("too_many_columns", message, level=Level.LOSS)
        if self.too_long:
            message = N_("Only the first {number} rows were read; split the sheet.").format(
                number=f"{MAX_ROWS:,}"
            )
            ledger.remark("too_many_rows", message, level=Level.LOSS)
        self._tell_of_rows(ledger)

    def _tell_of_rows(self, ledger: Ledger) -> None:
        for number in self.unclosed:
            message = N_("A quotation mark is opened and not closed; the row was read as it stands.")
            ledger.remark("unclosed_quote", message, spot=Spot("row", number))
        for number in self.oversized:
            message = N_("The row has a cell that is too large; it was not read.")
            ledger.remark("oversized_cell", message, level=Level.LOSS, spot=Spot("row", number))


@dataclass(slots=True)
class Table:
    """A sheet, or one way to see a text as a sheet; its rows can be read once."""

    name: str
    """Of the sheet in a workbook; empty for a text."""
    source: Iterator[Row]
    flaws: Flaws
    apostrophes: bool = False
    """Apostrophes may stand before what a spreadsheet program would take for a formula."""
    peeked: list[Row] = field(default_factory=list)

    def peek(self) -> list[Row]:
        """Give the rows among which the header must be."""
        if not self.peeked:
            self.peeked = list(islice(self.source, PEEKED))
        return self.peeked

    def rows(self) -> Iterator[Row]:
        """Give all rows, those that were peeked at too."""
        return chain(self.peek(), self.source)
