"""Whole numbers as a teacher types them, and ranges as a value and what it may be off."""

import math
import re
from decimal import Decimal

_WHOLE = re.compile(r"[+-]?\d{1,9}")


def read_whole(text: str) -> int | None:
    """Read a whole number; `None` if it is none."""
    plain = "".join(text.split())
    return int(plain) if _WHOLE.fullmatch(plain) else None


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
