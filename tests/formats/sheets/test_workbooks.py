"""What the cells of a workbook hold, and workbooks that are none."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from quizterm.formats.exchange.ledger import Level
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.formats.sheets.reading import read
from quizterm.quiz.model import Choice
from tests.support.sheets import SHEET, notes, only, read_sheet, with_part, workbook

HEADER = ["question", "a", "b", "correct", "time"]


def options_of(*cells: Any) -> tuple[str, ...]:
    question = only(read_sheet([HEADER, ["Q?", *cells, 1]]))
    assert isinstance(question, Choice)
    return question.options


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (20, "20"),
        (20.0, "20"),
        (0.1 + 0.2, "0.3"),
        (-2.5, "-2.5"),
        (1e21, "1e+21"),
        (True, "TRUE"),
        (date(2024, 2, 29), "2024-02-29"),
        (datetime(2024, 2, 29, 13, 5), "2024-02-29 13:05"),  # noqa: DTZ001 - cells have no zone
        (time(8, 30), "08:30:00"),
        (" padded ", "padded"),
        ("007", "007"),
    ],
)
def test_cells_become_what_people_see(cell: Any, shown: str) -> None:
    assert options_of(cell, "other")[0] == shown


def test_a_percentage_is_shown_as_one() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER)
    sheet.append(["Q?", 0.5, 0.125, 1])
    sheet["B2"].number_format = "0%"
    sheet["C2"].number_format = '"about "0.0%'
    written = BytesIO()
    book.save(written)

    question = only(read_sheet(written.getvalue()))

    assert isinstance(question, Choice)
    assert question.options == ("50%", "12.5%")


def test_text_with_several_fonts_is_one_text() -> None:
    rich = CellRichText("see ", TextBlock(InlineFont(b=True), "this"))

    assert options_of(rich, "x") == ("see this", "x")


def test_a_formula_counts_as_the_value_that_was_stored_with_it() -> None:
    data = with_part(
        workbook([HEADER, ["Q?", "=1+1", "x", 1]]),
        SHEET,
        lambda part: part.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"),
    )

    question = only(read_sheet(data))

    assert isinstance(question, Choice)
    assert question.options == ("2", "x")


def test_a_formula_without_a_value_is_empty_and_noted() -> None:
    data = with_part(
        workbook([HEADER, ["Q?", "x", "=1+1", 1], ["R?", "x", "y", "=2"]]),
        SHEET,
        lambda part: part.replace(b"<v></v>", b"").replace(b"<v />", b""),
    )

    harvest = read_sheet(data)

    assert notes(harvest, Level.LEFT_OUT) == [(2, "wrong_number"), (3, "nothing_right")]
    [note] = [note for note in harvest.notes if note.code == "formula_without_value"]
    assert note.message.startswith("2 cells have a formula without a value, the first in row 2")


def test_characters_that_a_workbook_writes_as_codes_are_read() -> None:
    assert options_of("a_x0042_c _x005F_x0042_ _xD83D__xDE00_", "x")[0] == "aBc _x0042_ 😀"


def test_the_first_sheet_with_questions_is_read_and_others_are_mentioned() -> None:
    readme = [["How to use this"], ["Write questions on the next sheet."]]
    data = workbook(readme, [HEADER, ["Q?", "x", "y", 1]], [HEADER, ["R?", "x", "y", 1]])

    harvest = read_sheet(data)

    assert only(harvest).text == "Q?"
    [note] = harvest.notes
    assert (note.code, note.level) == ("other_sheet", Level.LOSS)
    assert "“Sheet 3”" in note.message


def test_a_sheet_may_lie_about_its_size_and_lack_references() -> None:
    def lying(part: bytes) -> bytes:
        return part.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')

    def bare(part: bytes) -> bytes:
        for row, letter in ((row, letter) for row in (1, 2) for letter in "ABCDE"):
            part = part.replace(f' r="{letter}{row}"'.encode(), b"")
        return part.replace(b' r="1"', b"").replace(b' r="2"', b"")

    data = workbook([HEADER, ["Q?", "x", "y", 2]])

    for change in (lying, bare):
        assert only(read_sheet(with_part(data, SHEET, change))) == Choice(
            text="Q?", options=("x", "y"), right=(1,)
        )


def test_rows_far_apart_keep_their_numbers() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER)
    for column, value in enumerate("Qxy7", 1):
        sheet.cell(70_000, column, value)
    written = BytesIO()
    book.save(written)

    assert notes(read_sheet(written.getvalue())) == [(70_000, "bad_right")]


def zipped(*names: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as parts:
        for name in names:
            parts.writestr(name, b"<x/>")
    return packed.getvalue()


COMPOUND = b"\xd0\xcf\x11\xe0" + bytes(600)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        pytest.param(b"question,a,b,correct\n", "quiz.xlsx", "name it .csv", id="text"),
        pytest.param(b"<html><table>", "quiz.xls", "name it .csv", id="web-page"),
        pytest.param(COMPOUND, "quiz.xls", r"old Excel file \(.xls\)", id="xls"),
        pytest.param(
            COMPOUND + "EncryptedPackage".encode("utf-16-le"), "quiz.xlsx", "password", id="encrypted"
        ),
        pytest.param(zipped("mimetype", "content.xml"), "quiz.xlsx", "OpenDocument", id="ods"),
        pytest.param(zipped("[Content_Types].xml", "word/document.xml"), "quiz.xlsx", "Word", id="docx"),
        pytest.param(zipped("xl/workbook.bin"), "quiz.xlsx", "xlsb", id="xlsb"),
        pytest.param(zipped("a.txt"), "quiz.xlsx", "without a workbook", id="zip"),
        pytest.param(zipped("xl/workbook.xml"), "quiz.xlsx", "no sheet", id="hollow"),
        pytest.param(workbook([HEADER])[:-30], "quiz.xlsx", "damaged", id="cut-off"),
        pytest.param(workbook([["x"]]), "quiz.xlsx", "no row that says", id="no-header"),
        pytest.param(workbook([]), "quiz.xlsx", "no row that says", id="nothing"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_it_is(data: bytes, name: str, says: str) -> None:
    from quizterm.formats.exchange.harvest import Harvest

    with pytest.raises(Unreadable, match=says):
        read(Source(name, data), Harvest())


def test_a_workbook_in_the_strict_form_of_the_standard_is_read() -> None:
    data = workbook([HEADER, ["Q?", "x", "y", 2]])
    for part in ("xl/workbook.xml", SHEET):
        data = with_part(
            data,
            part,
            lambda content: content.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ),
        )

    assert only(read_sheet(data)).text == "Q?"
