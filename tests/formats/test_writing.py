"""QuizTerm's own format, written: whatever is written is read back as it was."""

import pytest
from hypothesis import given
from ruamel.yaml import YAML

from quizterm.formats import parse_quiz, read_sample
from quizterm.formats.native.writing import written
from quizterm.quiz.checking import check_quiz
from quizterm.quiz.model import (
    Choice,
    Code,
    Numeric,
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
from tests.support.anyquiz import AWKWARD, rough_questions
from tests.support.quizzes import quizzes


def below_the_top(*questions: Question) -> str:
    """What is written for questions, less the top."""
    text = written(Quiz(title="T", questions=questions))
    return text.partition("questions:\n")[2]


@given(quizzes)
def test_any_quiz_is_read_back_as_it_was(quiz: Quiz) -> None:
    assert parse_quiz(written(quiz)) == quiz


@given(rough_questions)
def test_any_question_that_keeps_the_rules_is_read_back_as_it_was(question: Question) -> None:
    quiz, problems = check_quiz(Quiz(title="T", questions=(question,)))

    if not problems and check_quiz(quiz) == (quiz, []):
        assert parse_quiz(written(quiz)) == quiz


@pytest.mark.parametrize("text", AWKWARD)
def test_an_awkward_text_is_read_back_wherever_it_stands(text: str) -> None:
    word = " ".join(text.split())[:150]
    asked = Quiz(
        title=word,
        description=text,
        questions=(
            Text(text=text, accepted=(word,), explanation=text, tags=(word[:40],)),
            Text(text=text, accepted=(word, "other"), code=Code(text)),
            Choice(text=text, options=(word, "other"), right=(1,), code=Code(text, "python")),
            Choice(text=text, options=("other", word), right=(1,)),
            Slide(text=text),
        ),
    )
    quiz, problems = check_quiz(asked)

    if not problems:
        assert parse_quiz(written(quiz)) == quiz


@pytest.mark.parametrize("text", [*AWKWARD, "<<", "2001-01-01 10:00", "0o17", "1E3", "12345678901234567"])
def test_other_readers_of_yaml_read_the_same_text(text: str) -> None:
    word = " ".join(text.split())
    quiz = Quiz(title="T", questions=(Poll(text="Q?", options=(word, "other")),))

    if not check_quiz(quiz)[1]:
        [poll] = YAML(typ="safe", pure=True).load(written(quiz))["questions"]
        assert str(poll["poll"][0]) == word


@pytest.mark.parametrize("name", sample_names())
def test_a_sample_is_read_back_as_it_was(name: str) -> None:
    quiz = read_sample(name)

    assert parse_quiz(written(quiz)) == quiz


def test_what_most_questions_have_in_common_is_said_once_at_the_top() -> None:
    questions = (
        Choice(text="A?", options=("a", "b"), right=(0,), seconds=45, points=500, shuffle=True),
        Choice(text="B?", options=("a", "b"), right=(1,), seconds=45, points=500, shuffle=True),
        TrueFalse(text="C?", right=True, seconds=10, points=500),
    )

    assert written(Quiz(title="T", questions=questions, settings=Settings(scoring=Scoring.NONE))) == (
        "quizterm: 1\ntitle: T\nscoring: none\nseconds: 45\npoints: 500\nshuffle: true\nquestions:\n"
        "  - ask: A?\n    options:\n      - right: a\n      - b\n\n"
        "  - ask: B?\n    options:\n      - a\n      - right: b\n\n"
        "  - ask: C?\n    answer: true\n    seconds: 10\n"
    )


@pytest.mark.parametrize(
    ("low", "high", "body"),
    [
        (128, 128, "answer: 128"),
        (126, 130, "answer: 128\n    tolerance: 2"),
        (0.2, 0.4, "answer: 0.3\n    tolerance: 0.1"),
        (36, 37.5, "answer: 36.75\n    tolerance: 0.75"),
        (-1.5, -1.5, "answer: -1.5"),
        (0.1 + 0.2, 1 / 3, "range: [0.30000000000000004, 0.3333333333333333]"),
        (1e300, 1e300, "answer: 1e300"),
    ],
)
def test_a_number_is_written_as_people_write_it(low: float, high: float, body: str) -> None:
    assert below_the_top(Numeric(text="N?", low=low, high=high)) == f"  - ask: N?\n    {body}\n"


def test_how_many_to_pick_is_said_only_where_it_cannot_be_seen() -> None:
    one, two = (0,), (0, 1)
    asked = [
        Choice(text="Q", options=("a", "b", "c"), right=right, select=select)
        for right, select in ((one, Select.ONE), (two, Select.ALL), (one, Select.ALL), (two, Select.ANY))
    ]

    assert [body.partition("pick: ")[2].strip() for body in map(below_the_top, asked)] == [
        "",
        "",
        "all",
        "any",
    ]


def test_code_and_texts_of_several_lines_are_written_under_a_bar() -> None:
    question = TrueFalse(text="Is it?\nReally?", right=True, code=Code("  x = 1\ny", "python"))

    assert below_the_top(question) == (
        "  - ask: |\n      Is it?\n      Really?\n    code:\n      python: |2\n          x = 1\n        y\n"
        "    answer: true\n"
    )


def test_a_long_text_is_folded_between_words() -> None:
    text = "word " * 40 + "end"

    body = below_the_top(TrueFalse(text=text, right=True))

    assert body.startswith("  - ask: >-\n      word word")
    assert max(map(len, body.splitlines())) <= 110


def test_a_language_that_cannot_be_shown_is_left_out_of_the_file() -> None:
    question = TrueFalse(text="Q?", right=True, code=Code("x", "Klingon"))

    [read] = parse_quiz(written(Quiz(title="T", questions=(question,)))).questions

    assert read.code == Code("x")
