"""Small things that other programs allow and a quiz does not: mended where nothing that is played changes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from quizterm.formats import languages
from quizterm.formats.exchange.fitting import fitted
from quizterm.formats.exchange.ledger import Entry
from quizterm.language import N_
from quizterm.quiz.bounds import MAX_SECONDS, MAX_TAGS, MIN_SECONDS
from quizterm.quiz.model import UNTIMED, Choice, Order, Poll, Question, Select, Text
from quizterm.text import EXPLANATION_LIMIT, LABEL_LIMIT, fit, is_blank

_AnyQuestion = TypeVar("_AnyQuestion", bound=Question)

_NEVER_TEXT = re.compile("[\0\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DANGEROUS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Controls and bidi controls, which cleaning takes out; tabs and line ends are none."""
_CUT = " …"


def mended(entry: Entry, question: Question, *, polls: bool) -> Question | None:
    """Mend what can be mended and note it; `None`, and noted, where the question cannot be played.

    Args:
        entry: Takes the notes.
        question: As its reader understood it.
        polls: Make a poll of a choice of which nothing is right.
    """
    question = in_known_language(entry, _without_controls(entry, question))
    question = fitted(entry, _in_time(entry, _explained(entry, _tagged(entry, question))))
    if isinstance(question, Choice | Poll):
        question = _without_empty_options(question)
        _note_equal(entry, question.options)
    if isinstance(question, Text):
        return replace(question, accepted=tuple(dict.fromkeys(_visible(question.accepted))))
    return _rightly(entry, question, polls=polls) if isinstance(question, Choice) else question


def in_known_language(entry: Entry, question: _AnyQuestion) -> _AnyQuestion:
    """Give a question whose program is in a language that a quiz file may name, or in none, and noted."""
    code = question.code
    if code is None or not code.language or languages.is_known(code.language):
        return question
    small = code.language.lower()
    if languages.is_known(small):
        return replace(question, code=replace(code, language=small))
    message = N_("The language “{language}” is not known; the program comes without it.").format(
        language=fit(code.language, LABEL_LIMIT)
    )
    entry.loss("unknown_language", message)
    return replace(question, code=replace(code, language=""))


def _rightly(entry: Entry, question: Choice, *, polls: bool) -> Question | None:
    if not question.right and polls:
        entry.info("made_a_poll", N_("Nothing is marked as right, so it became a poll."))
        return Poll(
            text=question.text,
            code=question.code,
            explanation=question.explanation,
            seconds=question.seconds,
            tags=question.tags,
            options=question.options,
        )
    if not question.right:
        message = N_("Nothing is marked as right; mark an option, or say --polls to import it as a poll.")
        entry.leave_out("nothing_right", message)
        return None
    if question.select is Select.ALL and len(question.right) == len(question.options):
        entry.loss("all_right", N_("Every option is right, so any one of them counts now."))
        return replace(question, select=Select.ANY)
    return question


def _without_empty_options(question: Choice | Poll) -> Choice | Poll:
    kept = [index for index, option in enumerate(question.options) if not is_blank(option)]
    if len(kept) == len(question.options):
        return question
    options = tuple(question.options[index] for index in kept)
    if isinstance(question, Poll):
        return replace(question, options=options)
    right = tuple(place for place, index in enumerate(kept) if index in question.right)
    return replace(question, options=options, right=right)


def _note_equal(entry: Entry, options: tuple[str, ...]) -> None:
    if len({option.strip() for option in options}) < len(options):
        entry.loss("equal_options", N_("Some options are equal, so players cannot tell them apart."))


def _in_time(entry: Entry, question: _AnyQuestion) -> _AnyQuestion:
    if question.seconds == UNTIMED or MIN_SECONDS <= question.seconds <= MAX_SECONDS:
        return question
    nearest = min(max(question.seconds, MIN_SECONDS), MAX_SECONDS)
    entry.loss(
        "time_changed",
        N_("The time of {seconds} seconds became {nearest}.").format(
            seconds=question.seconds, nearest=nearest
        ),
    )
    return replace(question, seconds=nearest)


def _explained(entry: Entry, question: _AnyQuestion) -> _AnyQuestion:
    if len(question.explanation) <= EXPLANATION_LIMIT:
        return question
    entry.loss(
        "explanation_cut",
        N_("The explanation was cut after {number} characters.").format(number=EXPLANATION_LIMIT),
    )
    shortened = question.explanation[: EXPLANATION_LIMIT - len(_CUT)].rstrip() + _CUT
    return replace(question, explanation=shortened)


def _tagged(entry: Entry, question: _AnyQuestion) -> _AnyQuestion:
    tags = tuple(dict.fromkeys(tag.strip() for tag in _visible(question.tags)))
    short = tuple(tag for tag in tags if len(tag) <= LABEL_LIMIT)[:MAX_TAGS]
    if len(short) < len(tags):
        entry.info(
            "tags_dropped",
            N_("{number} tags were too long or too many.").format(number=len(tags) - len(short)),
        )
    return question if short == question.tags else replace(question, tags=short)


def _visible(texts: Iterable[str]) -> Iterator[str]:
    return (text for text in texts if not is_blank(text))


def _without_controls(entry: Entry, question: _AnyQuestion) -> _AnyQuestion:
    odd = [text for text in _texts(question) if not text.isprintable()]
    if not any(map(_DANGEROUS.search, odd)):
        return question if not any(map(_NEVER_TEXT.search, odd)) else _cleared(question)
    entry.info("control_character", N_("There were control characters in it; they were taken out."))
    return _cleared(question)


def _texts(question: Question) -> Iterator[str]:
    yield question.text
    yield question.explanation
    if isinstance(question, Choice | Poll):
        yield from question.options
    elif isinstance(question, Order):
        yield from question.items
    elif isinstance(question, Text):
        yield from question.accepted


def _cleared(question: _AnyQuestion) -> _AnyQuestion:
    cleared = replace(question, text=_clear(question.text), explanation=_clear(question.explanation))
    if isinstance(cleared, Choice | Poll):
        return replace(cleared, options=tuple(map(_clear, cleared.options)))
    if isinstance(cleared, Order):
        return replace(cleared, items=tuple(map(_clear, cleared.items)))
    if isinstance(cleared, Text):
        return replace(cleared, accepted=tuple(map(_clear, cleared.accepted)))
    return cleared


def _clear(text: str) -> str:
    return _NEVER_TEXT.sub("", text)
