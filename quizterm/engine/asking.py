"""How a question is asked in one session: what is shown in which order, and what is then right."""

from dataclasses import replace
from typing import assert_never

from quizterm.engine.state import Round
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.quiz.answers import FALSE, TRUE, Key, RightOptions, RightOrder, RightRange, RightTexts
from quizterm.quiz.model import Choice, Numeric, Open, Order, Poll, Question, Select, Slide, Text, TrueFalse


def prepare(question: Question, order: tuple[int, ...]) -> Round:
    """Lay out a question for one session.

    Args:
        question: As the author wrote it.
        order: A permutation of its options or items; empty keeps the author's order. The items of an
            `order` question are sorted by text first, so that what is shown says nothing about the key.
    """
    match question:
        case Choice():
            shown = _permuted(question.options, order)
            right = tuple(
                i for i, source in enumerate(order or range(len(shown))) if source in question.right
            )
            return Round(question=question, shown=shown, key=RightOptions(right))
        case Order():
            shown = _permuted(tuple(sorted(question.items)), order)
            return Round(question=question, shown=shown, key=RightOrder(_positions(question.items, shown)))
        case TrueFalse():
            key = RightOptions((TRUE if question.right else FALSE,))
            return Round(question=question, shown=(), key=key)
        case Text():
            return Round(question=question, shown=(), key=RightTexts(question.accepted))
        case Numeric():
            return Round(question=question, shown=(), key=RightRange(question.low, question.high))
        case Poll():
            return Round(question=question, shown=question.options, key=None)
        case Open() | Slide():
            return Round(question=question, shown=(), key=None)
        case _:
            assert_never(question)


def shuffled_size(question: Question) -> int:
    """How many options or items a permutation for this question must have; 0 if it is not shuffled."""
    match question:
        case Choice(shuffle=True):
            return len(question.options)
        case Order():
            return len(question.items)
        case _:
            return 0


def check_key(asked: Round, key: Key) -> None:
    """See whether a corrected key fits the question.

    Raises:
        Refusal: `bad_key`, and why.
    """
    match asked.question, key:
        case Choice() as question, RightOptions(options):
            _check_options(options, len(asked.shown))
            if question.select is Select.ONE and len(options) != 1:
                raise _bad_key(N_("Name exactly one right option."))
            if question.select is Select.ALL and len(options) == len(asked.shown):
                raise _bad_key(N_("Leave at least one option wrong."))
        case TrueFalse(), RightOptions(options):
            if options not in ((TRUE,), (FALSE,)):
                raise _bad_key(N_("Say whether it is true or false."))
        case Text(), RightTexts(accepted):
            if not accepted or not all(map(str.strip, accepted)):
                raise _bad_key(N_("Give at least one accepted answer."))
        case Numeric(), RightRange(low, high):
            if low > high:
                raise _bad_key(N_("The lower end must not be above the upper end."))
        case Order(), RightOrder(items):
            if sorted(items) != list(range(len(asked.shown))):
                raise _bad_key(N_("Name every item once."))
        case _:
            raise _bad_key(N_("This question has another kind of key."))


def with_key(question: Question, key: Key) -> Question:
    """The question with what its kind needs to grade by a corrected key."""
    match question, key:
        case Text(), RightTexts(accepted):
            return replace(question, accepted=accepted)
        case Numeric(), RightRange(low, high):
            return replace(question, low=low, high=high)
        case _:
            return question


def _check_options(options: tuple[int, ...], count: int) -> None:
    if not options or list(options) != sorted(set(options)) or options[0] < 0 or options[-1] >= count:
        raise _bad_key(N_("Name options that exist, each once, in order."))


def _bad_key(message: str) -> Refusal:
    return Refusal(ErrorCode.BAD_KEY, message)


def _permuted(texts: tuple[str, ...], order: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(texts[source] for source in order) if order else texts


def _positions(items: tuple[str, ...], shown: tuple[str, ...]) -> tuple[int, ...]:
    place = {text: index for index, text in enumerate(shown)}
    return tuple(place[item] for item in items)
