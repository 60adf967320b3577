"""How the answers to one question are spread."""

from collections import Counter

from quizterm.engine.grading import credit
from quizterm.engine.state import Round
from quizterm.quiz.answers import TRUE_FALSE_OPTIONS, Number, Ordered, Picked, Typed
from quizterm.quiz.matching import group_key
from quizterm.quiz.model import Choice, Poll, TrueFalse
from quizterm.snapshot import GROUPS, Group, Tally


def tally(asked: Round) -> Tally:
    """Count the answers of one question as they are now, by the key as it is now."""
    groups = _groups(asked)
    return Tally(
        answered=len(asked.given),
        eligible=len(asked.eligible),
        right=right_answers(asked),
        counts=_counts(asked),
        groups=groups[:GROUPS],
        others=sum(group.count for group in groups[GROUPS:]),
    )


def right_answers(asked: Round) -> int:
    """How many answers have full credit; 0 where nothing is right or wrong."""
    if asked.key is None:
        return 0
    if asked.closed:
        return sum(share == 1.0 for share in asked.credits.values())
    return sum(credit(asked, given.answer) == 1.0 for given in asked.given.values())


def _counts(asked: Round) -> tuple[int, ...]:
    match asked.question:
        case Choice() | Poll():
            size = len(asked.shown)
        case TrueFalse():
            size = TRUE_FALSE_OPTIONS
        case _:
            return ()
    picks = Counter(
        option
        for given in asked.given.values()
        if isinstance(given.answer, Picked)
        for option in given.answer.options
    )
    return tuple(picks[option] for option in range(size))


def _groups(asked: Round) -> tuple[Group, ...]:
    """Typed answers that are alike, most frequent first, then by their text."""
    found: dict[str, tuple[str, int, bool]] = {}
    for given in asked.given.values():
        text = _text(given.answer, asked)
        if text is None:
            continue
        key = group_key(text)
        first, count, right = found.get(key) or (text, 0, credit(asked, given.answer) == 1.0)
        found[key] = (first, count + 1, right)
    ordered = sorted(found.values(), key=lambda group: (-group[1], group[0]))
    return tuple(Group(text=text, count=count, right=right) for text, count, right in ordered)


def _text(answer: Picked | Typed | Number | Ordered, asked: Round) -> str | None:
    match answer:
        case Typed(text):
            return text
        case Number(value):
            return f"{value:.10g}"
        case Ordered(items):
            return " → ".join(asked.shown[item] for item in items)
        case Picked():
            return None
