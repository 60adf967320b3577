"""How a quiz is practised."""

from dataclasses import replace
from random import Random

from quizterm.quiz.model import Choice, Quiz, Settings, Slide
from quizterm.quiz.pace import untimed
from quizterm_client.solo.course import shuffled
from tests.support.games import BREAK, DNS, LAYERS, PORT, PRIVATE

PORTS, LOW, NONE = replace(PORT, tags=("ports", "Old")), replace(DNS, tags=("old",)), LAYERS
QUIZ = Quiz(title="Test", questions=(PORTS, LOW, NONE))


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
