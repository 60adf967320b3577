"""In which order shuffled options and items are shown."""

from collections.abc import Sequence
from random import Random

from quizterm.engine.asking import shuffled_size
from quizterm.quiz.model import Question


def draw_orders(questions: Sequence[Question], randomness: Random) -> tuple[tuple[int, ...], ...]:
    """A permutation for each shuffled question, all equally likely; empty for the others."""
    return tuple(_permutation(shuffled_size(question), randomness) for question in questions)


def _permutation(size: int, randomness: Random) -> tuple[int, ...]:
    return tuple(randomness.sample(range(size), size))
