"""A quiz as Markdown, to be printed or read: the questions, and behind them the answers."""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from typing import assert_never

from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.fences import fenced
from quizterm.formats.exchange.ledger import Ledger, Spot
from quizterm.formats.exchange.naming import short
from quizterm.language import LANGUAGES, N_, _, pgettext, speaking
from quizterm.quiz.bounds import LETTERS
from quizterm.quiz.model import (
    DEFAULT_POINTS,
    DEFAULT_SECONDS,
    UNGRADED,
    UNTIMED,
    Choice,
    Code,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Quiz,
    Select,
    Settings,
    Slide,
    Text,
    TrueFalse,
)
from quizterm.text import plain_number

_BLANK = "_" * 30
_LINE_END = "  \n"
"""A line end that is kept, in every dialect."""

# First what could begin something anywhere, then before a word, and then at the beginning of a line.
_MARK = re.compile(r"[\\`*_\[{|~^$]|:(?=\w{1,40}:)|(?<!\S)#|^[+=>:-]|^\d{1,9}(?=[.)](?:\s|$))", re.MULTILINE)
_CHARACTER = re.compile(r"<|&(?=#?\w{1,40};)")
_AS_ENTITY = {"<": "&lt;", "&": "&amp;"}
_INDENT = re.compile(r"^[ \u00a0]+", re.MULTILINE)
_SPACES = re.compile(r" (?= )")
_LANGUAGE = re.compile(r"[\w+#.-]+")

_STRICTNESS = (
    ("match_case", N_("capitals matter")),
    ("match_accents", N_("accents matter")),
    ("match_spaces", N_("spaces matter")),
    ("slips", N_("small slips are forgiven")),
)


def write(quiz: Quiz, ledger: Ledger, _manner: Manner) -> bytes:
    """Write a quiz in its language, if that is one of ours, and else in that of the person.

    Times, points, tags and settings, which paper has no use for, stay behind.
    """
    language = quiz.language.partition("-")[0].lower()
    with speaking(language) if language in LANGUAGES else nullcontext():
        text = _document(quiz, ledger)
    _remark(quiz, ledger)
    return text.encode()


def _document(quiz: Quiz, ledger: Ledger) -> str:
    blocks = [f"# {_escaped(quiz.title)}", _escaped(quiz.description)]
    key: list[str] = []
    number = 0
    for place, question in enumerate(quiz.questions, 1):
        entry = ledger.begin(Spot("question", place), short(question.text))
        number += not isinstance(question, Slide)
        blocks += _asked(number, question)
        key += _answered(number, question)
        entry.settle()
    if key:
        blocks += ["---", f"## {pgettext('heading', 'Answers')}", *key]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _remark(quiz: Quiz, ledger: Ledger) -> None:
    seconds, points = {DEFAULT_SECONDS, UNTIMED}, {DEFAULT_POINTS, 0}
    if quiz.settings != Settings() or not all(
        one.seconds in seconds and one.points in points and not one.tags for one in quiz.questions
    ):
        ledger.remark(
            "not_written", N_("Times, points, tags and settings are not written; paper has no use for them.")
        )


def _asked(number: int, question: Question) -> Iterator[str]:
    text = _escaped(question.text)
    yield text if isinstance(question, Slide) else f"**{number}.** {text}"
    if question.code:
        yield _program(question.code)
    match question:
        case Choice() | Poll():
            yield _lettered(question.options)
            yield _hint(question)
        case TrueFalse():
            yield _lettered((_("True"), _("False")))
        case Order():
            yield _lettered(_mixed(question))
            yield _("Order: {blank}").format(blank=_BLANK)
        case Numeric():
            yield _("Answer: {blank}").format(blank=f"{_BLANK} {_escaped(question.unit)}".rstrip())
        case Text() | Open():
            yield _("Answer: {blank}").format(blank=_BLANK)
        case Slide():
            yield _escaped(question.explanation)
        case _:
            assert_never(question)


def _hint(question: Choice | Poll) -> str:
    if isinstance(question, Poll):
        return (
            f"*{_('Nothing is right or wrong here; pick as many as you like.')}*" if question.several else ""
        )
    words = {Select.ONE: "", Select.ALL: _("Pick all that are right."), Select.ANY: _("Pick one.")}
    return f"*{words[question.select]}*" if words[question.select] else ""


def _answered(number: int, question: Question) -> Iterator[str]:
    if isinstance(question, Slide) or (question.kind in UNGRADED and not question.explanation):
        return
    yield f"**{number}.** {_answer(question)}".rstrip()
    yield _escaped(question.explanation)


def _answer(question: Question) -> str:
    match question:
        case Choice():
            right = [f"{LETTERS[place]}. {_escaped(question.options[place])}" for place in question.right]
            return (
                f" {pgettext('between answers', 'or')} ".join(right)
                if question.select is Select.ANY
                else "; ".join(right)
            )
        case TrueFalse():
            return f"A. {_('True')}" if question.right else f"B. {_('False')}"
        case Order():
            shown = _mixed(question)
            return ", ".join(LETTERS[shown.index(item)] for item in question.items)
        case Numeric():
            return _numeric_answer(question)
        case Text():
            strictness = [f" ({_(said)})" for name, said in _STRICTNESS if getattr(question, name)]
            return " / ".join(map(_escaped, question.accepted)) + "".join(strictness)
        case _:
            return ""


def _numeric_answer(question: Numeric) -> str:
    low, high = plain_number(question.low), plain_number(question.high)
    value = low if low == high else pgettext("range", "{low} to {high}").format(low=low, high=high)
    said = _escaped(f"{value} {question.unit}".rstrip())
    if not question.nearness:
        return said
    nearly = _("(up to {number} beside it earns a part)").format(number=plain_number(question.nearness))
    return f"{said} {nearly}"


def _mixed(question: Order) -> tuple[str, ...]:
    """Give the items in an order that tells nothing of the right one."""
    mixed = sorted(question.items)
    return tuple(mixed if tuple(mixed) != question.items else reversed(mixed))


def _lettered(options: tuple[str, ...]) -> str:
    return "\n".join(
        f"- **{letter}.** {_escaped(option)}" for letter, option in zip(LETTERS, options, strict=False)
    )


def _program(code: Code) -> str:
    return fenced(code.text, code.language if _LANGUAGE.fullmatch(code.language) else "")


def _escaped(text: str) -> str:
    """Write people's text so that it is shown as it is, and is never taken for Markdown or HTML."""
    marked = _MARK.sub(_behind_a_backslash, text)
    safe = _CHARACTER.sub(lambda found: _AS_ENTITY[found[0]], marked)
    spaced = _SPACES.sub("\u00a0", _INDENT.sub(lambda found: "&nbsp;" * len(found[0]), safe))
    return "\n\n".join(part.replace("\n", _LINE_END) for part in re.split("\n\n+", spaced))


def _behind_a_backslash(found: re.Match[str]) -> str:
    # A number is text, and the full stop behind it makes the list.
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
