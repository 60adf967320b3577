"""How a quiz is practised: in which order, with or without a clock."""

from dataclasses import replace
from random import Random

from quizterm.quiz.model import Choice, Question, Quiz, Slide


def shuffled(quiz: Quiz, randomness: Random) -> Quiz:
    """The questions in another order, their options too; slides stay where they are."""
    others = [_mixed(question) for question in quiz.questions if not isinstance(question, Slide)]
    randomness.shuffle(others)
    following = iter(others)
    return replace(
        quiz,
        questions=tuple(one if isinstance(one, Slide) else next(following) for one in quiz.questions),
    )


def _mixed(question: Question) -> Question:
    return replace(question, shuffle=True) if isinstance(question, Choice) else question
