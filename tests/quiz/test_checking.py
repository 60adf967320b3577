"""The rules of a quiz: every breach is reported, with the field that it is in."""

import dataclasses
import math
from typing import Any

import pytest

from quizterm.quiz.checking import check_quiz
from quizterm.quiz.model import (
    Choice,
    Code,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Quiz,
    Select,
    Settings,
    Slide,
    Text,
    TrueFalse,
)
from quizterm.quiz.problems import Problem

CHOICE = Choice(text="Which?", options=("a", "b", "c"), right=(1,))
TEXT = Text(text="Which?", accepted=("a",))
NUMERIC = Numeric(text="How many?", low=1, high=2)
ORDER = Order(text="Sort", items=("a", "b"))
POLL = Poll(text="Which?", options=("a", "b"))
KINDS: tuple[Question, ...] = (
    *(CHOICE, TrueFalse(text="Is it?", right=True), TEXT, NUMERIC, ORDER, POLL),
    *(Open(text="Say"), Slide(text="Hello")),
)


def quiz(*questions: Question, **fields: Any) -> Quiz:
    return Quiz(**{"title": "T", "questions": questions} | fields)


def problems(*questions: Question, **fields: Any) -> list[tuple[int | None, str, str]]:
    found = check_quiz(quiz(*questions, **fields))[1]
    assert all(problem.message.endswith(".") for problem in found)
    return [(problem.question, problem.field, problem.code) for problem in found]


def test_a_quiz_of_every_kind_has_no_problem_and_stays_as_it_is() -> None:
    written = quiz(*KINDS, description="D", language="pt-BR")

    assert check_quiz(written) == (written, [])


def test_all_text_comes_out_clean() -> None:
    dirty = "a\x1b[31m\u202e"
    written = quiz(
        Choice(
            text=dirty,
            code=Code(dirty, dirty),
            explanation=dirty,
            tags=(dirty,),
            options=("b", dirty),
            right=(0,),
        ),
        Text(text="?", accepted=(dirty,)),
        dataclasses.replace(NUMERIC, unit=dirty),
        Order(text="?", items=("b", dirty)),
        Poll(text="?", options=("b", dirty)),
        title=dirty,
        description=dirty,
    )

    cleaned, found = check_quiz(written)

    assert not found
    assert "\x1b" not in repr(cleaned)
    assert "\\x1b" not in repr(cleaned)
    assert "\\u202e" not in repr(cleaned)


def test_lines_of_a_question_are_kept_and_those_of_an_option_joined() -> None:
    cleaned, _ = check_quiz(quiz(Choice(text="a\r\nb", options=("c\nd", "e"), right=(0,))))

    [question] = cleaned.questions
    assert isinstance(question, Choice)
    assert (question.text, question.options[0]) == ("a\nb", "c d")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"title": " "}, (None, "title", "empty")),
        ({"title": "\u200b"}, (None, "title", "empty")),
        ({"title": "x" * 121}, (None, "title", "bad_text")),
        ({"language": "English!"}, (None, "language", "bad_language")),
        ({"settings": Settings(reading_seconds=61)}, (None, "settings.reading_seconds", "out_of_range")),
        ({"settings": Settings(reading_seconds=-1)}, (None, "settings.reading_seconds", "out_of_range")),
        ({"questions": ()}, (None, "questions", "no_questions")),
        ({"questions": (CHOICE,) * 501}, (None, "questions", "too_many_questions")),
    ],
)
def test_a_fault_of_the_whole_quiz_is_found(fields: dict[str, Any], problem: tuple[None, str, str]) -> None:
    assert problems(*((CHOICE,) if "questions" not in fields else ()), **fields) == [problem]


@pytest.mark.parametrize(
    ("question", "field", "code"),
    [
        pytest.param(dataclasses.replace(CHOICE, text=""), "text", "empty", id="no-text"),
        pytest.param(dataclasses.replace(CHOICE, text="x" * 501), "text", "bad_text", id="long-text"),
        pytest.param(dataclasses.replace(CHOICE, text="\ud800"), "text", "bad_text", id="surrogate"),
        pytest.param(
            dataclasses.replace(CHOICE, explanation="x" * 1001), "explanation", "bad_text", id="explanation"
        ),
        pytest.param(dataclasses.replace(CHOICE, code=Code("x" * 4001)), "code", "bad_text", id="code"),
        pytest.param(dataclasses.replace(CHOICE, code=Code("")), "code", "empty", id="no-code"),
        pytest.param(dataclasses.replace(CHOICE, tags=("x",) * 21), "tags", "too_many", id="tags"),
        pytest.param(dataclasses.replace(CHOICE, tags=("",)), "tags.0", "empty", id="empty-tag"),
        pytest.param(dataclasses.replace(CHOICE, seconds=4), "seconds", "out_of_range", id="too-short"),
        pytest.param(dataclasses.replace(CHOICE, seconds=3601), "seconds", "out_of_range", id="too-slow"),
        pytest.param(dataclasses.replace(CHOICE, seconds=-5), "seconds", "out_of_range", id="negative-time"),
        pytest.param(dataclasses.replace(CHOICE, points=-1), "points", "out_of_range", id="negative-points"),
        pytest.param(dataclasses.replace(CHOICE, points=10001), "points", "out_of_range", id="many-points"),
        pytest.param(dataclasses.replace(CHOICE, right=()), "right", "nothing_right", id="nothing-right"),
        pytest.param(dataclasses.replace(CHOICE, right=(3,)), "right", "bad_right", id="right-too-big"),
        pytest.param(dataclasses.replace(CHOICE, right=(-1,)), "right", "bad_right", id="right-negative"),
        pytest.param(dataclasses.replace(CHOICE, right=(0, 0)), "right", "bad_right", id="right-twice"),
        pytest.param(
            dataclasses.replace(CHOICE, right=(1, 0), select=Select.ALL),
            "right",
            "bad_right",
            id="right-descending",
        ),
        pytest.param(dataclasses.replace(CHOICE, right=(0, 1)), "right", "several_right", id="one-of-two"),
        pytest.param(
            dataclasses.replace(CHOICE, right=(0, 1, 2), select=Select.ALL),
            "right",
            "all_right",
            id="all-right",
        ),
        pytest.param(
            dataclasses.replace(CHOICE, options=("a", "b", "")), "options.2", "empty", id="empty-option"
        ),
        pytest.param(
            dataclasses.replace(CHOICE, options=("a", "b" * 201)), "options.1", "bad_text", id="long-option"
        ),
        pytest.param(
            dataclasses.replace(CHOICE, options=("a",), right=(0,)), "options", "wrong_number", id="one"
        ),
        pytest.param(
            dataclasses.replace(CHOICE, options=tuple("abcdefghi")),
            "options",
            "wrong_number",
            id="nine-options",
        ),
        pytest.param(dataclasses.replace(TEXT, accepted=()), "accepted", "nothing_accepted", id="no-answer"),
        pytest.param(
            dataclasses.replace(TEXT, accepted=("a", " ")), "accepted.1", "empty", id="empty-answer"
        ),
        pytest.param(
            dataclasses.replace(TEXT, accepted=("a",) * 51), "accepted", "too_many", id="many-answers"
        ),
        pytest.param(dataclasses.replace(NUMERIC, low=3), "low", "reversed", id="reversed"),
        pytest.param(dataclasses.replace(NUMERIC, high=math.inf), "low", "not_finite", id="infinite"),
        pytest.param(dataclasses.replace(NUMERIC, low=math.nan), "low", "not_finite", id="nan"),
        pytest.param(dataclasses.replace(NUMERIC, nearness=-1.0), "nearness", "out_of_range", id="nearness"),
        pytest.param(
            dataclasses.replace(NUMERIC, nearness=math.nan), "nearness", "out_of_range", id="nan-near"
        ),
        pytest.param(dataclasses.replace(ORDER, items=("a", "a")), "items.1", "duplicate", id="equal-items"),
        pytest.param(dataclasses.replace(ORDER, items=("a",)), "items", "wrong_number", id="one-item"),
        pytest.param(
            dataclasses.replace(POLL, options=("a",)), "options", "wrong_number", id="one-poll-option"
        ),
        pytest.param(dataclasses.replace(POLL, points=5), "points", "no_points", id="points-for-a-poll"),
        pytest.param(Slide(text=""), "text", "empty", id="empty-slide"),
    ],
)
def test_a_fault_of_a_question_is_found_where_it_is(question: Question, field: str, code: str) -> None:
    assert problems(CHOICE, question) == [(1, field, code)]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(dataclasses.replace(CHOICE, seconds=0), id="untimed"),
        pytest.param(dataclasses.replace(CHOICE, seconds=5, points=0), id="quick-and-worthless"),
        pytest.param(dataclasses.replace(CHOICE, seconds=3600, points=10000), id="slow-and-precious"),
        pytest.param(dataclasses.replace(CHOICE, right=(0, 1, 2), select=Select.ANY), id="any-of-all"),
        pytest.param(dataclasses.replace(CHOICE, right=(1,), select=Select.ALL), id="all-of-one"),
        pytest.param(dataclasses.replace(CHOICE, options=("list", "List", "LIST")), id="case-differs"),
        pytest.param(dataclasses.replace(NUMERIC, low=2), id="one-value"),
    ],
)
def test_the_edges_of_the_rules_are_allowed(question: Question) -> None:
    assert problems(question) == []


def test_every_fault_is_reported_at_once() -> None:
    found = problems(
        dataclasses.replace(CHOICE, text="", right=()), dataclasses.replace(ORDER, seconds=1), title=""
    )

    assert found == [
        (None, "title", "empty"),
        (0, "text", "empty"),
        (0, "right", "nothing_right"),
        (1, "seconds", "out_of_range"),
    ]


def test_a_problem_says_what_to_write() -> None:
    [problem] = check_quiz(quiz(dataclasses.replace(CHOICE, seconds=4)))[1]

    assert problem == Problem(
        0, "seconds", "out_of_range", "The time is 4 seconds; use 5 to 3600, 0 for none."
    )
