"""What each kind of question has of its own in Moodle XML."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from quizterm.formats.exchange.ledger import Entry
from quizterm.formats.moodle.markup import escaped, line
from quizterm.formats.moodle.numbers import middle, share
from quizterm.language import N_
from quizterm.quiz.model import (
    Choice,
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

_NO_FEEDBACK = '<feedback format="html"><text></text></feedback>'  # untranslated: XML


def type_of(question: Question) -> str:
    """Give Moodle's name of a kind."""
    match question:
        case Choice() | Poll():
            return "multichoice"
        case TrueFalse():
            return "truefalse"
        case Text():
            return "shortanswer"
        case Numeric():
            return "numerical"
        case Order():
            return "ordering"
        case Open():
            return "essay"
        case Slide():
            return "description"
        case _:
            assert_never(question)


def body(question: Question, entry: Entry) -> Iterator[str]:
    """Give the lines that only this kind has; what they cannot hold is noted."""
    match question:
        case Choice():
            return _choice(question, entry)
        case Poll():
            return _poll(question, entry)
        case TrueFalse():
            return _true_false(question)
        case Text():
            return _text(question)
        case Numeric():
            return _numeric(question)
        case Order():
            return _order(question)
        case Open():
            return _essay()
        case Slide():
            return iter(())
        case _:
            assert_never(question)


def _choice(question: Choice, entry: Entry) -> Iterator[str]:
    count = len(question.options)
    if question.points == 0 and len(question.right) == count:
        entry.loss("poll", N_("Every option is right and none earns points, which reads as a poll there."))
    several = question.select is Select.ALL
    full = share(len(question.right)) if several else "100"
    # Wrong ones take away what they do here, so that picking everything earns nothing.
    penalty = f"-{share(count - len(question.right))}" if several else "0"
    fractions = [full if index in question.right else penalty for index in range(count)]
    return _options(question.options, fractions, single=not several, shuffle=question.shuffle)


def _poll(question: Poll, entry: Entry) -> Iterator[str]:
    message = N_("Moodle has no polls; it is a choice there without marks, of which every answer counts.")
    entry.loss("poll", message)
    count = len(question.options)
    fraction = share(count) if question.several else "100"
    return _options(question.options, [fraction] * count, single=not question.several, shuffle=False)


def _options(
    options: Iterable[str], fractions: Iterable[str], *, single: bool, shuffle: bool
) -> Iterator[str]:
    yield f"<single>{_said(single)}</single>"
    yield f"<shuffleanswers>{_said(shuffle)}</shuffleanswers>"
    yield "<answernumbering>abc</answernumbering>"
    for option, fraction in zip(options, fractions, strict=True):
        yield _answer(fraction, "html", line(option))


def _true_false(question: TrueFalse) -> Iterator[str]:
    for value in (True, False):
        yield _answer("100" if question.right is value else "0", "moodle_auto_format", _said(value))


def _text(question: Text) -> Iterator[str]:
    yield f"<usecase>{int(question.match_case)}</usecase>"
    for accepted in question.accepted:
        # A star stands for anything there.
        yield _answer("100", "moodle_auto_format", accepted.replace("*", r"\*"))


def _numeric(question: Numeric) -> Iterator[str]:
    value, tolerance = middle(question.low, question.high)
    yield f'<answer fraction="100" format="moodle_auto_format"><text>{value}</text>'  # untranslated: XML
    yield f"  {_NO_FEEDBACK}<tolerance>{tolerance}</tolerance>"
    yield "</answer>"
    if question.unit:
        named = f"<unit_name>{escaped(question.unit)}</unit_name>"
        yield f"<units><unit><multiplier>1</multiplier>{named}</unit></units>"
        yield "<unitgradingtype>0</unitgradingtype>"
        yield "<showunits>0</showunits>"


def _order(question: Order) -> Iterator[str]:
    yield "<layouttype>VERTICAL</layouttype>"
    yield "<selecttype>ALL</selecttype>"
    yield "<selectcount>0</selectcount>"
    yield "<gradingtype>ABSOLUTE_POSITION</gradingtype>"
    yield "<showgrading>SHOW</showgrading>"
    yield "<numberingstyle>none</numberingstyle>"
    for place, item in enumerate(question.items, 1):
        yield _answer(str(place), "html", line(item))


def _essay() -> Iterator[str]:
    yield "<responseformat>editor</responseformat>"
    yield "<responserequired>1</responserequired>"
    yield "<responsefieldlines>5</responsefieldlines>"
    yield "<attachments>0</attachments>"
    yield "<attachmentsrequired>0</attachmentsrequired>"


def _answer(fraction: str, format: str, text: str) -> str:
    marks = f'fraction="{fraction}" format="{format}"'
    return f"<answer {marks}><text>{escaped(text)}</text>{_NO_FEEDBACK}</answer>"


def _said(value: bool) -> str:
    return "true" if value else "false"
