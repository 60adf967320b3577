"""What single cells say: which options are right, seconds, points, lists; and apostrophes before formulas."""

import re
from collections.abc import Iterable

from quizterm.text import fold

_SEPARATING = re.compile(r"[\s,;./|+&():]+")
_LABELS = re.compile(
    r"\b(?:options?|answers?|choices?|antwort(?:en)?|respuestas?|opci[oó]n|r[eé]ponses?|ответы?|вариант)\b"
)
_JOINING = frozenset(("and", "und", "y", "et", "и"))
_FRACTION = re.compile(r"\d\.\d*[1-9]\d*")
_WHOLE = re.compile(r"(\d{1,3})\.0*")
_LONGEST = 200
_UNITS = r"(?:s|secs?|seconds?|sek|sekunden?|segundos?|secondes?|сек|секунды?)?\.?"
_SECONDS = re.compile(r"(\d{1,6})(?:[.,](\d{1,3}))?\s*" + _UNITS, re.IGNORECASE)
_MINUTES = re.compile(r"(\d{1,4})\s*(?:m|mins?|minutes?|minuten?|minutos?|мин|минуты?)\.?", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})")
_POINTS = re.compile(r"(\d{1,9})(?:[.,]0*)?(?:\s*[^\W\d]{1,10}\.?)?")
_FORMULA = re.compile(r"('*)(\s*(?:[=+\-@＝＋－＠\t\r\0]|\{=).*)", re.DOTALL)


def is_fraction(cell: str) -> bool:
    """Tell whether a cell holds a number such as 1.3, which a spreadsheet program made of `1,3`."""
    return _FRACTION.fullmatch(cell) is not None


def indexes(cell: str) -> tuple[int, ...]:
    """Give the options that numbers or letters name, from 0; nothing if the cell says something else.

    They may be options that are not there.
    """
    if is_fraction(cell):
        return _distinct(int(digit) - 1 for digit in cell if digit != ".")
    if whole := _WHOLE.fullmatch(cell):
        return (int(whole[1]) - 1,)
    if len(cell) > _LONGEST:
        return ()
    words = [word for word in _SEPARATING.split(_LABELS.sub(" ", cell.lower())) if word]
    named = [word for word in words if word not in _JOINING] or words
    places = [_place(word) for word in named]
    return () if None in places else _distinct(place for place in places if place is not None)


def _place(word: str) -> int | None:
    if word.isdecimal() and len(word) < 4:
        return int(word) - 1
    return ord(word) - ord("a") if len(word) == 1 and "a" <= word <= "z" else None


def _distinct(places: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(places)))


def named_options(cell: str, options: list[str]) -> tuple[int, ...]:
    """Give the options whose texts a cell holds, from 0; nothing if it holds anything else."""
    known = {_alike(option): place for place, option in reversed(list(enumerate(options))) if option}
    for parts in ([cell], pieces(cell, "\n|;"), pieces(cell, "\n|;,")):
        places = [known.get(_alike(part)) for part in parts]
        if places and None not in places:
            return _distinct(place for place in places if place is not None)
    return ()


def _alike(text: str) -> str:
    return fold(text[:_LONGEST], case=False, accents=True, spaces=False)


def pieces(cell: str, separators: str) -> list[str]:
    """Give the parts of a list in one cell, without those that are empty."""
    parts = re.split(f"[{re.escape(separators)}]", cell)
    return [part.strip() for part in parts if part.strip()]


def seconds(cell: str) -> int | None:
    """Give a time in seconds: `20`, `20 seconds`, `7.5`, `2 min`, `1:30`; `None` if it is no time."""
    cell = cell.strip()
    if found := _SECONDS.fullmatch(cell):
        return int(found[1]) + (int(found[2] or 0) > 0)
    if found := _MINUTES.fullmatch(cell):
        return int(found[1]) * 60
    if found := _CLOCK.fullmatch(cell):
        return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])
    return None


def points(cell: str) -> int | None:
    """Give points: `100`, `100.0`, `5 points`; `None` if it is no whole number."""
    found = _POINTS.fullmatch(cell.strip())
    return int(found[1]) if found else None


def guarded(text: str) -> str:
    """Give text for a cell of separated text, such that no spreadsheet program takes it for a formula.

    An apostrophe goes before what begins like a formula. Text that begins with apostrophes gets one more, but
    not where the sign stands in quotes, as in `'-' is minus`; there, two stand for none.
    """
    found = _FORMULA.fullmatch(text)
    if not found:
        return text
    before, rest = len(found[1]), found[2]
    if "'" not in rest:
        return "'" * (before + 1) + rest
    return "'" * {0: 2, 1: 1}.get(before, before + 1) + rest


def unguarded(cell: str) -> str:
    """Give the text that `guarded` made a cell of."""
    found = _FORMULA.fullmatch(cell) if cell.startswith("'") else None
    if not found:
        return cell
    before, rest = len(found[1]), found[2]
    if "'" not in rest:
        return "'" * (before - 1) + rest
    return "'" * {1: 1, 2: 0}.get(before, before - 1) + rest
