"""The rules of one question, kind by kind."""

import math
from dataclasses import replace
from typing import TypeVar, assert_never

from quizterm.language import N_
from quizterm.quiz.bounds import (
    MAX_ACCEPTED,
    MAX_OPTIONS,
    MAX_POINTS,
    MAX_SECONDS,
    MAX_TAGS,
    MIN_OPTIONS,
    MIN_SECONDS,
)
from quizterm.quiz.model import (
    UNTIMED,
    Choice,
    Code,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Select,
    Slide,
    Text,
    TrueFalse,
)
from quizterm.quiz.problems import Findings
from quizterm.text import (
    ANSWER_LIMIT,
    CODE_LIMIT,
    EXPLANATION_LIMIT,
    LABEL_LIMIT,
    OPTION_LIMIT,
    QUESTION_LIMIT,
)

_AnyQuestion = TypeVar("_AnyQuestion", bound=Question)

_NUMBERS = {
    "options": (
        N_("There is 1 option; use {least} to {most}."),
        N_("There are {number} options; use {least} to {most}."),
    ),
    "items": (
        N_("There is 1 item; use {least} to {most}."),
        N_("There are {number} items; use {least} to {most}."),
    ),
}
_TOO_MANY = {
    "options": N_("There are {number} options; at most {most} are allowed."),
    "items": N_("There are {number} items; at most {most} are allowed."),
    "accepted": N_("There are {number} accepted; at most {most} are allowed."),
    "tags": N_("There are {number} tags; at most {most} are allowed."),
}


def check_question(found: Findings, question: Question) -> Question:
    """Clean one question and report every rule that it breaks."""
    match question:
        case Choice():
            return _choice(found, _common(found, question))
        case TrueFalse():
            return _common(found, question)
        case Text():
            return _text(found, _common(found, question))
        case Numeric():
            return _numeric(found, _common(found, question))
        case Order():
            return _order(found, _common(found, question))
        case Poll():
            return _poll(found, _common(found, question))
        case Open() | Slide():
            return _pointless(found, _common(found, question))
        case _:
            assert_never(question)


def _common(found: Findings, question: _AnyQuestion) -> _AnyQuestion:
    _check_numbers(found, question)
    return replace(
        question,
        text=found.block("text", question.text, QUESTION_LIMIT, needed=True),
        explanation=found.block("explanation", question.explanation, EXPLANATION_LIMIT),
        code=_code(found, question.code),
        tags=_lines(found, "tags", question.tags, LABEL_LIMIT, most=MAX_TAGS),
    )


def _check_numbers(found: Findings, question: Question) -> None:
    if question.seconds != UNTIMED and not MIN_SECONDS <= question.seconds <= MAX_SECONDS:
        found.add(
            "seconds",
            "out_of_range",
            N_("The time is {seconds} seconds; use {least} to {most}, 0 for none.").format(
                seconds=question.seconds, least=MIN_SECONDS, most=MAX_SECONDS
            ),
        )
    if not 0 <= question.points <= MAX_POINTS:
        found.add(
            "points",
            "out_of_range",
            N_("The question has {points} points; use 0 to {most}.").format(
                points=question.points, most=MAX_POINTS
            ),
        )


def _code(found: Findings, code: Code | None) -> Code | None:
    if code is None:
        return None
    return Code(
        text=found.block("code", code.text, CODE_LIMIT, needed=True),
        language=found.line("code", code.language, LABEL_LIMIT),
    )


def _choice(found: Findings, question: Choice) -> Choice:
    _check_right(found, question)
    return replace(question, options=_options(found, "options", question.options))


def _check_right(found: Findings, question: Choice) -> None:
    right = question.right
    if not right:
        found.add("right", "nothing_right", N_("No option is marked as right; mark one, or make it a poll."))
    elif list(right) != sorted(set(right)) or right[0] < 0 or right[-1] >= len(question.options):
        found.add(
            "right", "bad_right", N_("The right options must be there, each named once, in ascending order.")
        )
    elif question.select is Select.ONE and len(right) > 1:
        found.add("right", "several_right", N_("Only one option can be right when players pick one."))
    elif question.select is Select.ALL and len(right) == len(question.options):
        found.add(
            "right",
            "all_right",
            N_("Every option is right, so picking everything would win; add a wrong one, or let any count."),
        )


def _text(found: Findings, question: Text) -> Text:
    if not question.accepted:
        found.add("accepted", "nothing_accepted", N_("No answer is accepted; write at least one."))
    accepted = _lines(found, "accepted", question.accepted, ANSWER_LIMIT, most=MAX_ACCEPTED)
    return replace(question, accepted=accepted)


def _numeric(found: Findings, question: Numeric) -> Numeric:
    if not math.isfinite(question.low) or not math.isfinite(question.high):
        found.add("low", "not_finite", N_("The answer must be a number with an end; infinity is none."))
    elif question.low > question.high:
        found.add("low", "reversed", N_("The smallest right value is above the largest; swap them."))
    if not math.isfinite(question.nearness) or question.nearness < 0:
        found.add("nearness", "out_of_range", N_("The nearness must be 0 or more."))
    return replace(question, unit=found.line("unit", question.unit, LABEL_LIMIT))


def _order(found: Findings, question: Order) -> Order:
    items = _options(found, "items", question.items)
    seen: set[str] = set()
    for place, text in enumerate(items):
        if text and text in seen:
            found.add(
                f"items.{place}",
                "duplicate",
                N_("“{text}” stands here twice; make them differ.").format(text=text),
            )
        seen.add(text)
    return replace(question, items=items)


def _poll(found: Findings, question: Poll) -> Poll:
    return _pointless(found, replace(question, options=_options(found, "options", question.options)))


def _pointless(found: Findings, question: _AnyQuestion) -> _AnyQuestion:
    if question.points != 0:
        found.add(
            "points",
            "no_points",
            N_("Nothing is right or wrong here, so it cannot earn points; leave them out."),
        )
    return question


def _options(found: Findings, field: str, raw: tuple[str, ...]) -> tuple[str, ...]:
    if not MIN_OPTIONS <= len(raw) <= MAX_OPTIONS:
        one, several = _NUMBERS[field]
        message = (one if len(raw) == 1 else several).format(
            number=len(raw), least=MIN_OPTIONS, most=MAX_OPTIONS
        )
        found.add(field, "wrong_number", message)
        if len(raw) > MAX_OPTIONS:
            return raw
    return _lines(found, field, raw, OPTION_LIMIT, most=MAX_OPTIONS)


def _lines(found: Findings, field: str, raw: tuple[str, ...], limit: int, *, most: int) -> tuple[str, ...]:
    if len(raw) > most:
        found.add(
            field,
            "too_many",
            _TOO_MANY[field].format(number=len(raw), most=most),
        )
        return raw[:most]
    return tuple(found.line(f"{field}.{place}", text, limit, needed=True) for place, text in enumerate(raw))
