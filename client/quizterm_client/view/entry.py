"""What was typed, checked while it is typed: an answer, or a sentence that says what is missing."""

import math
import re

from quizterm.quiz.answers import Answer, Number, Typed
from quizterm.quiz.model import Kind
from quizterm.snapshot import QuestionView

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)
_SPACES = re.compile(r"[\s'_]+")


def read_number(text: str) -> float | None:
    """Read `3.5`, `3,5`, `1 000` or `2e3`; `None` if it is no finite number."""
    plain = _SPACES.sub("", text.replace("−", "-"))
    if _NUMBER.fullmatch(plain) is None:
        return None
    value = float(plain.replace(",", "."))
    return value if math.isfinite(value) else None


def typed_answer(item: QuestionView, text: str) -> Answer | None:
    """The answer that `text` makes, if it makes one."""
    if item.kind is Kind.NUMERIC:
        value = read_number(text)
        return None if value is None else Number(value)
    words = " ".join(text.split())
    return Typed(words) if words else None


def entry_words(item: QuestionView, text: str) -> str:
    """What to say below the line that is typed in."""
    if not text.strip():
        return _INVITATIONS[item.kind is Kind.NUMERIC, item.kind is Kind.OPEN]
    if typed_answer(item, text) is None:
        return "This is not a number yet: type something like 42, 3.5 or 3,5."
    return "Enter sends it."


_INVITATIONS = {
    (True, False): "Type a number, then Enter.",
    (False, False): "Type your answer, then Enter.",
    (False, True): "Say it in your own words, then Enter.",
}
