"""Everything there is to say about a file: problems, and advice on what has none."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.formats.examining import Level, examine
from quizterm.quiz.samples import sample_names, sample_text

HEAD = "quizterm: 1\ntitle: T\nquestions:\n"
HINTED = "  - ask: How long is pi?\n    answer: 3.14\n"
WRONG = "  - ask: How long is it?\n    answer: 3.14\n    seconds: 1\n"


def said(text: str) -> list[tuple[int, str, Level, int | None]]:
    return [(one.line, one.code, one.level, one.question) for one in examine(text)]


def test_advice_stands_between_the_problems_in_the_order_of_the_file() -> None:
    assert said(HEAD + HINTED + WRONG + HINTED) == [
        (5, "exact_decimal", Level.HINT, 1),
        (8, "out_of_range", Level.PROBLEM, 2),
        (10, "exact_decimal", Level.HINT, 3),
    ]


@pytest.mark.parametrize(
    ("top", "code"),
    [
        ("quizterm: 1\nquestions:\n", "no_title"),
        ("title: T\nquestions:\n", "no_version"),
        ("quizterm: 1\ntitle: 'T\nquestions:\n", "not_yaml"),
        ("quizterm: 1\ntitle: T\nscoring: fast\nquestions:\n", "wrong_type"),
    ],
)
def test_a_problem_at_the_top_hides_no_advice(top: str, code: str) -> None:
    line = top.count("\n")

    found = said(top + HINTED)

    assert [one[1] for one in found] == [code, "exact_decimal"]
    assert found[-1] == (line + 2, "exact_decimal", Level.HINT, 1)


def test_a_question_with_a_problem_gets_no_advice_besides() -> None:
    assert [code for _, code, _, _ in said(HEAD + WRONG)] == ["out_of_range"]


def test_advice_on_the_quiz_as_a_whole_waits_until_all_of_it_can_be_read() -> None:
    same = "  - ask: Is it?\n    answer: true\n"

    assert [code for _, code, _, _ in said(HEAD + same + same)] == ["duplicate_question"]
    assert [code for _, code, _, _ in said(HEAD + same + same + WRONG)] == ["out_of_range"]


def test_advice_can_be_left_out() -> None:
    assert examine(HEAD + HINTED, advise=False) == []
    assert [one.code for one in examine(HEAD + HINTED + WRONG, advise=False)] == ["out_of_range"]


@given(st.text(max_size=200))
def test_something_can_be_said_about_any_text(text: str) -> None:
    examine(text)


@pytest.mark.parametrize("seed", range(20))
def test_something_can_be_said_about_a_quiz_with_damaged_lines(seed: int) -> None:
    source = random.Random(seed)
    lines = sample_text(source.choice(sample_names())).split("\n")
    for _ in range(6):
        line = lines.pop(source.randrange(len(lines)))
        at = source.randrange(len(line) + 1)
        lines.insert(
            source.randrange(len(lines)), line[:at] + source.choice("\t'\"[{:#*&!|-\x1b") + line[at:]
        )

    remarks = examine("\n".join(lines))

    assert all(0 <= one.line <= len(lines) + 1 for one in remarks)
    assert remarks == sorted(remarks, key=lambda one: (one.line, one.column))
