"""Numbers as a teacher types them, and as they are shown again."""

import math
import re
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(\d{1,30}([.,]\d{0,30})?|[.,]\d{1,30})([eE][+-]?\d{1,3})?")
_WHOLE = re.compile(r"[+-]?\d{1,9}")


def read_number(text: str) -> float | None:
    """Read `3.5`, `3,5`, `1 000` or `2e3`; `None` if it is no finite number."""
    plain = "".join(text.split()).replace("−", "-")
    if _NUMBER.fullmatch(plain) is None:
        return None
    value = float(plain.replace(",", "."))
    return value if math.isfinite(value) else None


def read_whole(text: str) -> int | None:
    """Read a whole number; `None` if it is none."""
    plain = "".join(text.split())
    return int(plain) if _WHOLE.fullmatch(plain) else None


def number_text(value: float) -> str:
    """The shortest way to write a number that reads back the same."""
    if not math.isfinite(value):
        return str(value)
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def middle(low: float, high: float) -> float:
    """The number halfway, without what binary fractions would add to it."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return low
    return float((_exact(low) + _exact(high)) / 2)


def half_width(low: float, high: float) -> float:
    """How far both are from the middle."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return 0.0
    return float((_exact(high) - _exact(low)) / 2)


def around(value: float, tolerance: float) -> tuple[float, float]:
    """The numbers this far below and above a value."""
    return float(_exact(value) - _exact(tolerance)), float(_exact(value) + _exact(tolerance))


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))
