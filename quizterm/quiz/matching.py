"""When a typed answer is right, and which typed answers belong together."""

import re
from functools import partial

from rapidfuzz.distance import OSA

from quizterm.quiz.model import Text
from quizterm.text import fold, trim

ONE_SLIP_FROM = 4
"""Letters an accepted spelling must have before one typing slip is forgiven."""
TWO_SLIPS_FROM = 9

_DIGIT = re.compile(r"\d")
_loose = partial(fold, case=False, accents=False, spaces=False)


def matches(question: Text, typed: str) -> bool:
    """Tell whether `typed` is one of the accepted spellings, forgiving what the question forgives."""
    return any(_fits(question, accepted, typed) for accepted in question.accepted)


def group_key(typed: str) -> str:
    """Give the key under which typed answers of a question are counted together."""
    return _loose(trim(typed)) or typed.strip()


def _fits(question: Text, accepted: str, typed: str) -> bool:
    wanted, given = _strict(question, accepted), _strict(question, typed)
    if not given:
        return False
    if given == wanted or _strict(question, trim(typed)) == _strict(question, trim(accepted)):
        return True
    return question.slips and _is_slip(question, trim(accepted), trim(typed))


def _strict(question: Text, text: str) -> str:
    return fold(text, case=question.match_case, accents=question.match_accents, spaces=question.match_spaces)


def _is_slip(question: Text, accepted: str, typed: str) -> bool:
    wanted, given = _loose(accepted), _loose(typed)
    if _DIGIT.findall(wanted) != _DIGIT.findall(given):
        return False
    slips = OSA.distance(wanted, given)
    # What must match exactly is never forgiven as a slip: it would add to the distance.
    exact = OSA.distance(_strict(question, accepted), _strict(question, typed))
    return slips == exact and slips <= _slips_allowed(wanted)


def _slips_allowed(wanted: str) -> int:
    letters = sum(map(str.isalpha, wanted))
    if letters >= TWO_SLIPS_FROM:
        return 2
    return 1 if letters >= ONE_SLIP_FROM else 0
