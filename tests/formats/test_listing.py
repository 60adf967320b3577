"""A quiz as text: everything that is in it, within the width, and nothing that is right in a handout."""

import pytest

from quizterm.formats import parse_quiz, read_sample
from quizterm.formats.json.writing import document
from quizterm.formats.listing import Look, listed, listed_question, without_answers
from quizterm.quiz.model import Choice, Numeric, Order, Poll, Quiz, Text
from quizterm.quiz.samples import sample_names
from quizterm.text import width

SAMPLES = pytest.mark.parametrize("quiz", [read_sample(name) for name in sample_names()], ids=sample_names())


def quiz_of(question: str) -> Quiz:
    return parse_quiz(f"quizterm: 1\ntitle: T\nquestions:\n- {question}\n")


def texts_of(quiz: Quiz) -> list[str]:
    texts = [quiz.title, quiz.description]
    for question in quiz.questions:
        texts += [
            question.text,
            question.explanation,
            question.code.text if question.code else "",
            *question.tags,
        ]
        texts += question.options if isinstance(question, Choice | Poll) else ()
        texts += question.items if isinstance(question, Order) else ()
        texts += question.accepted if isinstance(question, Text) else ()
        texts += [question.unit] if isinstance(question, Numeric) else ()
    return texts


@SAMPLES
@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_nothing_is_missing_and_no_line_is_too_wide(quiz: Quiz, columns: int) -> None:
    text = listed(quiz, Look(columns))

    assert max(map(width, text.split("\n"))) <= columns
    shown = "".join(text.replace("│", "").split())
    assert [one for one in texts_of(quiz) if "".join(one.split()) not in shown] == []


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("{ask: Q, options: [a, right: b]}", ["A a", "✓ B b"]),
        ("{ask: Q, answer: false}", ["A True", "✓ B False"]),
        ("{ask: Q, answer: [x, y], match_case: true}", ["✓ x", "✓ y", "capitals matter"]),
        (
            "{ask: Q, answer: 5, tolerance: 1, unit: m, nearness: 2.5}",
            ["✓ 4 to 6 m (up to 2.5 away earns a part)"],
        ),
        ("{ask: Q, order: [z, a]}", ["1. z", "2. a"]),
        ("{ask: Q, poll: [a, b], several: true}", ["A a", "B b", "a poll, several may be picked"]),
        ("{ask: Q, open: true, seconds: 0}", ["____________", "free words, no deadline"]),
        ("{slide: Q}", ["a slide"]),
    ],
)
def test_what_is_right_is_marked_where_it_stands(question: str, lines: list[str]) -> None:
    shown = listed_question(quiz_of(question), 0, Look())

    assert shown.startswith("  1. Q\n")
    assert [line for line in lines if line not in shown] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{ask: Q, options: [a, right: b], explain: x}", "{ask: Q, options: [right: a, b]}"),
        ("{ask: Q, options: [a, right: b, right: c]}", "{ask: Q, options: [right: a, right: b, c]}"),
        ("{ask: Q, answer: true}", "{ask: Q, answer: false}"),
        ("{ask: Q, answer: x, tags: [t]}", "{ask: Q, answer: [y, z]}"),
        ("{ask: Q, answer: 5}", "{ask: Q, range: [6, 7], nearness: 1}"),
        ("{ask: Q, order: [a, b, c]}", "{ask: Q, order: [c, a, b]}"),
    ],
)
def test_a_handout_is_the_same_whatever_is_right(one: str, other: str) -> None:
    handouts = [listed(quiz_of(question), Look(answers=False)) for question in (one, other)]
    documents = [without_answers(document(quiz_of(question))["questions"][0]) for question in (one, other)]

    assert handouts[0] == handouts[1]
    assert documents[0] == documents[1]
