"""JSON that somebody else wrote: read within bounds, and taken for what it is meant to be."""

import json
import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from itertools import accumulate
from typing import Any, NoReturn

from quizterm.formats.exchange.ledger import Ledger, Level, Spot
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.language import N_
from quizterm.quiz.model import DEFAULT_SECONDS

MAX_DEPTH = 50
"""How deep lists and objects may be nested; the deepest quiz has six levels."""
MAX_VALUES = 1_000_000
"""How many values there may be; 50,000 questions with their answers are half of that."""
MAX_ITEMS = 100_000
"""How many questions one file may hold."""

_NAMES = 5
"""How many names one sentence lists."""
_LONGEST = 1_000_000
"""Seconds of which enough is known: they are too many."""
_EXACT_DIGITS = 16
"""Whole numbers of more digits are read as the nearest float, as every other reader does."""

# Possessive, and with an optional end, so that it neither backtracks nor fails on a string without one.
_NO_STRUCTURE = re.compile(r'(?:"(?:[^"\\]++|\\.)*+"?|[^\[\]{},"]++)++', re.DOTALL)
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1, ",": 0}
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATES = re.compile("[\ud800-\udfff]")

_EXPLAINED = (  # untranslated: the first of each is how a complaint of Python begins
    ("Expecting property name", N_("a name in double quotes must stand here")),
    ("Illegal trailing comma", N_("there is a comma after the last item")),
    ("Expecting ',' delimiter", N_('a comma is missing, or a quote inside a text is not written \\"')),
    ("Expecting ':' delimiter", N_("a colon is missing")),
    ("Unterminated string", N_("the text that begins here has no closing quote")),
    ("Invalid", N_("a backslash stands before a letter that it cannot stand before")),
    ("Extra data", N_("there is more after the end")),
)


def load(source: Source, ledger: Ledger, encoding: str = "") -> Any:
    """Read JSON.

    Numbers are finite, texts hold no half characters, and nothing is nested deeper than `MAX_DEPTH`. What
    was changed for that is noted.

    Raises:
        Unreadable: It is no JSON, or too large; says where.
    """
    return parse(source.text(ledger, encoding), ledger)


def parse(text: str, ledger: Ledger) -> Any:
    """Read the text of a JSON document; otherwise like `load`."""
    text = text.lstrip("\ufeff")
    _check_bounds(text)
    twice: dict[str, None] = {}
    try:
        tree = json.loads(
            text,
            strict=False,  # raw tabs and line ends in texts are harmless
            object_pairs_hook=lambda pairs: _object(pairs, twice),
            parse_int=_number,
            parse_float=_number,
            parse_constant=lambda _: None,
        )
    except json.JSONDecodeError as error:
        _refuse(text, error)
    _remark_repeated(twice, ledger)
    return _whole(tree) if _SURROGATE_ESCAPE.search(text) or _SURROGATES.search(text) else tree


def _check_bounds(text: str) -> None:
    structure = _NO_STRUCTURE.sub("", text)
    if len(structure) > MAX_VALUES:
        raise Unreadable(
            "too_large",
            N_("There are more than {number} values in the file; split it.").format(number=MAX_VALUES),
        )
    if max(accumulate(map(_STEPS.__getitem__, structure)), default=0) > MAX_DEPTH:
        message = N_("Lists and objects are nested deeper than {number} levels, which no quiz is.").format(
            number=MAX_DEPTH
        )
        raise Unreadable("too_deep", message)


def _object(pairs: list[tuple[str, Any]], twice: dict[str, None]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice.update(dict.fromkeys(name for name in made if counts[name] > 1))
    return made


def _number(digits: str) -> int | float | None:
    if len(digits) <= _EXACT_DIGITS and digits.lstrip("-").isdigit():
        return int(digits)
    number = float(digits)
    return number if math.isfinite(number) else None


def _refuse(text: str, error: json.JSONDecodeError) -> NoReturn:
    spot = Spot("line", error.lineno)
    if not text[error.pos :].strip():
        message = N_(
            "The file ends in the middle, in line {line}; perhaps it was not copied as a whole."
        ).format(line=error.lineno)
        raise Unreadable("bad_json", message, spot) from None
    reason = next(
        (said for begin, said in _EXPLAINED if error.msg.startswith(begin)), N_("a value is missing")
    )
    sentence = N_("The JSON is broken at line {line}, column {column}: {reason}.")
    message = sentence.format(line=error.lineno, column=error.colno, reason=reason)
    raise Unreadable("bad_json", message, spot) from None


def _remark_repeated(twice: dict[str, None], ledger: Ledger) -> None:
    if twice:
        names = ", ".join(f"“{short(name)}”" for name in list(twice)[:_NAMES])
        message = N_("Some objects have a key twice ({names}); the last one counts.").format(names=names)
        ledger.remark("repeated_key", message, level=Level.LOSS)


def _whole(tree: Any) -> Any:
    """Replace halves of characters, which escapes can make and no file can hold."""
    if isinstance(tree, str):
        return _SURROGATES.sub("\ufffd", tree)
    if isinstance(tree, list):
        return [_whole(item) for item in tree]
    if isinstance(tree, dict):
        return {_whole(name): _whole(item) for name, item in tree.items()}
    return tree


def text_of(value: Any) -> str:
    """Give what is a text, or a number that was meant as one; anything else is empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def number_of(value: Any) -> float | None:
    """Give a finite number, which may stand in quotes."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def whole_of(value: Any) -> int | None:
    """Give a whole number, which may stand in quotes."""
    number = number_of(value)
    return int(number) if number is not None and number.is_integer() else None


def seconds_of(value: Any) -> int:
    """Give a time in seconds; the usual one where there is none."""
    seconds = number_of(value)
    return DEFAULT_SECONDS if seconds is None else round(max(min(seconds, _LONGEST), -_LONGEST))


def items_of(value: Any) -> list[Any]:
    """Give what is a list; anything else is empty."""
    return value if isinstance(value, list) else []


def fields_of(value: Any) -> dict[str, Any]:
    """Give what is an object; anything else is empty."""
    return value if isinstance(value, dict) else {}


def numbered(items: list[Any]) -> Iterator[tuple[Spot, Any]]:
    """Give questions with the places to speak of them by.

    Raises:
        Unreadable: There are more than `MAX_ITEMS`.
    """
    if len(items) > MAX_ITEMS:
        raise Unreadable(
            "too_large",
            N_("There are more than {number} questions in the file; split it.").format(number=MAX_ITEMS),
        )
    return ((Spot("question", number), item) for number, item in enumerate(items, 1))


def remark_unknown(ledger: Ledger, objects: Iterable[Any], known: Container[str]) -> None:
    """Say once which fields of questions are not understood, and so do not come along."""
    names = list(dict.fromkeys(name for one in objects for name in fields_of(one) if name not in known))
    if names:
        sentence = N_("Fields that are not known were passed over: {names}.")
        if len(names) > _NAMES:
            sentence = N_("Fields that are not known were passed over: {names} and {more} more.")
        listed = ", ".join(f"“{short(name)}”" for name in names[:_NAMES])
        ledger.remark("unknown_fields", sentence.format(names=listed, more=len(names) - _NAMES))
