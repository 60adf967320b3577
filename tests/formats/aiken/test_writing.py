"""What is written as Aiken, and what is said about the rest."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.formats.aiken.writing import write
from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.ledger import Ledger, Level
from quizterm.quiz.checking_questions import check_question
from quizterm.quiz.model import Choice, Code, Open, Poll, Question, Quiz, Select, TrueFalse
from quizterm.quiz.problems import Findings
from tests.support.damage import harvested
from tests.support.quizzes import line

COLOURS = Choice(text="Which?", options=("red", "green"), right=(1,))


def written(*questions: Question) -> tuple[str, Ledger]:
    ledger = Ledger()
    return write(Quiz(title="T", questions=questions), ledger, Manner()).decode(), ledger


def test_choices_and_statements_are_written() -> None:
    text, ledger = written(COLOURS, TrueFalse(text="It rains.", right=False))

    assert text == "Which?\nA) red\nB) green\nANSWER: B\n\nIt rains.\nA) True\nB) False\nANSWER: B\n"
    assert (ledger.read, ledger.through, ledger.with_loss) == (2, 2, 0)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (Poll(text="Tea?", options=("yes", "no")), "kind"),
        (Open(text="Say"), "kind"),
        (replace(COLOURS, right=(0, 1), select=Select.ANY), "several_right"),
        (replace(COLOURS, code=Code("x")), "code"),
        (replace(COLOURS, text="A) or B)?"), "looks_like_choice"),
        (replace(COLOURS, text="Answer: a"), "looks_like_choice"),
    ],
)
def test_what_aiken_does_not_hold_is_left_out(question: Question, code: str) -> None:
    text, ledger = written(question, COLOURS)

    assert harvested("aiken", text.encode()).questions == [COLOURS]
    assert [(note.level, note.code) for note in ledger.notes] == [(Level.LEFT_OUT, code)]
    assert (ledger.read, ledger.through) == (2, 1)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (replace(COLOURS, text="One\ntwo?"), "line breaks"),
        (replace(COLOURS, explanation="x", tags=("t",)), "its explanation and its tags"),
        (
            replace(COLOURS, seconds=0, points=1, shuffle=True),
            "time limit, its points (1) and that its options",
        ),
    ],
)
def test_what_aiken_has_no_place_for_is_a_loss(question: Choice, said: str) -> None:
    text, ledger = written(question)

    assert said in ledger.notes[0].message
    assert ledger.with_loss == 1
    assert harvested("aiken", text.encode()).questions == [
        replace(COLOURS, text=question.text.replace("\n", " "))
    ]


@given(line, st.lists(line, min_size=2, max_size=8), st.data())
def test_what_aiken_holds_comes_back(text: str, options: list[str], data: st.DataObject) -> None:
    right = data.draw(st.integers(0, len(options) - 1))
    question = check_question(Findings(), Choice(text=text, options=tuple(options), right=(right,)))

    wrote, ledger = written(question)

    if ledger.through:
        assert harvested("aiken", wrote.encode()).questions == [question]
