"""`formatted`: one canonical form of a quiz file, in which nothing is lost."""

import re

import pytest
from hypothesis import given

from quizterm.formats import QuizFileError, parse_quiz
from quizterm.formats.native.document import Document
from quizterm.formats.native.formatting import formatted
from quizterm.formats.native.writing import written
from quizterm.quiz.model import Quiz
from quizterm.quiz.samples import sample_names, sample_text
from tests.formats.documents import BRACES, COMMENTS, FILE
from tests.formats.test_documented_examples import EXAMPLES, HEAD
from tests.support.quizzes import quizzes

UNTIDY = """\
%YAML 1.2
---
# A quiz of mine

title:   "Ports"
quizterm: 1      # the format

# for all
points: 500
seconds: 20
questions:


- answer: 22   # since 1995
  # asked every year
  ask: "Which port?"
  tags: []
- options:
    # first
    - right: 'b'
    - "right: c"    # not marked
    -   "true"
  pick: one
  tags: # words
    - x
    - y
  ask: |
    Which?
  shuffle: no
- range: [ 36.0, 37.50 ]
  ask: >-
    How
    warm?
  # last words

# The end
...
"""
TIDY = """\
# A quiz of mine

quizterm: 1  # the format
title: Ports
seconds: 20

# for all
points: 500
questions:
  # asked every year
  - ask: Which port?
    answer: 22  # since 1995

  - ask: Which?
    options:
      # first
      - right: b
      - 'right: c'  # not marked
      - 'true'
    pick: one
    shuffle: false
    tags: [x, y]  # words

  - ask: How warm?
    range: [36.0, 37.50]
# last words

# The end
"""


def test_an_untidy_file_is_made_tidy() -> None:
    assert formatted(UNTIDY) == TIDY
    assert parse_quiz(TIDY) == parse_quiz(UNTIDY)


@pytest.mark.parametrize(
    "text",
    [
        UNTIDY,
        FILE,
        BRACES,
        FILE.replace("\n", "\r\n"),
        "\ufeff" + FILE.rstrip(),
        *map(sample_text, sample_names()),
        *(example if example.startswith("quizterm") else HEAD + example for example in EXAMPLES),
    ],
)
def test_a_formatted_file_says_the_same_and_stays_as_it_is(text: str) -> None:
    once = formatted(text)

    assert parse_quiz(once) == parse_quiz(text)
    assert formatted(once) == once


@pytest.mark.parametrize("text", [FILE, FILE.replace("\n", "\r\n"), sample_text("every-kind")])
def test_every_comment_stays(text: str) -> None:
    comments = COMMENTS if "SSH first" in text else re.findall("# .*", text)

    assert [comment for comment in comments if comment.strip() not in formatted(text)] == []


def test_one_empty_line_stands_between_questions_and_between_comments() -> None:
    text = formatted(FILE)

    assert "questions:\n  # The easy ones\n\n  # SSH first\n  - ask:" in text
    assert "    shuffle: true\n\n  # numbers\n  - ask:" in text
    assert "    unit: bits\n\n  # A break\n  - ask:" in text


@pytest.mark.parametrize("name", ["arabic", "japanese", "general-knowledge"])
def test_a_tidy_sample_stays_as_it_is(name: str) -> None:
    assert formatted(sample_text(name)) == sample_text(name)


@given(quizzes)
def test_what_is_written_is_in_canonical_form(quiz: Quiz) -> None:
    assert formatted(written(quiz)) == written(quiz)


@given(quizzes)
def test_an_edited_file_can_be_formatted(quiz: Quiz) -> None:
    document = Document.parse(FILE).replaced(1, quiz.questions[0]).inserted(0, quiz.questions[-1])

    once = formatted(document.text())

    assert parse_quiz(once) == parse_quiz(document.text())
    assert formatted(once) == once


def test_a_file_with_problems_is_refused_with_all_of_them() -> None:
    with pytest.raises(QuizFileError) as refused:
        formatted("quizterm: 1\ntitle: T\nquestions:\n- ask: Q\n  secnds: 30\n- ask: R\n")

    assert [problem.code for problem in refused.value.problems] == ["no_kind", "unknown_field", "no_kind"]
