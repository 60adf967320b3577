"""Questions that are dictated: what is typed shows how they are answered."""

import pytest

from quizterm.formats.dictation import dictated, in_order, is_unmarked
from quizterm.quiz.model import Choice, Numeric, Open, Order, Poll, Question, Select, Text, TrueFalse


@pytest.mark.parametrize(
    ("lines", "question"),
    [
        ([], Open(text="Q")),
        (["true"], TrueFalse(text="Q", right=True)),
        (["*False"], TrueFalse(text="Q", right=False)),
        (["42"], Numeric(text="Q", low=42, high=42)),
        (["-0.5"], Numeric(text="Q", low=-0.5, high=-0.5)),
        (["3.14 +- 0.01"], Numeric(text="Q", low=3.13, high=3.15)),
        (["88±2"], Numeric(text="Q", low=86, high=90)),
        (["007 Bond"], Text(text="Q", accepted=("007 Bond",))),
        (["Paris / Paname / Paris"], Text(text="Q", accepted=("Paris", "Paname"))),
        (["and/or"], Text(text="Q", accepted=("and/or",))),
        (["*"], Text(text="Q", accepted=("*",))),
        (["a", "* b", "c"], Choice(text="Q", options=("a", "b", "c"), right=(1,))),
        (["*a", "*b", "c"], Choice(text="Q", options=("a", "b", "c"), right=(0, 1), select=Select.ALL)),
        (["a", "b"], Poll(text="Q", options=("a", "b"))),
    ],
)
def test_what_is_typed_shows_the_kind(lines: list[str], question: Question) -> None:
    assert dictated("Q", lines) == question


def test_an_order_is_made_of_lines_as_they_come() -> None:
    assert in_order("Q", ["b", "a"], "Why") == Order(text="Q", items=("b", "a"), explanation="Why")


def test_options_without_a_mark_are_told_from_an_answer() -> None:
    assert is_unmarked(["a", "b"])
    assert not is_unmarked(["a", "*b"])
    assert not is_unmarked(["a"])
