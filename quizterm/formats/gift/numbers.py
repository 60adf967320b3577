"""Numbers with a tolerance, exactly as they are written."""

import re
from decimal import Context, Decimal

from quizterm.formats.gift.tree import Broken
from quizterm.language import N_
from quizterm.text import plain_number

_LONGEST = 60
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?"
_SINGLE = re.compile(_NUMBER)
_RANGE = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})")
_AROUND = re.compile(rf"({_NUMBER})\s*:\s*({_NUMBER})")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_EXACT = Context(prec=60, traps=[])


def measured(written: str) -> tuple[float, float]:
    """Read `value`, `value:tolerance` or `low..high` as the smallest and the largest right value.

    Raises:
        Broken: It is none of them.
    """
    text = written.replace("\N{MINUS SIGN}", "-")
    if len(text) <= _LONGEST:
        if _SINGLE.fullmatch(text):
            return float(text), float(text)
        if found := _RANGE.fullmatch(text):
            return float(found[1]), float(found[2])
        if found := _AROUND.fullmatch(text):
            value, tolerance = Decimal(found[1]), Decimal(found[2])
            return float(_EXACT.subtract(value, tolerance)), float(_EXACT.add(value, tolerance))
    raise Broken("not_a_number", _advice(text))


def range_text(low: float, high: float) -> str:
    """Write a range so that it is read as the same range."""
    if low == high:
        return plain_number(low)
    ends = Decimal(repr(low)), Decimal(repr(high))
    value = _EXACT.divide(_EXACT.add(*ends), Decimal(2))
    around = f"{_decimal(value)}:{_decimal(_EXACT.subtract(ends[1], value))}"
    found = _AROUND.fullmatch(around)
    if found and len(around) <= _LONGEST and measured(around) == (low, high):
        return around
    return f"{plain_number(low)}..{plain_number(high)}"


def _decimal(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _advice(text: str) -> str:
    if not text:
        return N_("No number is given after “#”; write one, as in {example}.").format(example="{#1822:5}")
    if _COMMA.search(text[:_LONGEST]):
        return N_("“{text}” has a decimal comma; GIFT wants a point, as in {example}.").format(
            text=text[:30], example="{#3.14:0.01}"
        )
    return N_("“{text}” is no number; write a value, value:tolerance or low..high.").format(text=text[:30])
