"""Which row says what the columns hold, and what kind of sheet it therefore is."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from quizterm.formats.sheets.tables import Row, Table
from quizterm.formats.sheets.words import COLUMNS, OPTION_WORDS, WRONG_WORDS, Role, bare
from quizterm.quiz.model import DEFAULT_SECONDS

_REMARK = re.compile(r"[\n(\[]|\s[-–—]\s")
_DASH = re.compile("[-–—]")
_MAX_OPTION = 26
_PATTERNS = (
    (re.compile(r"(\D*)(\d{1,2})"), 1, 2),
    (re.compile(r"(\d{1,2})(\D+)"), 2, 1),
    (re.compile(r"(\d{1,2})(?:st|nd|rd|th|te|ere|eme)(\D+)"), 2, 1),
    (re.compile(r"(.*)([a-z])"), 1, 2),
)
"""Ways to number a heading, each with the groups of the word and of the number."""
_MAX_HEADING = 200


class Dialect(StrEnum):
    """Whose sheet it is, as far as it matters."""

    PLAIN = "plain"
    OURS = "ours"
    """Written by this program: nothing in it is to be guessed."""
    WAYGROUND = "wayground"
    BLOOKET = "blooket"
    CLASSQUIZ = "classquiz"

    @property
    def seconds(self) -> int:
        """Give the time of a question that does not say it."""
        return 30 if self is Dialect.WAYGROUND else DEFAULT_SECONDS


@dataclass(slots=True)
class Columns:
    """Where things stand in the rows of a sheet."""

    dialect: Dialect = Dialect.PLAIN
    row: int = 0
    """Number of the last row before the questions."""
    headings: tuple[str, ...] = ()
    """What stands in that row; nothing if there is no header."""
    roles: dict[Role, int] = field(default_factory=dict)
    options: dict[int, int] = field(default_factory=dict)
    """Columns of options by their numbers, which begin at 1."""
    wrong: dict[int, int] = field(default_factory=dict)
    """Columns of wrong answers by their numbers."""

    @property
    def complete(self) -> bool:
        """Tell whether questions can be made of the rows, and not only polls."""
        return Role.QUESTION in self.roles and (Role.CORRECT in self.roles or Role.KIND in self.roles)

    @property
    def partial(self) -> bool:
        """Tell whether there are questions with options at least."""
        return Role.QUESTION in self.roles and len(self.options) > 1

    def option_columns(self) -> list[int | None]:
        """Give the columns of options in order; `None` for a number that is left out."""
        return [self.options.get(number) for number in range(1, max(self.options, default=0) + 1)]


_BLOOKET_ROLES = {Role.NUMBER: 0, Role.QUESTION: 1, Role.SECONDS: 6, Role.CORRECT: 7}
_BLOOKET_OPTIONS = {1: 2, 2: 3, 3: 4, 4: 5}


def columns_of(table: Table) -> Columns | None:
    """Find the header of a table, or the columns of a table without one; `None` if nothing fits."""
    found = [columns for columns in map(_header, table.peek()) if columns]
    for columns in found:
        if columns.complete:
            return columns
    for row in table.peek():
        if _is_blooket(row):
            return Columns(Dialect.BLOOKET, row.number - 1, (), _BLOOKET_ROLES, _BLOOKET_OPTIONS)
    return found[0] if found else None


def _header(row: Row) -> Columns | None:
    columns = Columns(_dialect(row), row.number, row.cells)
    for place, heading in enumerate(row.cells):
        _place(columns, place, heading)
    if Role.ANSWER in columns.roles:
        answer = columns.roles.pop(Role.ANSWER)
        columns.roles.setdefault(Role.CORRECT, answer)
    if columns.dialect is Dialect.BLOOKET and _BLOOKET_ROLES.items() <= columns.roles.items():
        # Headings of single columns are missing in real files.
        columns.options = _BLOOKET_OPTIONS
    return columns if columns.complete or columns.partial else None


def _place(columns: Columns, place: int, heading: str) -> None:
    if not heading.strip() or len(heading) > _MAX_HEADING:
        return
    for words in _readings(heading):
        if role := COLUMNS.get(words):
            columns.roles.setdefault(role, place)
            return
        if number := _number_after(words, OPTION_WORDS, alone=True):
            columns.options.setdefault(number, place)
            return
        if number := _number_after(words, WRONG_WORDS):
            columns.wrong.setdefault(number, place)
            return


def _readings(heading: str) -> list[str]:
    """Give a heading without the remarks that follow it, and without what follows a dash."""
    head = _REMARK.split(heading.strip(), maxsplit=1)[0]
    return [bare(head), bare(_DASH.split(head, maxsplit=1)[0])]


def _number_after(words: str, among: tuple[str, ...], *, alone: bool = False) -> int:
    """Give the number of `answer1`, `1stanswer`, `optionb` or, alone, of `b` and `2`; 0 for others."""
    if words in among and not alone:
        return 1
    for pattern, word, number in _PATTERNS:
        found = pattern.fullmatch(words)
        if found and (found[word] in among or (alone and not found[word])):
            return _value(found[number])
    return 0


def _value(number: str) -> int:
    value = int(number) if number.isdecimal() else ord(number) - ord("a") + 1
    return value if value <= _MAX_OPTION else 0


def _dialect(row: Row) -> Dialect:
    names = [_readings(heading)[0] for heading in row.cells if len(heading) <= _MAX_HEADING]
    if names[:2] == ["kind", "question"]:
        return Dialect.OURS
    if "questiontext" in names and "questiontype" in names:
        return Dialect.WAYGROUND
    if "question#" in names:
        return Dialect.BLOOKET
    return Dialect.CLASSQUIZ if "1stanswer" in names else Dialect.PLAIN


def _is_blooket(row: Row) -> bool:
    cells = [row.at(place).strip() for place in range(8)]
    return cells[0].isdecimal() and all(cells[1:4]) and cells[6][:1].isdecimal() and cells[7][:1].isdecimal()
