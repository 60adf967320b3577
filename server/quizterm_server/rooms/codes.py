"""Join codes and shuffled orders: what chance decides about a session."""

import random

from quizterm.engine.asking import shuffled_size
from quizterm.protocol.messages import CODE_ALPHABET, CODE_LENGTH
from quizterm.quiz.model import Quiz
from quizterm.snapshot import Millis

REMEMBERED = Millis(24 * 60 * 60 * 1000)
"""How long a code is not given out again."""


class CodeBook:
    """Gives out join codes, none of them twice within a day."""

    def __init__(self, randomness: random.Random) -> None:
        self._randomness = randomness
        self._given: dict[str, Millis] = {}

    def fresh(self, now: Millis) -> str:
        """A code that no live or recent session has."""
        self._forget(now)
        while (code := self._draw()) in self._given:
            pass
        self._given[code] = now
        return code

    def keep(self, code: str, now: Millis) -> None:
        """Count the day in which `code` is not given out again from now on."""
        self._given.pop(code, None)
        self._given[code] = now

    def _draw(self) -> str:
        return "".join(self._randomness.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))

    def _forget(self, now: Millis) -> None:
        # Oldest first: every code that is kept anew moves to the end.
        while self._given:
            code = next(iter(self._given))
            if now - self._given[code] < REMEMBERED:
                return
            del self._given[code]


def draw_orders(quiz: Quiz, randomness: random.Random) -> tuple[tuple[int, ...], ...]:
    """A permutation for each shuffled question, all equally likely; empty for the others."""
    return tuple(_permutation(shuffled_size(question), randomness) for question in quiz.questions)


def _permutation(size: int, randomness: random.Random) -> tuple[int, ...]:
    return tuple(randomness.sample(range(size), size))
