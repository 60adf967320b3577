"""What was typed, checked while it is typed: an answer, or a sentence that says what is missing."""

import math
import re

from quizterm.language import N_, _
from quizterm.quiz.answers import Answer, Number, Typed
from quizterm.quiz.model import Kind
from quizterm.snapshot import QuestionView
from quizterm_client.view.words import answer_words, figure

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)
_SPACES = re.compile(r"[\s'_]+")
_MAYBE_THOUSANDS = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")


def read_number(text: str, unit: str = "") -> float | None:
    """Read `3.5`, `3,5`, `1 000` or `2e3`, with or without the unit; `None` if it is no finite number."""
    plain = _plain(text, unit)
    if _NUMBER.fullmatch(plain) is None:
        return None
    value = float(plain.replace(",", "."))
    return value if math.isfinite(value) else None


def typed_answer(item: QuestionView, text: str) -> Answer | None:
    """The answer that `text` makes, if it makes one."""
    if item.kind is Kind.NUMERIC:
        value = read_number(text, item.unit)
        return None if value is None else Number(value)
    words = " ".join(text.split())
    return Typed(words) if words else None


def entry_words(item: QuestionView, text: str, *, at_once: bool = True) -> str:
    """What to say below the line that is typed in.

    Args:
        item: What is asked.
        text: What is typed.
        at_once: Whether an answer goes out when it is given.
    """
    if not text.strip():
        return _(_INVITATIONS[item.kind is Kind.NUMERIC, item.kind is Kind.OPEN])
    answer = typed_answer(item, text)
    if answer is None:
        return _(_NO_NUMBER)
    if isinstance(answer, Number):
        words = _("= {number}. Enter sends it.") if at_once else _("= {number}. Enter keeps it for later.")
        return words.format(number=f"{answer_words(item, answer)}{not_thousands(item, text)}")
    return _("Enter sends it.") if at_once else _("Enter keeps it for later.")


def longest_words(item: QuestionView) -> tuple[str, ...]:
    """What may be said below the line whatever is typed."""
    wrong = (_(_NO_NUMBER),) if item.kind is Kind.NUMERIC else ()
    return entry_words(item, ""), *wrong


def _plain(text: str, unit: str) -> str:
    """The figures alone."""
    plain = _SPACES.sub("", text.replace("−", "-")).casefold()
    return plain.removesuffix(_SPACES.sub("", unit).casefold())


def not_thousands(item: QuestionView, text: str) -> str:
    """What a point before three figures does not mean, though many people write it so."""
    plain = _plain(text, item.unit)
    if _MAYBE_THOUSANDS.fullmatch(plain) is None:
        return ""
    other = figure(float(plain.replace(".", "").replace(",", "")))
    # Translators: Follows a number as it was understood: "= 1.5, not 1 500."
    return _(", not {number}").format(number=other)


_NO_NUMBER = N_("This is not a number yet: type something like 42, 3.5 or 3,5.")
_INVITATIONS = {
    (True, False): N_("Type a number, then Enter."),
    (False, False): N_("Type your answer, then Enter."),
    (False, True): N_("Say it in your own words, then Enter."),
}
