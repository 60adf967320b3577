"""Questions of which the answer is typed: words, and numbers."""

import re
from collections.abc import Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizterm.formats.exchange import marks
from quizterm.formats.moodle.answers import Answer, says_yes
from quizterm.formats.moodle.asked import Asked
from quizterm.formats.moodle.numbers import around, number
from quizterm.formats.moodle.texts import Written, one_line
from quizterm.language import N_
from quizterm.quiz.model import Numeric, Question, Text

_ANYTHING = "*"
_WILD = re.compile(r"(?<!\\)\*+")
_OUTER = re.compile(r"^\*+|(?<!\\)\*+$")


def short_answer(asked: Asked) -> Question | None:
    """Make a question for typed words."""
    answers = [answer for answer in asked.answers() if _said(answer) not in ("", _ANYTHING)]
    right = [answer for answer in answers if answer.is_right()]
    partly = [answer for answer in answers if answer.weight > 0 and not answer.is_right()]
    if asked.seedling.ledger.wishes.accept_partial:
        right += partly
    elif partly:
        asked.seedling.loss(*marks.partial_spellings([_said(answer) for answer in partly]))
    accepted = _spellings(asked, right)
    if not accepted:
        asked.seedling.leave_out(*marks.NO_SPELLING)
        return None
    match_case = says_yes(asked.element, "usecase", absent=False)
    return Text(**asked.graded(right, asked.answers()), accepted=accepted, match_case=match_case)


def numerical(asked: Asked) -> Question | None:
    """Make a question for a number."""
    answers = [answer for answer in asked.answers() if _said(answer) not in ("", _ANYTHING)]
    numbers = [(answer, number(_said(answer))) for answer in answers]
    known = [(answer, value) for answer, value in numbers if value is not None]
    if len(known) < len(numbers):
        asked.seedling.loss("no_number", N_("Some of its answers are no numbers; they are not accepted."))
    known.sort(key=lambda one: one[0].weight, reverse=True)
    right = [one for one in known if one[0].is_right()] or [one for one in known[:1] if one[0].weight > 0]
    if not right:
        asked.seedling.leave_out(*marks.NO_NUMBER)
        return None
    _note_partial(asked, known, right)
    if len(right) > 1 and not any(_tolerance(answer) for answer, _ in right):
        return _several_numbers(asked, right)
    return _one_number(asked, right)


def _said(answer: Answer) -> str:
    return answer.text.text.strip()


def _spellings(asked: Asked, right: Sequence[Answer]) -> tuple[str, ...]:
    texts = [_spelling(asked, answer.text, answer.element) for answer in right]
    return tuple(text.replace(r"\*", "*") for text in texts if text)


def _spelling(asked: Asked, written: Written, element: Element) -> str:
    """Give an accepted spelling, without the stars that stand for anything; empty if it needs them."""
    if element.get("format", "").strip().lower() == "html":
        text = one_line(written, asked.unshown)
    else:
        text = " ".join(line.strip() for line in written.text.strip().split("\n"))
    plain = _OUTER.sub("", text).strip()
    if plain != text or _WILD.search(plain):
        message = N_(
            "“{text}” stands for many answers; only what is written is accepted, without the stars."
        ).format(text=text)
        if _WILD.search(plain):
            message = N_(
                "“{text}” stands for many answers, which is not possible here; it is not accepted."
            ).format(text=text)
        asked.seedling.loss("wildcard", message)
    return "" if _WILD.search(plain) else plain


def _note_partial(
    asked: Asked, known: Sequence[tuple[Answer, Decimal]], right: Sequence[tuple[Answer, Decimal]]
) -> None:
    earning = [answer for answer, _ in known if answer.weight > 0]
    if len(earning) > len(right) or not right[0][0].is_right():
        asked.seedling.loss(*marks.PARTIAL_NUMBERS)


def _several_numbers(asked: Asked, right: Sequence[tuple[Answer, Decimal]]) -> Question:
    asked.seedling.loss(*marks.SEVERAL_NUMBERS)
    chosen = [answer for answer, _ in right]
    return Text(**asked.graded(chosen, asked.answers()), accepted=tuple(map(_said, chosen)))


def _one_number(asked: Asked, right: Sequence[tuple[Answer, Decimal]]) -> Question:
    answer, value = right[0]
    if len(right) > 1:
        asked.seedling.loss(*marks.several_ranges(_said(answer)))
    low, high = around(value, _tolerance(answer))
    unit = _unit(asked)
    return Numeric(**asked.graded([answer], asked.answers()), low=low, high=high, unit=unit)


def _tolerance(answer: Answer) -> Decimal:
    return number(answer.element.findtext("tolerance") or "0") or Decimal(0)


def _unit(asked: Asked) -> str:
    units = asked.element.findall("units/unit")
    units.sort(key=lambda unit: number(unit.findtext("multiplier") or "") != 1)
    names = [" ".join((unit.findtext("unit_name") or "").split()) for unit in units]
    named = [name for name in names if name]
    if len(named) > 1:
        message = N_("Answers may be in several units; only {unit} is possible now.").format(unit=named[0])
        asked.seedling.loss("several_units", message)
    return named[0] if named else ""
