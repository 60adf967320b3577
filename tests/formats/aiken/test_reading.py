"""What teachers write in Aiken, and what becomes of it."""

import pytest

from quizterm.formats.exchange.ledger import Level
from quizterm.formats.exchange.source import Unreadable
from quizterm.quiz.model import Choice, Select
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.damage import flipped, harvested, survives, truncated

FOLDER = CORPUS / "aiken"

EXPECTED = {
    "moodle_questions.aiken.txt": [(4, 1), (2, 0)],
    "qas_aiken_1.txt": [(5, 4), (3, 0), (3, 0), (3, 1), (4, 0)],
}
"""How many options each question has, and which is right."""


@needs_corpus
@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_file_gives_its_questions(name: str) -> None:
    harvest = harvested("aiken", (FOLDER / name).read_bytes())

    found = [
        (len(question.options), question.right[0])
        for question in harvest.questions
        if isinstance(question, Choice) and question.select is Select.ONE
    ]
    assert found == EXPECTED[name]
    assert harvest.read == harvest.through == len(found)


@needs_corpus
def test_texts_are_literal() -> None:
    harvest = harvested("aiken", (FOLDER / "moodle_questions.aiken.txt").read_bytes())

    assert '<html class="cool"> & images' in harvest.questions[1].text


@needs_corpus
@pytest.mark.parametrize("name", EXPECTED)
def test_a_damaged_real_file_is_reported_and_never_a_crash(name: str) -> None:
    data = (FOLDER / name).read_bytes()

    for damaged in (*truncated(data, len(data)), *flipped(data, len(data))):
        survives("aiken", damaged)


def test_blank_lines_mean_nothing_and_letters_may_be_followed_by_either_sign() -> None:
    harvest = harvested("aiken", b"Q\n\nA. one\n\n B) two)\n\nANSWER: B")

    assert harvest.questions == [Choice(text="Q", options=("one", "two)"), right=(1,))]
    assert not harvest.notes


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("First\nsecond\nA) a\nB) b\nANSWER: A", "several_lines", Level.LOSS),
        ("Q\nA) a\nB) b\nAnswer: A", "answer_spelling", Level.INFO),
        ("Q\nA) a\nB) b\nANSWER: b", "answer_spelling", Level.INFO),
        ("Q\nA) a\nC) b\nANSWER: C", "letters", Level.LOSS),
        ("Q\nA) a\nB) b\nC) c\nANSWER: C, A", "several_right", Level.LOSS),
    ],
)
def test_leniency_is_noted(text: str, code: str, level: Level) -> None:
    harvest = harvested("aiken", text.encode())

    assert harvest.through == 1
    assert [(note.level, note.code) for note in harvest.notes] == [(level, code)]


def test_several_letters_are_all_wanted() -> None:
    harvest = harvested("aiken", b"Q\nA) a\nB) b\nC) c\nANSWER: C,A")

    assert harvest.questions == [
        Choice(text="Q", options=("a", "b", "c"), right=(0, 2), select=Select.ALL),
    ]


def test_lines_of_text_are_kept_together() -> None:
    harvest = harvested("aiken", b"Q\nAnswer: which is it?\nA) a\nB) b\nANSWER: A")

    assert harvest.questions[0].text == "Q\nAnswer: which is it?"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("A) a\nB) b\nANSWER: A", "no_text", 1),
        ("\nANSWER: A", "no_text", 2),
        ("Q\nA) a\nANSWER: A", "too_few", 1),
        ("Q\nANSWER: A", "too_few", 1),
        ("Q\nA) a\nB) b\nANSWER: C", "no_such_choice", 1),
        ("Q\nA) a\nB) b\nANSWER: 2", "no_letter", 1),
        ("Q\nA) a\nB) b", "unclosed", 1),
        ("Q", "unclosed", 1),
    ],
)
def test_what_is_incomplete_is_left_out_with_its_line(text: str, code: str, line: int) -> None:
    harvest = harvested("aiken", text.encode())

    assert [(note.code, note.spot.number) for note in harvest.notes] == [(code, line)]
    assert (harvest.read, harvest.through) == (1, 0)


def test_a_question_that_is_not_closed_takes_no_other_with_it() -> None:
    harvest = harvested("aiken", b"Lost\nA) a\nB) b\nFound\nA) c\nB) d\nANSWER: A")

    assert [question.text for question in harvest.questions] == ["Found"]
    assert "before line 4" in harvest.notes[0].message


def test_an_empty_file_is_told() -> None:
    with pytest.raises(Unreadable):
        harvested("aiken", b"\n \n")


@pytest.mark.parametrize("piece", ["A) x\n", "ANSWER: A\n", "Q\nA) a\nB) b\nANSWER: B\n", "A,", " ", "A"])
@pytest.mark.parametrize("before", ["", "Q\nA) a\nB) b\nANSWER: "])
@pytest.mark.timeout(60)
def test_much_of_one_thing_is_read_quickly(before: str, piece: str) -> None:
    survives("aiken", (before + piece * (200_000 // len(piece))).encode())
