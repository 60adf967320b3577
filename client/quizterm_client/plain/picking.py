"""Makes an answer of a line that was typed, or a sentence that says what is missing."""

import re

from quizterm.language import _, ngettext
from quizterm.quiz.answers import Answer, Number, Ordered, Picked
from quizterm.quiz.model import Kind
from quizterm.snapshot import QuestionView
from quizterm_client.view.entry import not_thousands, typed_answer
from quizterm_client.view.options import MARKS, PICKING, option_texts, wants_several
from quizterm_client.view.truth import truth_of
from quizterm_client.view.words import answer_words, one_line

_APART = re.compile(r"[\s,;.)]+")
_SINGLE_FIGURES = 9


def is_typed(item: QuestionView | None) -> bool:
    """Whether a question is answered in words or figures of one's own."""
    return item is not None and item.kind in (Kind.TEXT, Kind.NUMERIC, Kind.OPEN)


def how_to_answer(item: QuestionView) -> str:
    """What to type, in a sentence or two."""
    options = len(option_texts(item))
    match item.kind:
        case Kind.SLIDE:
            return ""
        case Kind.ORDER:
            example = " ".join(str(number) for number in (2, 1, *range(3, options + 1)))
            words = ngettext(
                "Type all {n} numbers in the right order, like {example}, and press Enter.",
                "Type all {n} numbers in the right order, like {example}, and press Enter.",
                options,
            )
            return words.format(n=options, example=example)
        case Kind.NUMERIC:
            if item.unit:
                return _("Type a number of {unit} and press Enter.").format(unit=item.unit)
            return _("Type a number and press Enter.")
        case Kind.OPEN:
            return _("Say it in your own words and press Enter.")
        case Kind.TEXT:
            return _("Type your answer and press Enter.")
        case _ if wants_several(item):
            if item.kind is Kind.CHOICE:
                return _("Type the numbers of all that are right, like 1 2, and press Enter.")
            return _("Type the numbers of as many as you like, like 1 2, and press Enter.")
        case _:
            return _("Type the number and press Enter.")


def read_answer(item: QuestionView, line: str) -> Answer | str:
    """The answer that a line makes, or a sentence that says why it makes none."""
    if item.kind in PICKING:
        return _picked(item, line)
    if item.kind is Kind.ORDER:
        return _ordered(item, line)
    answer = typed_answer(item, line)
    return _("This is not a number: type something like 42, 3.5 or 3,5.") if answer is None else answer


def doubt(item: QuestionView, line: str, answer: Answer) -> str:
    """What a number may not have been meant as, and how to send it all the same; mostly nothing."""
    other = not_thousands(item, line) if isinstance(answer, Number) else ""
    if not other:
        return ""
    number = f"{answer_words(item, answer)}{other}"
    return _("This means {number}. Type it again to send it.").format(number=number)


def _picked(item: QuestionView, line: str) -> Picked | str:
    indexes = _indexes(item, line)
    if isinstance(indexes, str):
        return indexes
    several = sorted(set(indexes))
    if len(several) > 1 and not wants_several(item):
        return _("Only one can be picked here: type one number.")
    return Picked(tuple(several))


def _ordered(item: QuestionView, line: str) -> Ordered | str:
    indexes = _indexes(item, line)
    if isinstance(indexes, str):
        return indexes
    if sorted(indexes) != list(range(len(item.options))):
        count = len(item.options)
        each = ngettext("Type each of the {n} numbers once.", "Type each of the {n} numbers once.", count)
        return f"{each.format(n=count)} {how_to_answer(item)}"
    return Ordered(tuple(indexes))


def _indexes(item: QuestionView, line: str) -> list[int] | str:
    """The options that are named, by number or letter."""
    options = len(option_texts(item))
    found: list[int] = []
    for word in filter(None, _APART.split(line.casefold())):
        named = _named(item, word, options)
        if named is None:
            words = _("There is no option {option}: type a number from 1 to {last}.")
            return words.format(option=one_line(word[:20]), last=options)
        found += named
    return found or how_to_answer(item)


def _named(item: QuestionView, word: str, options: int) -> list[int] | None:
    """The options that one word names; several figures in a row name one each."""
    truth = truth_of(word) if item.kind is Kind.TRUE_FALSE else None
    if truth is not None:
        return [truth]
    whole = _index(word, options)
    if whole is not None:
        return [whole]
    several = item.kind is Kind.ORDER or wants_several(item)
    if not several or options > _SINGLE_FIGURES:
        return None
    each = [index for char in word if (index := _index(char, options)) is not None]
    return each if len(each) == len(word) else None


def _index(word: str, options: int) -> int | None:
    letters = [mark.letter.casefold() for mark in MARKS]
    if word in letters:
        number = letters.index(word)
    elif word.isascii() and word.isdigit() and len(word) <= len(str(options)):
        number = int(word) - 1
    else:
        return None
    return number if 0 <= number < options else None
