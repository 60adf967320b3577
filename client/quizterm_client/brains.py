"""How bots choose answers: pure, from a seed, and independent of the order in which options are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol, assert_never

from quizterm.quiz.answers import FALSE, TRUE, TRUE_FALSE_OPTIONS, Answer, Number, Ordered, Picked, Typed
from quizterm.quiz.model import Choice, Kind, Numeric, Order, Question, Quiz, Select, Text, TrueFalse
from quizterm.snapshot import Millis, QuestionView

UNHURRIED = 20_000
"""Milliseconds that a bot takes at most for a question without a deadline."""

QUICKEST = 700
"""Milliseconds in which nobody reads a question and answers it."""

_WORDS = (  # untranslated: what bots answer
    "blue",
    "seven",
    "Paris",
    "a cat",
    "Python",
    "no idea",
    "water",
    "gravity",
    "TCP",
    "Mozart",
)
_PHRASES = (  # untranslated: what bots answer
    "more examples",
    "a break",
    "it was fun",
    "slower, please",
    "all clear",
    "the demo",
    "coffee",
    "questions",
)
_ATTEMPTS_TO_BE_WRONG = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What a bot will answer, and how long it thinks first."""

    answer: Answer
    think: Millis


class Brain(Protocol):
    """Chooses answers."""

    def answer(self, rng: Random, question: int, item: QuestionView) -> Answer | None:
        """An answer that fits the question; `None` where nothing can be answered."""
        ...


class GuessingBrain:
    """Knows nothing but the question as players see it."""

    def answer(self, rng: Random, question: int, item: QuestionView) -> Answer | None:
        """A guess."""
        return guess(rng, item)


@dataclass(frozen=True, slots=True)
class KnowingBrain:
    """Knows the quiz, and answers rightly with a probability."""

    quiz: Quiz
    skill: float
    """From 0 (never right on purpose) to 1 (always right)."""

    def answer(self, rng: Random, question: int, item: QuestionView) -> Answer | None:
        """The right answer, or a guess that is another one where there is another one."""
        right = right_answer(self.quiz.questions[question], item)
        if right is None or rng.random() >= self.skill:
            return _guess_other(rng, item, right)
        return right


def plan(rng: Random, brain: Brain, question: int, item: QuestionView) -> Plan | None:
    """Choose an answer and a time to think, always within the deadline; `None` for a slide."""
    answer = brain.answer(rng, question, item)
    return None if answer is None else Plan(answer, think_time(rng, item.seconds))


def think_time(rng: Random, seconds: int) -> Millis:
    """Milliseconds that a person might take: mostly early, sometimes late, never in the last tenth."""
    longest = seconds * 900 if seconds else UNHURRIED
    quickest = min(QUICKEST, longest // 2)
    return Millis(quickest + round((longest - quickest) * rng.betavariate(1.8, 4.5)))


def guess(rng: Random, item: QuestionView) -> Answer | None:
    """Any answer that fits the question."""
    match item.kind:
        case Kind.CHOICE | Kind.POLL:
            return Picked(_pick(rng, item))
        case Kind.TRUE_FALSE:
            return Picked((rng.randrange(TRUE_FALSE_OPTIONS),))
        case Kind.TEXT:
            return Typed(rng.choice(_WORDS))
        case Kind.OPEN:
            return Typed(rng.choice(_PHRASES))
        case Kind.NUMERIC:
            return Number(float(rng.randrange(1, 1000)))
        case Kind.ORDER:
            return Ordered(tuple(_shuffled(rng, item.options)))
        case Kind.SLIDE:
            return None
        case _:
            assert_never(item.kind)


def right_answer(question: Question, item: QuestionView) -> Answer | None:
    """The right answer in the order shown; `None` where nothing is right or wrong."""
    match question:
        case Choice():
            shown = _places([question.options[index] for index in question.right], item.options)
            return Picked(tuple(sorted(shown if question.select is Select.ALL else shown[:1])))
        case TrueFalse():
            return Picked((TRUE if question.right else FALSE,))
        case Text():
            return Typed(question.accepted[0])
        case Numeric():
            return Number(_middle(question))
        case Order():
            return Ordered(tuple(_places(question.items, item.options)))
        case _:
            return None


def _guess_other(rng: Random, item: QuestionView, right: Answer | None) -> Answer | None:
    for _ in range(_ATTEMPTS_TO_BE_WRONG):
        answer = guess(rng, item)
        if answer != right:
            break
    return answer


def _pick(rng: Random, item: QuestionView) -> tuple[int, ...]:
    order = _shuffled(rng, item.options)
    several = item.several or (item.kind is Kind.CHOICE and item.select is Select.ALL)
    count = rng.randint(1, max(1, len(order) - 1)) if several else 1
    return tuple(sorted(order[:count]))


def _shuffled(rng: Random, options: Sequence[str]) -> list[int]:
    """Indexes in an order that depends on the texts and not on how they are shown."""
    indexes = sorted(range(len(options)), key=lambda index: options[index])
    rng.shuffle(indexes)
    return indexes


def _places(texts: Sequence[str], shown: Sequence[str]) -> list[int]:
    """Where these texts are shown; equal texts take one place each."""
    free = list(range(len(shown)))
    places = []
    for text in texts:
        place = next(index for index in free if shown[index] == text)
        free.remove(place)
        places.append(place)
    return places


def _middle(question: Numeric) -> float:
    return question.low + (question.high - question.low) / 2
