"""Writes the sheet that Kahoot imports: choices of two to four options, in the layout of its template."""

import re
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.ledger import Entry, Ledger, Level, Spot
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.room import leave_out_kind, note_head, note_lost
from quizterm.formats.exchange.xmltext import allowed
from quizterm.formats.sheets.plain import separated
from quizterm.formats.sheets.values import escaped
from quizterm.language import N_
from quizterm.quiz.model import UNTIMED, Choice, Question, Quiz, Select, TrueFalse

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

TIMES = (5, 10, 20, 30, 60, 90, 120, 240)
"""The times in seconds that Kahoot allows."""
MAX_STEM = 120
MAX_ANSWER = 75
MAX_ANSWERS = 4
TITLE = "Quiz template"  # untranslated: as in Kahoot's template
HEADER_ROW = 8
HEADINGS = (  # untranslated: as in Kahoot's template
    "Question - max 120 characters",
    "Answer 1 - max 75 characters",
    "Answer 2 - max 75 characters",
    "Answer 3 - max 75 characters",
    "Answer 4 - max 75 characters",
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)

_TEMPLATE_ROWS = 100
_WIDTHS = {"A": 6, "B": 60, "C": 30, "D": 30, "E": 30, "F": 30, "G": 20, "H": 20}
_FORM = N_("A Kahoot sheet")
_TRUE_FALSE = ("True", "False")  # untranslated: other programs read them
_LONG_QUESTION = N_(
    "The question has {number} characters; Kahoot takes {most}. Shorten it, or say --truncate to cut it."
)
_LONG_OPTION = N_(
    "An option has {number} characters; Kahoot takes {most}. Shorten it, or say --truncate to cut it."
)
_CUT = "…"
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True, slots=True)
class _Line:
    """One question as Kahoot has it."""

    stem: str
    answers: tuple[str, ...]
    seconds: int
    right: tuple[int, ...]

    def cells(self) -> list[str | int]:
        """Give the cells from the question on; one right answer is a number, several are a text."""
        numbers = [place + 1 for place in self.right]
        right = numbers[0] if len(numbers) == 1 else ",".join(map(str, numbers))
        return [self.stem, *self.answers, *[""] * (MAX_ANSWERS - len(self.answers)), self.seconds, right]


def write(quiz: Quiz, ledger: Ledger, manner: Manner) -> bytes:
    """Write a quiz as the workbook that Kahoot's template is."""
    return _workbook(_lines(quiz, ledger, manner))


def write_csv(quiz: Quiz, ledger: Ledger, manner: Manner) -> bytes:
    """Write the same table as comma-separated text, for programs that read that."""
    rows = [["", *HEADINGS]]
    for number, line in enumerate(_lines(quiz, ledger, manner), 1):
        rows.append([str(number), *map(str, line.cells())])
    return separated(rows)


def _lines(quiz: Quiz, ledger: Ledger, manner: Manner) -> list[_Line]:
    lines = []
    for number, question in enumerate(quiz.questions, 1):
        entry = ledger.begin(Spot("question", number), short(question.text))
        if line := _line(entry, question, manner):
            lines.append(line)
            entry.settle()
    note_head(quiz, ledger, _FORM)
    if len(lines) > _TEMPLATE_ROWS:
        message = N_("Kahoot's template has room for {most} questions; these are {number}.").format(
            most=_TEMPLATE_ROWS, number=len(lines)
        )
        ledger.remark("many_questions", message, level=Level.INFO)
    return lines


def _line(entry: Entry, question: Question, manner: Manner) -> _Line | None:
    line = _simple(entry, question)
    if line is None or not _fits(entry, line, manner):
        return None
    _mention_losses(entry, question)
    return _shortened(entry, replace(line, seconds=_allowed(entry, question.seconds)))


def _simple(entry: Entry, question: Question) -> _Line | None:
    stem = f"{question.text}\n{question.code.text}" if question.code else question.text
    if isinstance(question, TrueFalse):
        return _Line(stem, _TRUE_FALSE, 0, (0,) if question.right else (1,))
    if not isinstance(question, Choice):
        leave_out_kind(entry, question, _FORM)
        return None
    if len(question.options) > MAX_ANSWERS:
        message = N_("It has {number} options; Kahoot takes up to {most}.").format(
            number=len(question.options), most=MAX_ANSWERS
        )
        entry.leave_out("too_many_options", message)
        return None
    return _Line(stem, question.options, 0, question.right)


def _fits(entry: Entry, line: _Line, manner: Manner) -> bool:
    if manner.truncate:
        return True
    longest = max(map(len, line.answers))
    if len(line.stem) > MAX_STEM:
        message = _LONG_QUESTION.format(number=len(line.stem), most=MAX_STEM)
    elif longest > MAX_ANSWER:
        message = _LONG_OPTION.format(number=longest, most=MAX_ANSWER)
    else:
        return True
    entry.leave_out("too_long", message)
    return False


def _shortened(entry: Entry, line: _Line) -> _Line:
    shorter = replace(
        line,
        stem=_cut(line.stem, MAX_STEM),
        answers=tuple(_cut(answer, MAX_ANSWER) for answer in line.answers),
    )
    if shorter != line:
        entry.loss(
            "cut",
            N_("It was cut to {number} characters, and each option to {most}.").format(
                number=MAX_STEM, most=MAX_ANSWER
            ),
        )
    return shorter


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - len(_CUT)].rstrip() + _CUT


def _allowed(entry: Entry, seconds: int) -> int:
    allowed = (
        next((time for time in TIMES if time >= seconds), TIMES[-1]) if seconds != UNTIMED else TIMES[-1]
    )
    if allowed != seconds:
        sentence = N_("Kahoot does not have {before} seconds; it became {seconds} seconds.")
        if seconds == UNTIMED:
            sentence = N_("Kahoot does not have no time limit; it became {seconds} seconds.")
        entry.loss("time_changed", sentence.format(before=seconds, seconds=allowed))
    return allowed


def _mention_losses(entry: Entry, question: Question) -> None:
    note_lost(entry, question, _FORM, {"seconds"})
    if question.code:
        entry.loss("code_in_text", N_("Its code became a part of the question's text."))
    if isinstance(question, TrueFalse):
        entry.info("two_options", N_("It became a choice of True and False."))
    elif isinstance(question, Choice) and question.select is Select.ANY:
        entry.loss(
            "several_right", N_("A Kahoot sheet does not say whether one of several right options will do.")
        )


def _workbook(lines: list[_Line]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.append([])
    sheet.append(_row(sheet, ["", TITLE], bold=True))
    for _ in range(HEADER_ROW - 3):
        sheet.append([])
    sheet.append(_row(sheet, ["", *HEADINGS], bold=True))
    for number, line in enumerate(lines, 1):
        sheet.append(_row(sheet, [number, *line.cells()]))
    written = BytesIO()
    book.save(written)
    return _timeless(written)


def _row(sheet: "WriteOnlyWorksheet", values: list[str | int], *, bold: bool = False) -> list["Cell | None"]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cells: list[Cell | None] = []
    for value in values:
        cell = WriteOnlyCell(sheet, _cell_text(value))
        # Said explicitly, because openpyxl takes a text that begins with “=” for a formula.
        cell.data_type = "s" if isinstance(value, str) else "n"
        if bold:
            cell.font = Font(bold=True)
        cells.append(None if value == "" else cell)
    return cells


def _cell_text(value: str | int) -> str | int:
    return escaped(allowed(value)) if isinstance(value, str) else value


def _timeless(written: BytesIO) -> bytes:
    """Give the same bytes for the same quiz at any time."""
    packed = BytesIO()
    with ZipFile(written) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as timeless:
        for name in parts.namelist():
            part = parts.read(name)
            if name == "docProps/core.xml":
                part = _MOMENT.sub(b"2000-01-01T00:00:00Z", part)
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            timeless.writestr(info, part)
    return packed.getvalue()
