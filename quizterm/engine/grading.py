"""Whether an answer fits its question, and which share of it is right."""

from typing import assert_never

from quizterm.engine.state import Round
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.quiz.answers import (
    TRUE_FALSE_OPTIONS,
    Answer,
    Number,
    Ordered,
    Picked,
    RightOptions,
    RightOrder,
    RightRange,
    Typed,
)
from quizterm.quiz.matching import matches
from quizterm.quiz.model import Choice, Numeric, Open, Order, Poll, Select, Slide, Text, TrueFalse


def check_answer(asked: Round, answer: Answer) -> None:
    """See whether an answer has the shape that the question wants.

    Raises:
        Refusal: `bad_answer`, and what is wanted.
    """
    match asked.question:
        case Choice() as question:
            _check_picks(answer, len(asked.shown), several=question.select is Select.ALL)
        case TrueFalse():
            _check_picks(answer, TRUE_FALSE_OPTIONS, several=False)
        case Poll() as poll:
            _check_picks(answer, len(asked.shown), several=poll.several)
        case Text() | Open():
            if not isinstance(answer, Typed) or not answer.text.strip():
                raise _bad_answer(N_("Type a few words."))
        case Numeric():
            if not isinstance(answer, Number):
                raise _bad_answer(N_("Type a number."))
        case Order():
            if not isinstance(answer, Ordered) or sorted(answer.items) != list(range(len(asked.shown))):
                raise _bad_answer(N_("Put every item in its place, each once."))
        case Slide():
            raise _bad_answer(N_("There is nothing to answer here."))
        case _:
            assert_never(asked.question)


def credit(asked: Round, answer: Answer) -> float:
    """The share of an answer that is right, from 0 to 1.

    For a `choice` that wants all right options the share is x/r - y/w, not below 0, with x of the r right
    and y of the w wrong options picked. Picking everything, or blindly any fixed number, earns nothing on
    average before the floor, so that guessing wide does not pay.
    """
    match asked.key, answer:
        case RightOptions(right), Picked(options):
            return _picked_credit(asked, frozenset(right), frozenset(options))
        case RightRange(low, high), Number(value):
            return _number_credit(asked, max(low - value, value - high, 0.0))
        case RightOrder(right), Ordered(items):
            return float(items == right)
        case _, Typed(text) if isinstance(asked.question, Text):
            return float(matches(asked.question, text))
        case _:
            return 0.0


def _picked_credit(asked: Round, right: frozenset[int], picked: frozenset[int]) -> float:
    question = asked.question
    if not isinstance(question, Choice) or question.select is not Select.ALL:
        return float(picked <= right)
    hits, misses = len(picked & right), len(picked - right)
    wrong = len(asked.shown) - len(right)
    return max(0.0, hits / len(right) - (misses / wrong if wrong else 0.0))


def _number_credit(asked: Round, distance: float) -> float:
    if distance == 0.0:
        return 1.0
    nearness = asked.question.nearness if isinstance(asked.question, Numeric) else 0.0
    return max(0.0, 1.0 - distance / nearness) if nearness > 0.0 else 0.0


def _check_picks(answer: Answer, count: int, *, several: bool) -> None:
    if not isinstance(answer, Picked):
        raise _bad_answer(N_("Pick an option."))
    picks = answer.options
    if len(picks) == 1 and 0 <= picks[0] < count:
        return
    if not picks or len(set(picks)) != len(picks) or not all(0 <= pick < count for pick in picks):
        raise _bad_answer(N_("Pick options that are on the screen, each once."))
    if not several and len(picks) != 1:
        raise _bad_answer(N_("Pick one option."))


def _bad_answer(message: str) -> Refusal:
    return Refusal(ErrorCode.BAD_ANSWER, message)
