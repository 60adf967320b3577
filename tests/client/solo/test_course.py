"""What is practised, and in which order."""

from dataclasses import replace
from random import Random

import pytest

from quizterm.quiz.model import Choice, Quiz, Settings, Slide
from quizterm_client.solo.course import UnknownTag, only, shuffled, untimed
from tests.support.games import BREAK, DNS, LAYERS, PORT, PRIVATE

PORTS, LOW, NONE = replace(PORT, tags=("ports", "Old")), replace(DNS, tags=("old",)), LAYERS
QUIZ = Quiz(title="Test", questions=(PORTS, LOW, NONE))


def test_only_what_has_one_of_the_tags_is_taken_in_the_order_of_the_quiz() -> None:
    assert only(QUIZ, ["ports"]).questions == (PORTS,)
    assert only(QUIZ, [" OLD "]).questions == (PORTS, LOW)
    assert only(QUIZ, ["old", "ports"]).questions == (PORTS, LOW)
    assert only(QUIZ, []) == QUIZ


@pytest.mark.parametrize(
    ("quiz", "sentence"),
    [
        (QUIZ, "No question has the tag “new”; the tags of this quiz are old, ports."),
        (
            Quiz(title="Bare", questions=(PORT,)),
            "No question has the tag “new”: this quiz has no tags. Leave out --only.",
        ),
    ],
)
def test_an_unknown_tag_is_told_with_those_there_are(quiz: Quiz, sentence: str) -> None:
    with pytest.raises(UnknownTag) as problem:
        only(quiz, ["new"])

    assert str(problem.value) == sentence


def test_shuffling_keeps_every_question_and_the_slides_in_their_places() -> None:
    hello = Slide(text="Hello")
    quiz = Quiz(title="Test", questions=(hello, PORT, DNS, BREAK, LAYERS, PRIVATE))

    orders = {shuffled(quiz, Random(seed)).questions for seed in range(20)}

    assert len(orders) > 10
    for questions in orders:
        assert (questions[0], questions[3]) == (hello, BREAK)
        assert {one.text for one in questions} == {one.text for one in quiz.questions}
        assert all(one.shuffle for one in questions if isinstance(one, Choice))
    assert shuffled(quiz, Random(3)) == shuffled(quiz, Random(3))


def test_without_a_clock_nothing_has_a_deadline() -> None:
    quiz = untimed(replace(QUIZ, settings=Settings(reading_seconds=5)))

    assert quiz.settings.reading_seconds == 0
    assert {question.seconds for question in quiz.questions} == {0}
