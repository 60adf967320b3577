"""What a quiz is made of, in figures."""

from quizterm.formats import parse_quiz
from quizterm.quiz.measuring import Longest, measure
from quizterm.quiz.model import Kind

QUIZ = parse_quiz("""\
quizterm: 1
title: T
questions:
  - ask: One?
    options: [a, right: bb, right: c]
    tags: [x, y]
    explain: Because.
  - ask: Two, please?
    options: [right: a, b]
    shuffle: true
    points: 50
    tags: [x]
  - ask: Three?
    answer: false
  - ask: Four?
    poll: [a, long option]
  - slide: Five
  - ask: Six?
    answer: [word, words]
    code: print()
""")


def test_everything_is_counted() -> None:
    found = measure(QUIZ)

    assert found.questions == 6
    assert next(iter(found.kinds.items())) == (Kind.CHOICE, 2)
    assert found.tags == {"x": 2, "y": 1}
    assert (found.graded, found.points, found.explained) == (4, 3050, 1)


def test_places_of_right_options_are_counted_where_they_are_not_shuffled() -> None:
    found = measure(QUIZ)

    assert found.right_places == {0: 0, 1: 1, 2: 1}
    assert found.right_statements == {False: 1}


def test_the_longest_text_of_each_kind_is_named() -> None:
    assert measure(QUIZ).longest == (
        Longest("text", 1, 12),
        Longest("options", 3, 11),
        Longest("explanation", 0, 8),
        Longest("accepted", 5, 5),
        Longest("code", 5, 7),
    )
