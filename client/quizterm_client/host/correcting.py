"""Correcting a key: what a host types, as a key of the question's kind; pure."""

from collections.abc import Callable, Sequence

from quizterm.language import _, pgettext
from quizterm.quiz.answers import TRUE, Key, RightOptions, RightOrder, RightRange, RightTexts
from quizterm.quiz.model import UNGRADED, Kind
from quizterm.snapshot import QuestionView
from quizterm_client.view.entry import read_number
from quizterm_client.view.options import MARKS, mark_of
from quizterm_client.view.truth import truth_begun

SEPARATOR = "|"
"""Between the answers that are accepted."""


class NotAKey(ValueError):
    """What was typed is no key of this question; the text is a sentence for the host."""


def can_correct(item: QuestionView | None) -> bool:
    """Whether anything is right or wrong here."""
    return item is not None and item.kind not in UNGRADED


def instructions(item: QuestionView) -> str:
    """What to type."""
    match item.kind:
        case Kind.CHOICE:
            return _("The letters of the right options, such as: B or A C")
        case Kind.TRUE_FALSE:
            return _("true or false; t or f will do")
        case Kind.TEXT:
            return _("Every accepted answer, with {mark} between them").format(mark=SEPARATOR)
        case Kind.NUMERIC:
            return _("The right value, or the lowest and the highest: 3.1 3.2")
        case Kind.ORDER:
            return _("The letters in the right order, such as: B D C A")
        case Kind.POLL | Kind.OPEN | Kind.SLIDE:
            return _("Nothing is right or wrong here.")


def written(item: QuestionView, key: Key | None) -> str:
    """The key as a host would type it."""
    match key:
        case RightOptions((option, *_)) if item.kind is Kind.TRUE_FALSE:
            return pgettext("typed answer", "true") if option == TRUE else pgettext("typed answer", "false")
        case RightOptions(indexes) | RightOrder(indexes):
            return " ".join(mark_of(index).letter for index in indexes)
        case RightTexts(accepted):
            return f" {SEPARATOR} ".join(accepted)
        case RightRange(low, high):
            return f"{low:.10g}" if low == high else f"{low:.10g} {high:.10g}"
        case _:
            return ""


def read_key(item: QuestionView, typed: str) -> Key:
    """What was typed, as a key.

    Raises:
        NotAKey: It is not one, and why.
    """
    match item.kind:
        case Kind.CHOICE:
            return RightOptions(tuple(sorted(set(_letters(typed, len(item.options))))))
        case Kind.TRUE_FALSE:
            return _truth(typed)
        case Kind.TEXT:
            return _texts(typed)
        case Kind.NUMERIC:
            return _range(typed)
        case Kind.ORDER:
            return RightOrder(tuple(_all_letters(typed, len(item.options))))
        case Kind.POLL | Kind.OPEN | Kind.SLIDE:
            raise NotAKey(_("Nothing is right or wrong here."))


def _letters(typed: str, count: int) -> Sequence[int]:
    letters = [mark.letter for mark in MARKS[:count]]
    marks = [mark for mark in typed.upper() if not mark.isspace() and mark != ","]
    if not marks or not all(mark in letters for mark in marks):
        raise NotAKey(_("Type letters from A to {last}.").format(last=mark_of(count - 1).letter))
    return [letters.index(mark) for mark in marks]


def _all_letters(typed: str, count: int) -> Sequence[int]:
    indexes = _letters(typed, count)
    if sorted(indexes) != list(range(count)):
        words = _("Type every letter from A to {last} once.")
        raise NotAKey(words.format(last=mark_of(count - 1).letter))
    return indexes


def _truth(typed: str) -> RightOptions:
    option = truth_begun(typed)
    if option is None:
        raise NotAKey(_("Type true or false."))
    return RightOptions((option,))


def _texts(typed: str) -> RightTexts:
    accepted = tuple(text for part in typed.split(SEPARATOR) if (text := part.strip()))
    if not accepted:
        raise NotAKey(_("Type at least one accepted answer."))
    return RightTexts(accepted)


def _range(typed: str) -> RightRange:
    values = [value for part in typed.split() if (value := read_number(part)) is not None]
    if len(values) != len(typed.split()):
        raise NotAKey(_("Type a number such as 3.14, or two for a range."))
    if len(values) not in (1, 2):
        raise NotAKey(_("Type one number, or the lowest and the highest."))
    return RightRange(min(values), max(values))


def problem_with(item: QuestionView) -> Callable[[str], str]:
    """A check that says what is wrong with a typed key, or nothing."""

    def problem(typed: str) -> str:
        try:
            read_key(item, typed)
        except NotAKey as reason:
            return str(reason)
        return ""

    return problem
