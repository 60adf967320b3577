"""A quiz as text to be read in a terminal, or to be handed out without its answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from quizterm.language import N_, _, ngettext, pgettext
from quizterm.quiz.bounds import LETTERS
from quizterm.quiz.model import (
    UNGRADED,
    UNTIMED,
    Choice,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Quiz,
    Scoring,
    Select,
    Slide,
    Text,
    TrueFalse,
)
from quizterm.text import plain_number, width
from quizterm.text.wrapping import wrapped

_INDENT = "     "
_RIGHT = "✓"
_BECAUSE = "→"
_BLANK = "____________"
_BAR = "│ "
_NARROWEST = 20

_SCORING = {
    Scoring.SPEED: N_("faster answers earn more"),
    Scoring.ACCURACY: N_("all right answers earn the same"),
    Scoring.NONE: N_("nobody earns points"),
}
_STRICT = (N_("capitals matter"), N_("accents matter"), N_("spaces matter"))
_KEYS = ("right", "accepted", "low", "high", "nearness", "explanation", "tags")
"""Fields that tell what is right, or may give a hint."""
_PICK = {
    Select.ONE: "",
    Select.ALL: N_("all right ones are wanted"),
    Select.ANY: N_("any right one will do"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a quiz is to be listed."""

    columns: int = 80
    answers: bool = True
    """Show what is right, and the explanations."""


def listed(quiz: Quiz, look: Look) -> str:
    """Give a whole quiz: its head, and every question."""
    questions = (listed_question(quiz, index, look) for index in range(len(quiz.questions)))
    return "\n\n".join([_head(quiz, look), *questions])


def listed_question(quiz: Quiz, index: int, look: Look) -> str:
    """Give the question at `index`, with its number."""
    question, room = quiz.questions[index], max(look.columns, _NARROWEST)
    number = f"{index + 1}. ".rjust(len(_INDENT))
    lines = [f"{number}{line}" for line in wrapped(question.text, room - len(_INDENT))[:1]]
    lines += _indented(question.text, room)[1:]
    lines += _code(question, room)
    for mark, text in _answers(question, answers=look.answers):
        lines += _marked(mark, text, room)
    if question.explanation and look.answers:
        lines += _marked(_BECAUSE, question.explanation, room)
    facts = ", ".join(filter(None, [*_manner(question), *(_facts(question) if look.answers else ())]))
    lines += _indented(f"({facts})" if facts else "", room)
    return "\n".join(line.rstrip() for line in lines)


def without_answers(question: Mapping[str, Any]) -> dict[str, Any]:
    """Give a question of our JSON without what is right; items to be ordered come in alphabetical order."""
    kept = {name: value for name, value in question.items() if name not in _KEYS}
    return {**kept, "items": sorted(kept["items"])} if "items" in kept else kept


def _head(quiz: Quiz, look: Look) -> str:
    count = len(quiz.questions)
    facts = [
        ngettext("{number} question", "{number} questions", count).format(number=count),
        *(_settings(quiz) if look.answers else ()),
    ]
    texts = [quiz.title, quiz.description, f"({', '.join(filter(None, facts))})"]
    return "\n".join(line for text in texts if text for line in wrapped(text, max(look.columns, _NARROWEST)))


def _settings(quiz: Quiz) -> Iterator[str]:
    settings = quiz.settings
    yield _("language {language}").format(language=quiz.language) if quiz.language else ""
    yield _("{seconds} s to read before each").format(seconds=settings.reading_seconds)
    yield _(_SCORING[settings.scoring])
    yield _("right answers in a row earn more") if settings.streak_bonus else ""
    yield _("answers may be changed") if settings.change_answer else ""


def _indented(text: str, room: int) -> list[str]:
    return [f"{_INDENT}{line}" for line in wrapped(text, room - len(_INDENT))] if text else []


def _marked(mark: str, text: str, room: int) -> list[str]:
    start = f"{_INDENT}{mark} " if mark else _INDENT
    first, *more = wrapped(text, room - width(start))
    return [f"{start}{first}", *(f"{' ' * width(start)}{line}" for line in more)]


def _code(question: Question, room: int) -> Iterator[str]:
    if question.code:
        for line in wrapped(question.code.text, room - len(_INDENT) - len(_BAR)):
            yield f"{_INDENT}{_BAR}{line}"


def _answers(question: Question, *, answers: bool) -> Iterable[tuple[str, str]]:
    """Give what can be picked, typed or put in order, each with its mark."""
    match question:
        case Choice():
            return _lettered(question.options, question.right if answers else ())
        case Poll():
            return _lettered(question.options, ())
        case TrueFalse():
            return _lettered((_("True"), _("False")), (1 - question.right,) if answers else ())
        case Text():
            return [(_RIGHT, one) for one in question.accepted] if answers else [("", _BLANK)]
        case Numeric():
            return [(_RIGHT, _number(question))] if answers else [("", f"{_BLANK} {question.unit}")]
        case Order():
            # Without answers in an order that says nothing about the right one.
            marks = (
                enumerate(question.items, 1) if answers else (("_", one) for one in sorted(question.items))
            )
            return [(f"{mark}.", one) for mark, one in marks]
        case Open():
            return [("", _BLANK)]
        case Slide():
            return []
        case _:
            assert_never(question)


def _lettered(options: tuple[str, ...], right: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    for place, option in enumerate(options):
        yield f"{_RIGHT if place in right else ' '} {LETTERS[place : place + 1]}", option


def _number(question: Numeric) -> str:
    low, high = plain_number(question.low), plain_number(question.high)
    value = low if low == high else pgettext("range", "{low} to {high}").format(low=low, high=high)
    near = _("(up to {number} away earns a part)").format(number=plain_number(question.nearness))
    return " ".join(filter(None, (value, question.unit, near if question.nearness else "")))


def _manner(question: Question) -> Iterator[str]:
    """Give in a few words what players have to know about how to answer."""
    match question:
        case Slide():
            yield _("a slide")
        case Poll():
            yield _("a poll, several may be picked") if question.several else _("a poll")
        case Open():
            yield _("free words")
        case Choice():
            yield _(_PICK[question.select])
        case Text():
            strict = (question.match_case, question.match_accents, question.match_spaces)
            yield from (_(words) for words, matters in zip(_STRICT, strict, strict=True) if matters)
        case _:
            pass


def _facts(question: Question) -> Iterator[str]:
    """Give in a few words what else is written with a question."""
    if isinstance(question, Choice) and question.shuffle:
        yield _("shuffled")
    if isinstance(question, Text) and question.slips:
        yield _("small slips are forgiven")
    if question.seconds != UNTIMED:
        yield _("{number} s").format(number=question.seconds)
    elif not isinstance(question, Slide):
        yield _("no deadline")
    if question.kind not in UNGRADED:
        yield ngettext("{number} point", "{number} points", question.points).format(number=question.points)
    yield from (f"#{tag}" for tag in question.tags)
