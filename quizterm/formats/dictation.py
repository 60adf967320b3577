"""Questions as they are dictated: a text, and lines from which it shows how it is answered."""

import re
from collections.abc import Sequence
from decimal import Decimal

from quizterm.quiz.model import Choice, Numeric, Open, Order, Poll, Question, Select, Text, TrueFalse

RIGHT = "*"
"""Stands before an option that is right."""

_NUMBER = re.compile(
    r"(?P<value>[+-]?\d{1,15}(?:\.\d{1,15})?)(?:\s*(?:±|\+/?-)\s*(?P<width>\d{1,15}(?:\.\d{1,15})?))?"
)
_TRUTH = {"true": True, "false": False}


def dictated(text: str, lines: Sequence[str], explanation: str = "") -> Question:
    """Understand a question.

    No line makes an open question, one line an answer: true, false, a number, or words, in several spellings
    with a slash between spaces. Several lines are options; without a right one they make a poll.
    """
    marked = [_marked(line) for line in lines]
    if not marked:
        return Open(text=text, explanation=explanation)
    if len(marked) == 1:
        return _answered(text, marked[0][0], explanation)
    options = tuple(option for option, _ in marked)
    right = tuple(place for place, (_, is_right) in enumerate(marked) if is_right)
    if not right:
        return Poll(text=text, explanation=explanation, options=options)
    select = Select.ALL if len(right) > 1 else Select.ONE
    return Choice(text=text, explanation=explanation, options=options, right=right, select=select)


def in_order(text: str, items: Sequence[str], explanation: str = "") -> Question:
    """Make a question about an order of lines that were dictated in the right one."""
    return Order(text=text, explanation=explanation, items=tuple(items))


def is_unmarked(lines: Sequence[str]) -> bool:
    """Tell whether lines are options of which none is marked as right."""
    return len(lines) > 1 and not any(is_right for _, is_right in map(_marked, lines))


def _marked(line: str) -> tuple[str, bool]:
    stripped = line.strip()
    is_right = stripped.startswith(RIGHT) and len(stripped) > 1
    return (stripped[1:].strip() if is_right else stripped), is_right


def _answered(text: str, answer: str, explanation: str) -> Question:
    if answer.lower() in _TRUTH:
        return TrueFalse(text=text, explanation=explanation, right=_TRUTH[answer.lower()])
    if found := _NUMBER.fullmatch(answer):
        value, width = Decimal(found["value"]), Decimal(found["width"] or 0)
        return Numeric(
            text=text, explanation=explanation, low=float(value - width), high=float(value + width)
        )
    spellings = tuple(dict.fromkeys(one.strip() for one in answer.split(" / ")))
    return Text(text=text, explanation=explanation, accepted=spellings)
