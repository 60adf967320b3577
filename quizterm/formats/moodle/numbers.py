"""Numbers as Moodle writes them, kept exact between what is read and what is written."""

import re
from decimal import Context, Decimal

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,400}(?:[.,][0-9]{0,400})?|[.,][0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?")
_EXACT = Context(prec=2000)
"""More digits than the sum of any two numbers of a computer has."""


def number(text: str) -> Decimal | None:
    """Read a number, with a point or a comma before its decimals; `None` if it is none."""
    found = _NUMBER.fullmatch("".join(text.split()).replace("−", "-"))
    return Decimal(found[0].replace(",", ".")) if found else None


def around(value: Decimal, tolerance: Decimal) -> tuple[float, float]:
    """Give the smallest and the largest number that is within a tolerance of a value."""
    width = tolerance.copy_abs()
    return float(_EXACT.subtract(value, width)), float(_EXACT.add(value, width))


def middle(low: float, high: float) -> tuple[str, str]:
    """Write the value and the tolerance that `around` makes these two of."""
    smallest, largest = Decimal(repr(low)), Decimal(repr(high))
    value = _EXACT.divide(_EXACT.add(smallest, largest), Decimal(2))
    tolerance = _EXACT.divide(_EXACT.subtract(largest, smallest), Decimal(2))
    return _written(value), _written(tolerance)


def percent(text: str) -> float:
    """Read how much an answer earns; nothing if it is no number."""
    found = number(text)
    return float(found) if found is not None else 0.0


def share(parts: int) -> str:
    """Write an equal share of all marks, in percent and as Moodle rounds it."""
    return f"{100 / parts:.5f}".rstrip("0").rstrip(".") if parts else "0"


def written(whole: int, by: int) -> str:
    """Write how many times one number goes into another."""
    return _written(Decimal(whole) / Decimal(by))


def _written(value: Decimal) -> str:
    short = value.normalize(_EXACT)
    plain = f"{short:f}"
    return plain if len(plain) <= 30 else str(short)
