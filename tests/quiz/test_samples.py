"""The quizzes that are shipped with the package."""

import pytest

from quizterm.formats import read_sample
from quizterm.quiz.checking import check_quiz
from quizterm.quiz.matching import matches
from quizterm.quiz.model import Kind, Select, Text
from quizterm.quiz.samples import sample_names, sample_path, sample_text


def test_there_is_something_for_everybody() -> None:
    assert {"every-kind", "general-knowledge", "japanese", "long-texts", "networks", "python-code"} <= set(
        sample_names()
    )


@pytest.mark.parametrize("name", sample_names())
def test_a_sample_is_read_and_keeps_every_rule(name: str) -> None:
    quiz = read_sample(name)

    assert quiz.title
    assert quiz.language
    assert check_quiz(quiz) == (quiz, [])


@pytest.mark.parametrize("name", sample_names())
def test_a_sample_accepts_the_answers_it_shows(name: str) -> None:
    for question in read_sample(name).questions:
        if isinstance(question, Text):
            assert all(matches(question, accepted) for accepted in question.accepted)


def test_one_sample_has_every_kind_and_every_way_to_pick() -> None:
    questions = read_sample("every-kind").questions

    assert {question.kind for question in questions} == set(Kind)
    assert {getattr(question, "select", Select.ONE) for question in questions} == set(Select)
    assert any(question.points == 0 and question.kind is Kind.CHOICE for question in questions)
    assert any(question.seconds == 0 and question.kind is not Kind.SLIDE for question in questions)
    assert any(question.code for question in questions)


def test_one_sample_is_as_long_as_the_rules_allow() -> None:
    question = read_sample("long-texts").questions[0]

    assert len(question.text) == 500
    assert len(getattr(question, "options", ())) == 8


def test_an_unknown_sample_is_told_with_the_known_ones() -> None:
    with pytest.raises(LookupError, match="every-kind"):
        sample_path("../../secret")


def test_a_sample_can_be_shown_as_an_example_of_the_format() -> None:
    assert sample_text("networks").startswith("quizterm: 1\n")
