"""Real sheets give what the corpus' index says."""

from itertools import zip_longest
from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizterm.formats.exchange.ledger import Level
from quizterm.formats.sheets.workbook import sheets_of
from quizterm.quiz.model import Choice, Select
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.damage import flipped, survives, truncated
from tests.support.sheets import notes, read_sheet

pytestmark = needs_corpus

FILES = sorted([*CORPUS.glob("kahoot/*"), *CORPUS.glob("quizizz/*")])
WORKBOOKS = [path for path in FILES if path.suffix == ".xlsx"]

needs_corpus = pytest.mark.skipif(not FILES, reason="there is no corpus beside the project")
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def choices_of(name: str) -> list[Choice]:
    harvest = read_sheet((CORPUS / name).read_bytes())
    found = [question for question in harvest.questions if isinstance(question, Choice)]
    assert harvest.read == harvest.through == len(found)
    return found


@needs_corpus
def test_a_filled_kahoot_template_gives_its_sixteen_questions() -> None:
    found = choices_of("kahoot/pacphi_kahoot-quiz-from-csv.xlsx")

    assert len(found) == 16
    assert all(len(choice.options) == 4 and choice.select is Select.ONE for choice in found)
    assert {choice.seconds for choice in found} == {20}
    assert max(len(choice.text) for choice in found) > 120
    assert found[1].options[found[1].right[0]] == "Up to an inch and a half"


@needs_corpus
def test_the_official_kahoot_template_gives_its_example_and_no_empty_row() -> None:
    [choice] = choices_of("kahoot/pacphi_official-template.xlsx")

    assert (choice.right, choice.seconds) == ((0, 1, 2, 3), 60)


@needs_corpus
def test_a_kahoot_table_as_csv_gives_its_five_questions() -> None:
    found = choices_of("kahoot/qas_kahoot.csv")

    assert [len(choice.options) for choice in found] == [4, 3, 3, 3, 4]
    assert [choice.right for choice in found] == [(3,), (0,), (0,), (1,), (0,)]
    assert found[4].options == (".", ".", ".", ".")
    assert {choice.seconds for choice in found} == {60}


@needs_corpus
def test_a_quizizz_sheet_gives_its_86_questions_without_the_row_of_help() -> None:
    harvest = read_sheet((CORPUS / "quizizz/phamminhtan_voc_u123.xlsx").read_bytes())

    assert harvest.through == harvest.read == 86
    for question in harvest.questions:
        assert isinstance(question, Choice)
        assert (len(question.options), question.right, question.seconds) == (4, (0,), 30)
    assert sum("\u00a0" in question.text for question in harvest.questions) == 30
    assert notes(harvest, Level.LEFT_OUT) == []


@needs_corpus
@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_cells_are_what_openpyxl_finds_in_them(path: Path) -> None:
    book = load_workbook(path, data_only=True)

    for table, sheet in zip_longest(sheets_of(path.read_bytes()), book.worksheets):
        ours = {row.number: row.cells for row in table.rows()}
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            theirs = tuple(_shown(cell) for cell in cells)
            assert ours.get(number, ()) == _without_empty_end(theirs)


def _shown(cell: object) -> str:
    return "" if cell is None else str(cell).removesuffix(".0")


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


@needs_corpus
@each_file
def test_a_real_sheet_cut_off_anywhere_is_read_or_refused(path: Path) -> None:
    for damaged in truncated(path.read_bytes(), 150):
        survives("kahoot", damaged)


@needs_corpus
@each_file
def test_a_real_sheet_with_one_flipped_bit_is_read_or_refused(path: Path) -> None:
    for damaged in flipped(path.read_bytes(), 150):
        survives("kahoot", damaged)


def test_there_are_tests_for_every_sheet_of_the_corpus() -> None:
    assert len(FILES) in (0, 4)
