"""Whatever a file holds: it is a quiz, or a list of problems, and never a crash."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.formats import QuizFileError, parse_quiz
from quizterm.quiz.samples import sample_names, sample_text


@given(st.text(max_size=200))
def test_any_text_is_a_quiz_or_a_list_of_problems(text: str) -> None:
    _never_crashes(text)


SCRAPS = (
    *(
        "quizterm: 1\n",
        "title: T\n",
        "questions:\n",
        "  - ask: x\n",
        "    answer: ",
        "true\n",
        "    options:\n",
    ),
    *(
        "- ",
        ": ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a ",
        "!!str ",
        "|\n",
        ">-\n",
        "'",
        '"',
        "\\x",
        "\\u12",
        "\\U00110000",
    ),
    *(
        "%YAML 9.9\n",
        "---\n",
        "...\n",
        "\t",
        "  ",
        "\n",
        "#",
        "? ",
        ", ",
        "right: ",
        "%TAG ! x\n",
        "!<",
        "%25",
    ),
    *("\ud800", "\x85", "\u2028", "\ufeff", "\u00a0", "\u200b", "1e9", "-", "ask:", "answer", " = ", " #"),
)
"""Pieces that YAML scanners stumble over."""


@given(st.lists(st.sampled_from(SCRAPS)).map("".join))
def test_any_heap_of_yaml_is_a_quiz_or_a_list_of_problems(text: str) -> None:
    _never_crashes(text)


@pytest.mark.parametrize("name", sample_names())
@given(seed=st.integers(0, 2**32))
def test_a_damaged_sample_is_a_quiz_or_a_list_of_problems(name: str, seed: int) -> None:
    chance = random.Random(seed)
    text = sample_text(name)[: chance.randrange(50, 900)]
    for _ in range(3):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice("\n\t:-[]{}'\"#*&!|>%@` 0") + text[at + chance.randrange(3) :]
    _never_crashes(text)


def _never_crashes(text: str) -> None:
    try:
        quiz = parse_quiz(text)
    except QuizFileError as error:
        told = error.problems
        quiz = None
    else:
        told = []
    assert bool(quiz) != bool(told)
