"""A file with many mistakes tells them all, also behind places where it is no YAML."""

import pytest

from quizterm.formats import QuizFileError, parse_quiz
from quizterm.formats.native.outline import question_lines
from quizterm.formats.native.quiz import parse_with_places
from quizterm.formats.problems import Place

HEAD = "quizterm: 1\ntitle: T\nquestions:\n"
GOOD = "  - ask: Is it?\n    answer: true\n"

TEN_MISTAKES = """\
quizterm: 1
title: Networks: week 3
questions:
  - ask: Which port does SSH use?
    options: [21, 22, 80]
    secnds: 20
  - ask: Which of these: a or b?
    options:
      - right: a
  - ask: How many bits?
    answer: 128
    tolerance: some
    seconds: 3
  - ask: What does this print?
    code:
      pythn: print(1)
    answer: '1
  - ask:
    answer: true
  - ask: In order, please.
    order: [one, two, two]
"""


def told(text: str) -> list[tuple[int, str]]:
    with pytest.raises(QuizFileError) as caught:
        parse_quiz(text)
    return [(problem.line, problem.code) for problem in caught.value.problems]


def test_every_one_of_many_mistakes_is_told_at_once() -> None:
    assert told(TEN_MISTAKES) == [
        (2, "not_yaml"),
        (5, "nothing_right"),
        (6, "unknown_field"),
        (7, "not_yaml"),
        (9, "wrong_number"),
        (12, "wrong_type"),
        (13, "out_of_range"),
        (16, "unknown_language"),
        (17, "not_yaml"),
        (18, "empty"),
        (21, "duplicate"),
    ]


@pytest.mark.parametrize(
    "spoiled",
    [
        pytest.param("  - ask: Which: a or b?\n    answer: x\n", id="colon"),
        pytest.param("  - ask: 'Which\n    answer: x\n", id="open-quote"),
        pytest.param("  - ask: Which?\n    options: [a, right: b\n", id="open-bracket"),
        pytest.param("  - ask: Which?\n   answer: x\n", id="crooked"),
        pytest.param("  - ask: Which?\n\tanswer: x\n", id="tab"),
        pytest.param("  - ask: *args\n    answer: x\n", id="alias"),
        pytest.param("  - ask: a\x07b\n    answer: x\n", id="control-character"),
    ],
)
def test_a_question_that_cannot_be_read_hides_no_mistake_in_another(spoiled: str) -> None:
    before, after = "  - ask: x\n    answer: y\n    seconds: 1\n", "  - ask: x\n    anser: y\n"

    found = told(HEAD + before + spoiled + after)

    assert [found[0], found[-1]] == [(6, "out_of_range"), (10, "unknown_field")]
    assert len(found) == 3


def test_two_places_in_one_question_where_yaml_stumbles_are_both_told() -> None:
    assert told(HEAD + "  - ask: Which: a?\n    answer: b\n    explain: So: b\n    seconds: 1\n") == [
        (4, "not_yaml"),
        (6, "not_yaml"),
        (7, "out_of_range"),
    ]


def test_what_cannot_be_read_is_not_said_to_be_missing() -> None:
    assert told("quizterm: 1\ntitle: [T\nquestions:\n  - ask: {x\n") == [(2, "not_yaml"), (4, "not_yaml")]


def test_of_a_question_of_two_kinds_the_first_is_judged() -> None:
    body = "  - ask: Which?\n    answer: 3\n    tolerance: -1\n    poll: [a, b]\n"

    assert told(HEAD + body) == [(6, "out_of_range"), (7, "several_kinds")]


def test_the_lines_of_the_questions_are_known_in_a_broken_file() -> None:
    assert question_lines(TEN_MISTAKES) == [4, 7, 10, 14, 18, 20]
    assert question_lines("questions:\n- ask: |\n    - no\n\n- slide: x\ntitle: T\n- y\n") == [2, 5]


def test_everything_in_a_good_file_has_its_place() -> None:
    placed = parse_with_places(HEAD + GOOD + "  - ask: Which?\n    options: [a, right: b]\n")

    assert placed.where(None, "title") == Place(2, 8)
    assert placed.where(1, "text") == Place(6, 10)
    assert placed.where(1, "options.1") == Place(7, 18)
