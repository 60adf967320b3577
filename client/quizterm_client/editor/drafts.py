"""New questions, and questions that become another kind."""

from typing import Any, assert_never

from quizterm.formats.native.document import Head
from quizterm.language import _
from quizterm.quiz.bounds import MAX_OPTIONS
from quizterm.quiz.model import (
    UNGRADED,
    UNTIMED,
    Choice,
    Kind,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Select,
    Slide,
    Text,
    TrueFalse,
)
from quizterm.text import plain_number
from quizterm_client.view.entry import read_number


def blank(kind: Kind, head: Head) -> Question:
    """A question of a kind that is still to be written."""
    return _of_kind(kind, _common("", kind, head), head, (), ())


def converted(question: Question, kind: Kind, head: Head) -> Question:
    """The question as another kind; what both have in common is kept."""
    if kind is question.kind:
        return question
    common = _common(question.text, kind, head)
    common |= {"code": question.code, "explanation": question.explanation, "tags": question.tags}
    if question.kind is not Kind.SLIDE and kind is not Kind.SLIDE:
        common["seconds"] = question.seconds
    if question.kind not in UNGRADED and kind not in UNGRADED:
        common["points"] = question.points
    return _of_kind(kind, common, head, _texts(question), _right(question))


def _common(text: str, kind: Kind, head: Head) -> dict[str, Any]:
    seconds = UNTIMED if kind is Kind.SLIDE else head.seconds
    points = 0 if kind in UNGRADED else head.points
    return {"text": text, "seconds": seconds, "points": points}


def _of_kind(
    kind: Kind, common: dict[str, Any], head: Head, texts: tuple[str, ...], right: tuple[int, ...]
) -> Question:
    options = texts[:MAX_OPTIONS]
    kept = tuple(index for index in right if index < MAX_OPTIONS)
    match kind:
        case Kind.CHOICE:
            select = Select.ALL if len(kept) > 1 else Select.ONE
            return Choice(**common, options=options, right=kept, select=select, shuffle=head.shuffle)
        case Kind.TRUE_FALSE:
            return TrueFalse(**common, right=True)
        case Kind.TEXT:
            return Text(**common, accepted=tuple(texts[index] for index in right))
        case Kind.NUMERIC:
            return _numeric(common, tuple(texts[index] for index in right))
        case Kind.ORDER:
            return Order(**common, items=options)
        case Kind.POLL:
            return Poll(**common, options=options)
        case Kind.OPEN:
            return Open(**common)
        case Kind.SLIDE:
            return Slide(**common)
        case _:
            assert_never(kind)


def _numeric(common: dict[str, Any], right: tuple[str, ...]) -> Numeric:
    values = [value for text in right if (value := read_number(text)) is not None]
    value = values[0] if values else 0.0
    return Numeric(**common, low=value, high=value)


def _texts(question: Question) -> tuple[str, ...]:
    """The texts that another kind can make options, items or answers of."""
    match question:
        case Choice() | Poll():
            return question.options
        case Order():
            return question.items
        case Text():
            return question.accepted
        case TrueFalse():
            return (_("True"), _("False"))
        case Numeric():
            return (plain_number(question.low),)
        case _:
            return ()


def _right(question: Question) -> tuple[int, ...]:
    """Which of the texts are right."""
    match question:
        case Choice():
            return question.right
        case Text():
            return tuple(range(len(question.accepted)))
        case TrueFalse():
            return (0,) if question.right else (1,)
        case Numeric():
            return (0,)
        case _:
            return ()
