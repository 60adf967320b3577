"""How somebody who practises fares with each question, and which of them come again."""

from dataclasses import dataclass

from quizterm.quiz.model import UNGRADED, Question, Quiz
from quizterm.snapshot import Result


@dataclass(frozen=True, slots=True)
class Studied:
    """A question with what became of it."""

    place: int
    """In the quiz as it is practised, from 1."""
    question: Question
    tries: tuple[Result, ...]

    @property
    def right_at_once(self) -> bool:
        """Whether the first answer was right."""
        return bool(self.tries) and is_right(self.tries[0])

    @property
    def right(self) -> bool:
        """Whether the last answer was right."""
        return bool(self.tries) and is_right(self.tries[-1])


def is_right(result: Result) -> bool:
    """Whether nothing is left to be learned; a share of the points is not enough."""
    return result.credit is not None and result.credit >= 1


class Progress:
    """Counts in rounds: first the whole quiz, then again and again what was not right.

    Args:
        quiz: What is practised.
    """

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz
        self.before = 0
        """How many questions were in the rounds before this one."""
        self.round = 1
        """1 for the whole quiz, then what comes again."""
        self.asked = tuple(range(len(quiz.questions)))
        """The questions of this round, by index."""
        self.reached = 0
        """The question of this round that was shown last, from 1; 0 before the first one."""
        self.score = 0
        """Points of the first round."""
        self._tries: dict[int, list[Result]] = {}

    @property
    def again(self) -> bool:
        """Whether the questions of this round were asked before."""
        return self.round > 1

    @property
    def missing(self) -> tuple[int, ...]:
        """Questions of this round that were tried and are still not right."""
        return tuple(i for i in self.asked if self._failed(i))

    @property
    def studied(self) -> tuple[Studied, ...]:
        """Every question that can be right or wrong."""
        return tuple(
            Studied(place, question, tuple(self._tries.get(place - 1, ())))
            for place, question in enumerate(self.quiz.questions, 1)
            if question.kind not in UNGRADED
        )

    def note(self, place: int, result: Result) -> None:
        """Keep what the question at this place of the round brought, from 0."""
        self._tries.setdefault(self.asked[place], []).append(result)
        if not self.again:
            self.score += result.points

    def go_round(self) -> None:
        """Ask once more what is still not right."""
        self.before += len(self.asked)
        self.asked, self.round, self.reached = self.missing, self.round + 1, 0

    def start_over(self) -> None:
        """Begin with the whole quiz again."""
        self.before += len(self.asked)
        self.asked = tuple(range(len(self.quiz.questions)))
        self.round, self.reached, self.score = 1, 0, 0
        self._tries.clear()

    def _failed(self, index: int) -> bool:
        tries = self._tries.get(index, [])
        return any(one.credit is not None and not is_right(one) for one in tries[-1:])
