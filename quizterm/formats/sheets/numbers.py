"""Numbers that are the answer to a question, as people write them."""

import re

_NUMBER = re.compile(
    r"[+\-−]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30}|\d{1,30},(?:\d{1,2}|\d{4,30}))(?:[eE][+\-]?\d{1,3})?"
)
_AROUND = re.compile(r"\s*(?:±|\+/-|\+-)\s*")


def number_of(text: str) -> float | None:
    """Give a number, with a decimal point or comma; `None` for anything else.

    Three digits after a comma are refused: nobody can tell whether they are thousands.
    """
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    return float(text.replace("−", "-").replace(",", "."))


def number_range(text: str, tolerance: str) -> tuple[float, float] | None:
    """Give the smallest and the largest number that `3`, `3..4` or `3 ± 0.5` takes in."""
    if ".." in text:
        low, _, high = text.partition("..")
        return _both(number_of(low), number_of(high))
    middle, *around = _AROUND.split(text, maxsplit=1)
    value, width = number_of(middle), number_of(around[0] if around else tolerance or "0")
    if value is None or width is None:
        return None
    return (value - abs(width), value + abs(width)) if width else (value, value)


def _both(low: float | None, high: float | None) -> tuple[float, float] | None:
    return None if low is None or high is None else (low, high)
