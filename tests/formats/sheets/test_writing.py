"""Kahoot sheets and CSV that we write: what is in them, what is not, and that they come back as they were."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from quizterm.formats.exchange.catalogue import Manner, format_named
from quizterm.formats.exchange.detection import detect
from quizterm.formats.exchange.ledger import Ledger, Level
from quizterm.formats.exchange.source import Source
from quizterm.formats.reading import read_sample
from quizterm.formats.sheets.cells import guarded, unguarded
from quizterm.quiz.model import (
    Choice,
    Code,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Quiz,
    Scoring,
    Select,
    Settings,
    Slide,
    Text,
    TrueFalse,
)
from quizterm.quiz.samples import sample_names
from tests.support.quizzes import choices, line, quizzes
from tests.support.sheets import notes, read_sheet

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@A1",
    "\t=1",
    " =1",
    "{=1}",
    "=cmd|' /C calc'!A0",
    "'=1",
    "＝1",
    "-1 isn't '2'",
)


def written(format_name: str, *asked: Question, truncate: bool = False) -> tuple[bytes, Ledger]:
    ledger = Ledger()
    quiz = Quiz(title="T", questions=asked)
    return format_named(format_name).write(quiz, ledger, Manner(truncate=truncate)), ledger


def sheet_of(*asked: Question) -> Worksheet:
    data, _ledger = written("kahoot", *asked)
    return load_workbook(BytesIO(data)).worksheets[0]


@given(quizzes)
def test_every_quiz_comes_back_from_csv_as_it_was(quiz: Quiz) -> None:
    data, ledger = written("csv", *quiz.questions)

    assert (ledger.read, ledger.through, ledger.with_loss) == (len(quiz.questions), len(quiz.questions), 0)
    assert tuple(read_sheet(data).questions) == quiz.questions
    assert detect(Source("quiz", data)).name == "csv"


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_comes_back_from_csv_as_it_was(name: str) -> None:
    asked = read_sample(name).questions

    assert tuple(read_sheet(written("csv", *asked)[0]).questions) == asked


def _as_kahoot_holds_it(choice: Choice) -> Choice:
    return replace(
        choice,
        text=choice.text.strip(),
        code=None,
        explanation="",
        seconds=60,
        points=1000,
        tags=(),
        shuffle=False,
        select=Select.ALL if len(choice.right) > 1 else Select.ONE,
    )


kahoot_choices = (
    choices()
    .filter(lambda choice: len(choice.options) <= 4 and choice.select is not Select.ANY)
    .map(_as_kahoot_holds_it)
)


@pytest.mark.parametrize("format_name", ["kahoot", "kahoot-csv"])
@given(asked=st.lists(kahoot_choices, min_size=1, max_size=3))
def test_a_choice_that_kahoot_can_hold_comes_back_as_it_was(format_name: str, asked: list[Choice]) -> None:
    data, ledger = written(format_name, *asked)

    assert (ledger.through, ledger.with_loss) == (len(asked), 0)
    assert read_sheet(data).questions == asked


@given(st.text("'=+-@ \t{＝x'", max_size=6) | line)
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    cell = guarded(text)

    assert unguarded(cell) == text
    assert not cell.strip().startswith(("=", "+", "-", "@", "\t", "\0", "{="))


@pytest.mark.parametrize("evil", FORMULAS)
@pytest.mark.parametrize("format_name", ["csv", "kahoot-csv", "kahoot"])
def test_no_cell_is_a_formula(format_name: str, evil: str) -> None:
    question = Choice(text=evil, options=(evil, "x"), right=(0,), explanation=evil, tags=("=tag",))

    data, _ledger = written(format_name, question)

    if format_name == "kahoot":
        cells = [cell for row in load_workbook(BytesIO(data)).worksheets[0].iter_rows() for cell in row]
        assert all(cell.data_type == "s" for cell in cells if isinstance(cell.value, str))
        assert evil in [cell.value for cell in cells]
    else:
        rows = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))
        assert not any(
            cell.strip().startswith(("=", "+", "-", "@", "\t", "{=", "＝")) for row in rows for cell in row
        )


def test_a_csv_sheet_is_what_people_can_read_and_excel_opens() -> None:
    data, _ledger = written(
        "csv",
        Choice(
            text="Port?", options=("21", "22", "80"), right=(0, 2), select=Select.ALL, tags=("net", "ssh")
        ),
        Numeric(text="How many?", low=3, high=4.5, unit="km"),
        Text(text="Who?", accepted=("Ann", "Anna"), slips=True),
    )

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").split("\r\n")[:-1] == [
        "kind,question,a,b,c,correct,seconds,points,explanation,tags,rules,unit",
        'choice,Port?,21,22,80,"A, C",20,1000,,"net, ssh",all,',
        "numeric,How many?,,,,3..4.5,20,1000,,,,km",
        'text,Who?,,,,"Ann\nAnna",20,1000,,,slips,',
    ]


def test_what_a_sheet_cannot_say_of_the_quiz_is_told() -> None:
    quiz = Quiz(title="T", questions=(), description="D", settings=Settings(scoring=Scoring.NONE))
    for format_name in ("csv", "kahoot", "kahoot-csv"):
        ledger = Ledger()
        format_named(format_name).write(quiz, ledger, Manner())
        [note] = ledger.notes
        assert note.level is Level.LOSS
        assert note.message.endswith("has no place for the description and settings of the quiz.")


def test_a_kahoot_sheet_has_the_layout_of_the_template() -> None:
    sheet = sheet_of(
        Choice(text="Port?", options=("21", "22"), right=(1,), seconds=30),
        Choice(text="Which?", options=("a", "b", "c", "d"), right=(0, 2), select=Select.ALL),
        TrueFalse(text="True?", right=False),
    )

    assert sheet["B2"].value == "Quiz template"
    assert [cell.value for cell in sheet[8]] == [
        None,
        "Question - max 120 characters",
        "Answer 1 - max 75 characters",
        "Answer 2 - max 75 characters",
        "Answer 3 - max 75 characters",
        "Answer 4 - max 75 characters",
        "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
        "Correct answer(s) - choose at least one",
    ]
    assert [[cell.value for cell in sheet[row]] for row in (9, 10, 11)] == [
        [1, "Port?", "21", "22", None, None, 30, 2],
        [2, "Which?", "a", "b", "c", "d", 20, "1,3"],
        [3, "True?", "True", "False", None, None, 20, 2],
    ]


def test_text_that_spreadsheet_programs_take_for_a_character_comes_back() -> None:
    question = Choice(text="Is _x0041_ an A?", options=("_x005F_", "_x000D_"), right=(0,))

    assert read_sheet(written("kahoot", question)[0]).questions == [question]


def test_the_same_quiz_gives_the_same_bytes() -> None:
    question = Choice(text="Port?", options=("21", "22"), right=(1,))

    assert written("kahoot", question) == written("kahoot", question)
    assert b"2000-01-01T00:00:00Z" in _core_of(written("kahoot", question)[0])


def _core_of(data: bytes) -> bytes:
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as parts:
        return parts.read("docProps/core.xml")


@pytest.mark.parametrize(
    ("seconds", "allowed"), [(5, 5), (6, 10), (20, 20), (21, 30), (61, 90), (121, 240), (300, 240), (0, 240)]
)
def test_times_become_those_that_kahoot_has(seconds: int, allowed: int) -> None:
    question = Choice(text="Q?", options=("a", "b"), right=(0,), seconds=seconds)

    data, ledger = written("kahoot", question)

    assert read_sheet(data).questions == [replace(question, seconds=allowed)]
    assert [note.code for note in ledger.notes] == ["time_changed"] * (seconds != allowed)
    assert ledger.with_loss == (seconds != allowed)


LONG = Choice(text="Q" * 121, options=("a" * 76, "b"), right=(0,))


def test_what_is_too_long_for_kahoot_is_left_out_or_cut() -> None:
    _data, refused = written("kahoot", LONG, replace(LONG, text="Q"))
    data, cut = written("kahoot", LONG, truncate=True)

    assert [(note.level, note.code) for note in refused.notes] == [(Level.LEFT_OUT, "too_long")] * 2
    assert (cut.through, cut.with_loss) == (1, 1)
    [question] = read_sheet(data).questions
    assert isinstance(question, Choice)
    assert (len(question.text), len(question.options[0])) == (120, 75)


def test_what_just_fits_is_not_cut() -> None:
    fitting = replace(LONG, text="Q" * 120, options=("a" * 75, "b"))

    for truncate in (False, True):
        data, ledger = written("kahoot", fitting, truncate=truncate)
        assert (read_sheet(data).questions, ledger.notes) == ([fitting], [])


@pytest.mark.parametrize(
    "question",
    [
        Text(text="Q", accepted=("a",)),
        Numeric(text="Q", low=1, high=2),
        Order(text="Q", items=("a", "b")),
        Poll(text="Q", options=("a", "b")),
        Open(text="Q"),
        Slide(text="Q"),
        Choice(text="Q", options=tuple("abcde"), right=(0,)),
    ],
    ids=lambda question: question.kind.value,
)
def test_what_kahoot_does_not_have_is_left_out_with_the_reason(question: Question) -> None:
    data, ledger = written("kahoot", question, Choice(text="R", options=("a", "b"), right=(0,)))

    assert (ledger.read, ledger.through) == (2, 1)
    assert [note.level for note in ledger.notes] == [Level.LEFT_OUT]
    assert [one.text for one in read_sheet(data).questions] == ["R"]


def test_what_gets_lost_on_the_way_to_kahoot_is_told() -> None:
    asked = Choice(
        text="Q",
        options=("a", "b", "c"),
        right=(0, 1),
        select=Select.ANY,
        shuffle=True,
        points=5,
        explanation="E",
        tags=("t",),
        code=Code("x = 1"),
    )

    data, ledger = written("kahoot", asked)

    assert [note.code for note in ledger.notes] == ["no_place", "code_in_text", "several_right"]
    assert "for its explanation, its tags, its points (5) and that its options" in ledger.notes[0].message
    assert ledger.with_loss == 1
    assert read_sheet(data).questions[0].text == "Q\nx = 1"


def test_more_questions_than_the_template_has_rows_are_written_and_mentioned() -> None:
    question = Choice(text="Q", options=("a", "b"), right=(0,))

    data, ledger = written("kahoot", *[question] * 101)

    assert read_sheet(data).through == 101
    assert [note.code for note in ledger.notes] == ["many_questions"]


def test_our_csv_opened_and_saved_by_a_spreadsheet_program_comes_back() -> None:
    from tests.support.sheets import workbook

    asked: list[Question] = [
        Choice(text="=1", options=("1", "2.5"), right=(0, 1), select=Select.ANY),
        Numeric(text="N", low=-3, high=-3),
        TrueFalse(text="T", right=True),
    ]
    text = written("csv", *asked)[0].decode("utf-8-sig")
    rows = [[_as_excel_reads(cell) for cell in row] for row in csv.reader(StringIO(text, newline=""))]

    harvest = read_sheet(workbook(rows))

    assert harvest.questions == asked
    assert notes(harvest) == []


def _as_excel_reads(cell: str) -> str | float | bool:
    if cell in ("true", "false"):
        return cell == "true"
    return float(cell) if cell.replace(".", "", 1).isdecimal() else cell
