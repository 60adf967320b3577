"""Sheets for tests: workbooks from rows, and what a reader makes of them."""

import csv
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from quizterm.formats.exchange.harvest import Harvest, Wishes
from quizterm.formats.exchange.ledger import Level
from quizterm.quiz.model import Question
from tests.support.damage import harvested

SHEET = "xl/worksheets/sheet1.xml"

Rows = Iterable[Sequence[Any]]


def workbook(*sheets: Rows) -> bytes:
    """Make a workbook of rows that begin in A1; numbers stay numbers, and `=…` becomes a formula."""
    book = Workbook(write_only=True)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(list(row))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def separated(rows: Rows, delimiter: str = ",") -> bytes:
    """Make separated text as spreadsheet programs do: CRLF after rows, LF inside cells."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change one part of a workbook."""
    changed = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(changed, "w", ZIP_DEFLATED) as after:
        for part in before.namelist():
            content = before.read(part)
            after.writestr(part, change(content) if part == name else content)
    return changed.getvalue()


def read_sheet(data: bytes | str | Rows, *, polls: bool = False) -> Harvest:
    """Read a sheet; rows are made a workbook of."""
    if isinstance(data, str):
        data = data.encode()
    return harvested("kahoot", data if isinstance(data, bytes) else workbook(data), Wishes(polls=polls))


def only(harvest: Harvest) -> Question:
    """Give the one question that came through."""
    [question] = harvest.questions
    return question


def notes(harvest: Harvest, level: Level | None = None) -> list[tuple[int, str]]:
    """Give rows and codes of what was said."""
    return [(note.spot.number, note.code) for note in harvest.notes if level in (None, note.level)]
