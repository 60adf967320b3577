"""Texts that are too long, whatever format they come from."""

from quizterm.quiz.model import Choice
from quizterm.text import OPTION_LIMIT, QUESTION_LIMIT
from tests.support.damage import harvested

STORY = "Once upon a time there was a long story. " * 20


def test_a_long_question_keeps_what_it_asks_and_the_rest_stands_below() -> None:
    harvest = harvested("gift", f"{STORY}Who was it? {{=a ~b}}".encode())

    (question,) = harvest.questions
    assert question.text == "Who was it?"
    assert question.code is not None
    assert " ".join(question.code.text.split()) == STORY.strip()
    assert [note.code for note in harvest.notes] == ["long_text"]


def test_a_long_option_is_shortened_and_stands_below_in_full() -> None:
    long = "x" * (OPTION_LIMIT + 1)

    harvest = harvested("aiken", f"Which?\nA) {long}\nB) b\nANSWER: B\n".encode())

    (question,) = harvest.questions
    assert isinstance(question, Choice)
    assert question.options[0] == long[: OPTION_LIMIT - 1] + "…"
    assert question.code is not None
    assert long in question.code.text


def test_what_fits_nowhere_is_left_out() -> None:
    harvest = harvested("gift", f"{'x' * (QUESTION_LIMIT + 1)} {{T}}".encode())

    assert (harvest.read, harvest.through) == (1, 0)
