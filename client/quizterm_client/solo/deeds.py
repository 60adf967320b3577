"""What a made-up player does with a question: answers rightly, wrongly, or not at all."""

from enum import StrEnum
from typing import assert_never

from quizterm.language import N_, _
from quizterm.quiz.answers import FALSE, TRUE, Answer, Number, Ordered, Picked, Typed
from quizterm.quiz.matching import matches
from quizterm.quiz.model import Choice, Numeric, Open, Order, Poll, Question, Select, Slide, Text, TrueFalse
from quizterm.snapshot import QuestionView
from quizterm_client.brains import right_answer

_OPINION = N_("My own words")
_HUGE = 1e300
_MISTAKES = (N_("no idea"), N_("something else"), "42")


class Deed(StrEnum):
    """How a question is answered."""

    RIGHT = "right"
    WRONG = "wrong"
    NONE = "none"
    """Not in time."""


def deeds_for(question: Question) -> tuple[Deed, ...]:
    """What makes a difference for this question; where nothing is right or wrong, any answer will do."""
    match question:
        case Slide():
            return ()
        case Poll() | Open():
            return Deed.RIGHT, Deed.NONE
        case _:
            return tuple(Deed)


def answer_for(question: Question, item: QuestionView, deed: Deed) -> Answer | None:
    """An answer of that kind to a question as it is shown; `None` where there is none."""
    if deed is Deed.NONE:
        return None
    if isinstance(question, Poll | Open | Slide):
        return _opinion(question)
    right = _right(question, item)
    if right is None or deed is Deed.RIGHT:
        return right
    return _wrong(question, item, right)


def _right(question: Question, item: QuestionView) -> Answer | None:
    """The right answer; a question that is still being written may have none."""
    if isinstance(question, Text) and not question.accepted:
        return None
    if isinstance(question, Choice) and not (question.right and max(question.right) < len(question.options)):
        return None
    return right_answer(question, item)


def _opinion(question: Poll | Open | Slide) -> Answer | None:
    match question:
        case Poll():
            return Picked((0,)) if question.options else None
        case Open():
            return Typed(_(_OPINION))
        case Slide():
            return None
        case _:
            assert_never(question)


def _wrong(question: Question, item: QuestionView, right: Answer) -> Answer | None:
    match question:
        case Choice():
            return _wrong_option(question, item)
        case TrueFalse():
            return Picked((FALSE if question.right else TRUE,))
        case Text():
            return next((Typed(words) for words in map(_, _MISTAKES) if not matches(question, words)), None)
        case Numeric():
            away = max(1.0, question.nearness)
            return Number(question.high + away if question.high < _HUGE else question.low - away)
        case Order():
            shown = tuple(range(len(item.options)))
            return next((Ordered(order) for order in (shown, shown[::-1]) if Ordered(order) != right), None)
        case _:
            return None


def _wrong_option(question: Choice, item: QuestionView) -> Answer | None:
    """The first option that is shown and wrong; where all are wanted, most of the right ones are missing."""
    right = {question.options[index] for index in question.right}
    wrong = [place for place, text in enumerate(item.options) if text not in right]
    if wrong:
        return Picked((wrong[0],))
    few = question.select is Select.ALL and len(item.options) > 1
    return Picked((0,)) if few else None
