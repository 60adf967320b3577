"""A long quiz of short questions of every kind."""

from random import Random

from quizterm.quiz.model import (
    Choice,
    Numeric,
    Order,
    Poll,
    Question,
    Quiz,
    Scoring,
    Settings,
    Text,
    TrueFalse,
)

_OPTIONS = ("red", "green", "blue", "white")
_ITEMS = ("one", "two", "three")


def varied_quiz(rng: Random, questions: int, seconds: int) -> Quiz:
    """A quiz whose questions open at once and take `seconds` at most.

    Args:
        rng: Decides the kinds, the keys and how answers are scored.
        questions: How many.
        seconds: Time to answer.
    """
    scoring = rng.choice((Scoring.SPEED, Scoring.SPEED, Scoring.ACCURACY))
    return Quiz(
        title="Chaos",
        questions=tuple(_question(rng, number, seconds) for number in range(questions)),
        settings=Settings(reading_seconds=0, scoring=scoring),
    )


def _question(rng: Random, number: int, seconds: int) -> Question:
    text = f"Question {number}"
    right = rng.randrange(len(_OPTIONS))
    return rng.choice(
        (
            Choice(text=text, seconds=seconds, options=_OPTIONS, right=(right,), shuffle=True),
            Choice(text=text, seconds=seconds, options=_OPTIONS, right=(right,)),
            TrueFalse(text=text, seconds=seconds, right=right % 2 == 0),
            Text(text=text, seconds=seconds, accepted=("Paris", "seven")),
            Numeric(text=text, seconds=seconds, low=100, high=500, nearness=200),
            Order(text=text, seconds=seconds, items=_ITEMS),
            Poll(text=text, seconds=seconds, options=_OPTIONS),
        )
    )
