"""Reads the questions of a sheet, whosever it is."""

from collections.abc import Iterator

from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.ledger import Level, Spot
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.formats.sheets import delimited, workbook
from quizterm.formats.sheets.headers import Columns, Dialect, columns_of
from quizterm.formats.sheets.line import Line
from quizterm.formats.sheets.questions import question_of
from quizterm.formats.sheets.tables import Table
from quizterm.language import N_
from quizterm.text import DESCRIPTION_LIMIT, TITLE_LIMIT

_ZIP = b"PK"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(source: Source, harvest: Harvest) -> None:
    """Read a Kahoot, Wayground, Blooket, Gimkit or ClassQuiz sheet, or any with a header that tells enough.

    Raises:
        Unreadable: It is no sheet, has no header, or is damaged.
    """
    table, columns = _chosen(_tables(source, harvest), harvest)
    _introduce(harvest, table, columns)
    for row in table.rows():
        if row.number > columns.row:
            _read_row(harvest, Line(row, columns, apostrophes=table.apostrophes))
    table.flaws.tell(harvest)


def _tables(source: Source, harvest: Harvest) -> Iterator[Table]:
    if source.data.startswith(_ZIP):
        return workbook.sheets_of(source.data)
    if source.data.startswith(_COMPOUND):
        if _ENCRYPTED in source.data:
            raise Unreadable("encrypted", N_("The workbook is protected by a password; save it without one."))
        raise Unreadable("not_a_workbook", N_("This is an old Excel file (.xls); save it as .xlsx or .csv."))
    if source.name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods")):
        message = N_(
            "This is no workbook but a text, whatever its name says; if it is a sheet, name it .csv."
        )
        raise Unreadable("not_a_workbook", message)
    return delimited.tables_of(source.text(harvest, harvest.wishes.encoding))


def _chosen(tables: Iterator[Table], harvest: Harvest) -> tuple[Table, Columns]:
    """Give the first table that has a header, or else the first that has something like one."""
    second_best = []
    for table in tables:
        columns = columns_of(table)
        if columns and columns.complete:
            _mention_others(tables, harvest, table.name)
            return table, columns
        if columns:
            second_best.append((table, columns))
    if second_best:
        return second_best[0]
    message = N_(
        "There is no row that says what the columns hold; write one above the questions, such "
        "as: question, a, b, c, d, correct, time."
    )
    raise Unreadable("no_header", message)


def _mention_others(tables: Iterator[Table], harvest: Harvest, chosen: str) -> None:
    """Say which other sheets of a workbook look as if they had questions too."""
    if not chosen:
        return
    for table in tables:
        columns = columns_of(table)
        if columns and columns.complete:
            message = N_(
                "Only the sheet “{sheet}” was read; “{other}” looks like questions too. Save it as a "
                "file of its own to import it."
            ).format(sheet=short(chosen), other=short(table.name))
            harvest.remark("other_sheet", message, level=Level.LOSS)


def _introduce(harvest: Harvest, table: Table, columns: Columns) -> None:
    if not columns.headings:
        message = N_("The row of headings is missing; the columns were taken for those of a Blooket sheet.")
        harvest.remark("no_header", message, spot=Spot("row", columns.row + 1))
    if columns.dialect is Dialect.CLASSQUIZ:
        for row in table.peek():
            if row.number == 5:
                harvest.title = row.at(2).strip()[:TITLE_LIMIT]
            elif row.number == 6:
                harvest.description = row.at(2).strip()[:DESCRIPTION_LIMIT]


def _read_row(harvest: Harvest, line: Line) -> None:
    if line.is_heading:
        return
    stem = line.stem
    if stem:
        entry = harvest.begin(line.spot, short(stem))
        if question := question_of(line, entry):
            entry.take(question)
    elif any(line.options) or any(line.wrong):
        entry = harvest.begin(line.spot, "")
        entry.leave_out("no_question", N_("The row has options and no question; write one before them."))
