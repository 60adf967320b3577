"""The words by which quizzes are found: folded, so that capitals, accents and width make no difference."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import groupby, pairwise
from typing import assert_never

from quizterm.quiz.model import Choice, Numeric, Open, Order, Poll, Question, Quiz, Slide, Text, TrueFalse
from quizterm.text import fold

LONGEST_WORD = 40
"""Characters of a word that are looked at."""
MOST_WORDS = 5000
"""Words of one quiz that are kept; those that say most about it come first."""

_UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f"  # Burmese
    "\u1780-\u17ff"  # Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese characters
)
"""Letters of scripts that put no spaces between words."""
_PIECES = re.compile(f"(?P<unspaced>[{_UNSPACED}]+)|[^{_UNSPACED}]+")


class Weight(IntEnum):
    """Where a word stands, and so how much it tells about a quiz."""

    REST = 1
    """An option, an explanation, and the like."""
    QUESTION = 3
    TITLE = 9
    LABEL = 10
    """The name and the tags, which change without a new version."""


def words_of(quiz: Quiz) -> dict[str, Weight]:
    """The words of a quiz, each with the best place where it stands."""
    found: dict[str, Weight] = {}
    for weight, texts in _texts(quiz):
        for text in texts:
            for word in _words(text):
                if word not in found and len(found) < MOST_WORDS:
                    found[word] = weight
    return found


def label_words(name: str, tags: Iterable[str]) -> set[str]:
    """The words of a quiz's name and tags."""
    return {word for text in (name, *tags) for word in _words(text)}


def wanted_words(search: str) -> list[str]:
    """What a quiz must have words with these beginnings of, to be found; none of them begins another one."""
    words = sorted(set(_words(search, asked=True)))
    # In this order, what goes on with a word stands right behind it.
    return [word for word, following in pairwise([*words, ""]) if not following.startswith(word)]


def _words(text: str, *, asked: bool = False) -> Iterator[str]:
    folded = fold(text, case=False, accents=False, spaces=True)
    for is_word, letters in groupby(folded, _is_letter):
        if not is_word:
            continue
        for piece in _PIECES.finditer("".join(letters)):
            if piece["unspaced"]:
                yield from _pairs(piece[0], asked)
            else:
                yield piece[0][:LONGEST_WORD]


def _pairs(piece: str, asked: bool) -> Iterator[str]:
    """Each letter with the next one; the last stands alone, so that a search for it alone finds it."""
    last = len(piece) - 1 if asked and len(piece) > 1 else len(piece)
    for place in range(last):
        yield piece[place : place + 2]


def _is_letter(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def _texts(quiz: Quiz) -> Iterator[tuple[Weight, Iterable[str]]]:
    yield Weight.TITLE, [quiz.title]
    yield Weight.QUESTION, (text for question in quiz.questions for text in (question.text, *question.tags))
    yield Weight.REST, [quiz.description]
    yield Weight.REST, (text for question in quiz.questions for text in _rest(question))


def _rest(question: Question) -> Iterator[str]:
    yield from _answers(question)
    yield question.explanation
    if question.code is not None:
        yield question.code.text


def _answers(question: Question) -> tuple[str, ...]:
    match question:
        case Choice(options=options) | Poll(options=options):
            return options
        case Order(items=items):
            return items
        case Text(accepted=accepted):
            return accepted
        case Numeric(unit=unit):
            return (unit,)
        case TrueFalse() | Open() | Slide():
            return ()
        case _:
            assert_never(question)
