"""Correcting a key in line mode, where options have numbers instead of letters."""

from quizterm.language import _
from quizterm.quiz.answers import Key, RightOptions, RightOrder
from quizterm.quiz.model import Kind
from quizterm.snapshot import QuestionView
from quizterm_client.host import correcting
from quizterm_client.host.correcting import NotAKey
from quizterm_client.view.options import mark_of

_LISTS = (Kind.CHOICE, Kind.ORDER)


def instructions(item: QuestionView) -> str:
    """What to type, as a sentence."""
    match item.kind:
        case Kind.CHOICE:
            return _("Type the numbers of the right options, such as: 2 or 1 3")
        case Kind.ORDER:
            return _("Type the numbers in the right order, such as: 2 4 3 1")
        case Kind.TRUE_FALSE:
            return _("Type true or false; t or f will do")
        case Kind.TEXT:
            return _("Type every accepted answer, with {mark} between them").format(mark=correcting.SEPARATOR)
        case Kind.NUMERIC:
            return _("Type the right value, or the lowest and the highest: 3.1 3.2")
        case Kind.POLL | Kind.OPEN | Kind.SLIDE:
            return _("Nothing is right or wrong here.")


def written(item: QuestionView, key: Key | None) -> str:
    """The key as a host would type it."""
    match key:
        case RightOptions(indexes) | RightOrder(indexes) if item.kind in _LISTS:
            return " ".join(str(index + 1) for index in indexes)
        case _other:
            return correcting.written(item, key)


def read_key(item: QuestionView, typed: str) -> Key:
    """What was typed, as a key.

    Raises:
        NotAKey: It is not one, and why.
    """
    if item.kind not in _LISTS:
        return correcting.read_key(item, typed)
    try:
        return correcting.read_key(item, " ".join(map(_letter, typed.replace(",", " ").split())))
    except NotAKey:
        most = len(item.options)
        if item.kind is Kind.ORDER:
            raise NotAKey(_("Type every number from 1 to {last} once.").format(last=most)) from None
        raise NotAKey(_("Type numbers from 1 to {last}.").format(last=most)) from None


def _letter(word: str) -> str:
    """A number as the letter of its option; whatever else as it is."""
    return mark_of(int(word) - 1).letter if word.isascii() and word.isdigit() and int(word) > 0 else word
