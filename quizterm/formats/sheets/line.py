"""One row of a sheet, by what its columns hold."""

from functools import cached_property

from quizterm.formats.exchange.ledger import Spot
from quizterm.formats.sheets.cells import pieces, unguarded
from quizterm.formats.sheets.headers import Columns, Dialect
from quizterm.formats.sheets.tables import Row
from quizterm.formats.sheets.words import MARKED_WORDS, Role, bare
from quizterm.text import is_blank

_HELP = "text of the question"  # untranslated: as sheets have it
_LIST = "\n|;"


class Line:
    """The cells of a row, cleaned of what belongs to the sheet and not to the text."""

    def __init__(self, row: Row, columns: Columns, *, apostrophes: bool) -> None:
        self.dialect = columns.dialect
        self.spot = Spot("row", row.number)
        self._row = row
        self._columns = columns
        self._apostrophes = apostrophes or columns.dialect is Dialect.OURS

    def raw(self, role: Role) -> str:
        """Give the cell of a role with the space around it; empty where there is none."""
        column = self._columns.roles.get(role)
        return "" if column is None else self._cell(column)

    def of(self, role: Role) -> str:
        """Give the cell of a role; empty where there is none."""
        return self.raw(role).strip()

    def text(self, role: Role) -> str:
        """Give a text of several lines; in sheets of ours the space around it belongs to it."""
        return self.raw(role) if self.dialect is Dialect.OURS else self.of(role)

    def _cell(self, column: int | None) -> str:
        if column is None:
            return ""
        cell = self._row.at(column)
        return unguarded(cell) if self._apostrophes else cell

    @cached_property
    def stem(self) -> str:
        """The question itself; empty if nothing of it can be seen."""
        stem = self.text(Role.QUESTION)
        return "" if is_blank(stem) else stem

    @property
    def is_heading(self) -> bool:
        """Tell whether the row repeats the header or explains it."""
        headings = self._columns.headings
        if not headings:
            return False
        column = self._columns.roles[Role.QUESTION]
        stem = self._row.at(column).strip()
        if self.dialect is Dialect.WAYGROUND and self._row.number == self._columns.row + 1:
            kind = self._columns.roles[Role.KIND]
            return stem.lower().startswith(_HELP) or self._row.at(kind) == headings[kind]
        return stem == headings[column].strip() and self._repeated(headings) > 1

    def _repeated(self, headings: tuple[str, ...]) -> int:
        return sum(
            bool(cell) and cell == heading for cell, heading in zip(self._row.cells, headings, strict=False)
        )

    @cached_property
    def options(self) -> list[str]:
        """The options by their columns, with those that are empty, but for the last of them."""
        found = [self._cell(column).strip() for column in self._columns.option_columns()]
        while found and is_blank(found[-1]):
            found.pop()
        return found or self._listed()

    def _listed(self) -> list[str]:
        cell = self.of(Role.OPTIONS)
        listed = pieces(cell, _LIST)
        return listed if len(listed) > 1 else pieces(cell, ",")

    @cached_property
    def wrong(self) -> list[str]:
        """The wrong answers of a sheet that keeps them apart from the right one."""
        return [
            cell
            for _number, column in sorted(self._columns.wrong.items())
            if (cell := self._cell(column).strip())
        ]

    @property
    def keeps_wrong_apart(self) -> bool:
        """Tell whether the sheet has columns of wrong answers."""
        return bool(self._columns.wrong)

    @property
    def places(self) -> int:
        """How many options a row may have; what is right counts the empty ones too."""
        return max(max(self._columns.options, default=0), len(self.options))

    @cached_property
    def rules(self) -> frozenset[str]:
        """What a sheet of ours says besides: `any`, `all`, `shuffle`, `several`, `case` …"""
        cell = self.of(Role.RULES)
        return frozenset(pieces(cell.lower(), ", ")) if cell else frozenset()

    @property
    def may_have_options(self) -> bool:
        """Tell whether the sheet has columns of options."""
        return bool(self._columns.options or self._columns.wrong) or Role.OPTIONS in self._columns.roles

    @property
    def is_typed(self) -> bool:
        """Tell whether a Blooket sheet says that the answers are typed."""
        if self.dialect is not Dialect.BLOOKET:
            return False
        beyond = self._row.cells[8:]
        return bare(self.of(Role.TYPING)) in MARKED_WORDS or any(bare(cell) == "typing" for cell in beyond)
