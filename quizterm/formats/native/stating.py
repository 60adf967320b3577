"""What a quiz and its questions say, field by field, in the order in which the fields stand in a file."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import assert_never

from quizterm.formats.native.answers import is_typed_as_it_stands
from quizterm.formats.native.form import spelled_number
from quizterm.formats.native.layout import Field, Item, Listing, Program, Prose, Value, Word
from quizterm.formats.native.options import needs_quotes
from quizterm.formats.native.question import Defaults, is_glued_code
from quizterm.quiz.model import (
    DEFAULT_POINTS,
    DEFAULT_SECONDS,
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

_MOST_DIGITS = 15
"""Numbers of more digits are written as the floating-point numbers that they are."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the top of a quiz file says."""

    title: str
    description: str = ""
    language: str = ""
    settings: Settings = field(default_factory=Settings)
    seconds: int = DEFAULT_SECONDS
    """For every question that does not say otherwise, like `points` and `shuffle`."""
    points: int = DEFAULT_POINTS
    shuffle: bool = False

    @classmethod
    def of(cls, quiz: Quiz, defaults: Defaults) -> "Head":
        """Give the top of a quiz's file; `defaults` is what it says about all questions."""
        return cls(
            title=quiz.title,
            description=quiz.description,
            language=quiz.language,
            settings=quiz.settings,
            seconds=defaults.seconds,
            points=defaults.points,
            shuffle=defaults.shuffle,
        )

    @property
    def defaults(self) -> Defaults:
        """What it says about all questions."""
        return Defaults(self.seconds, self.points, self.shuffle)


Names = Collection[str]
"""Fields that are to be there even where they say what goes without saying."""


def stated_head(head: Head, named: Names = ()) -> Iterator[Field]:
    """Give the fields of the top, up to the questions."""
    usual, settings = Head(""), head.settings
    yield Field("quizterm", Word("1", literal=True))
    yield Field("title", Word(head.title))
    if head.description:
        yield Field("description", Prose(head.description))
    if head.language:
        yield Field("language", Word(head.language))
    if settings.scoring != usual.settings.scoring or "scoring" in named:
        yield Field("scoring", Word(settings.scoring))
    yield from _flag("streak_bonus", settings.streak_bonus, named)
    yield from _flag("change_answer", settings.change_answer, named)
    yield from _whole("reading", settings.reading_seconds, usual.settings.reading_seconds, named)
    yield from _whole("seconds", head.seconds, usual.seconds, named)
    yield from _whole("points", head.points, usual.points, named)
    yield from _flag("shuffle", head.shuffle, named)


def stated(question: Question, defaults: Defaults, named: Names = ()) -> Iterator[Field]:
    """Give the fields of a question.

    Args:
        question: Any question, even one that breaks rules.
        defaults: What goes without saying.
        named: Fields that are to be there all the same; `range` asks for a number as a range.
    """
    is_slide = isinstance(question, Slide)
    yield Field("slide" if is_slide else "ask", Prose(question.text))
    if question.code is not None:
        yield Field("code", _program(question.code))
    yield from _kind(question, defaults, named)
    yield from _whole("seconds", question.seconds, UNTIMED if is_slide else defaults.seconds, named)
    unscored = isinstance(question, Poll | Open | Slide)
    yield from _whole("points", question.points, 0 if unscored else defaults.points, named)
    if question.explanation:
        yield Field("explain", Prose(question.explanation))
    if question.tags:
        yield _texts("tags", question.tags)


def _program(code: Code) -> Program:
    return Program(code.text, code.language, quoted=is_glued_code(code.text))


def _kind(question: Question, defaults: Defaults, named: Names) -> Iterator[Field]:
    match question:
        case Choice():
            yield from _choice(question, defaults, named)
        case TrueFalse():
            yield Field("answer", _truth(question.right))
        case Text():
            yield from _typed(question, named)
        case Numeric():
            yield from _numeric(question, named)
        case Order():
            yield _texts("order", question.items)
        case Poll():
            yield _texts("poll", question.options)
            yield from _flag("several", question.several, named)
        case Open():
            yield Field("open", _truth(True))
        case Slide():
            pass
        case _:
            assert_never(question)


def _choice(question: Choice, defaults: Defaults, named: Names) -> Iterator[Field]:
    right = set(question.right)
    items = tuple(
        Item(
            Word(text, quoted=index not in right and needs_quotes(text, nothing_right=not right)),
            index in right,
        )
        for index, text in enumerate(question.options)
    )
    yield Field("options", Listing(items, may_be_short=False))
    inferred = Select.ALL if len(right) > 1 else Select.ONE
    if question.select is not inferred or "pick" in named:
        yield Field("pick", Word(question.select))
    yield from _flag("shuffle", question.shuffle, named, defaults.shuffle)


def _typed(question: Text, named: Names) -> Iterator[Field]:
    if len(question.accepted) == 1:
        [text] = question.accepted
        yield Field("answer", Word(text, quoted=not is_typed_as_it_stands(text)))
    else:
        yield _texts("answer", question.accepted)
    yield from _flag("match_case", question.match_case, named)
    yield from _flag("match_accents", question.match_accents, named)
    yield from _flag("match_spaces", question.match_spaces, named)
    yield from _flag("slips", question.slips, named)


def _numeric(question: Numeric, named: Names) -> Iterator[Field]:
    low, high = question.low, question.high
    middle = None if "range" in named else _middle(low, high)
    if middle:
        yield Field("answer", _number(middle[0]))
        if middle[1] or "tolerance" in named:
            yield Field("tolerance", _number(middle[1]))
    else:
        ends = tuple(Item(_number(_decimal(end))) for end in (low, high))
        yield Field("range", Listing(ends))
    if question.nearness or "nearness" in named:
        yield Field("nearness", _number(_decimal(question.nearness)))
    if question.unit:
        yield Field("unit", Word(question.unit))


def _middle(low: float, high: float) -> tuple[Decimal, Decimal] | None:
    """Give the middle and the tolerance that are read back as exactly these ends, if there are such."""
    ends = _decimal(low), _decimal(high)
    middle, tolerance = (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2
    spelled = spelled_number(_spelled(middle)), spelled_number(_spelled(tolerance))
    if (
        spelled[0] is None
        or spelled[1] is None
        or tolerance < 0
        or len(middle.as_tuple().digits) > _MOST_DIGITS
    ):
        return None
    same = float(spelled[0] - spelled[1]) == low and float(spelled[0] + spelled[1]) == high
    return (middle, tolerance) if same else None


def _decimal(value: float) -> Decimal:
    """Give a number as it is written; what has no end becomes the largest that can be read back."""
    written = repr(value)
    if written in ("inf", "-inf", "nan"):
        return Decimal(written.replace("inf", "1e999").replace("nan", "0"))
    return Decimal(written)


def _number(value: Decimal) -> Word:
    return Word(_spelled(value), literal=True)


def _spelled(value: Decimal) -> str:
    """Write a number without an exponent, if that is not too long."""
    short = value.normalize()
    plain = f"{short:f}"
    return plain if len(plain) <= _MOST_DIGITS + 5 else str(short).replace("E+", "e").replace("E", "e")


def _texts(name: str, texts: tuple[str, ...]) -> Field:
    return Field(name, Listing(tuple(Item(Word(text)) for text in texts)))


def _truth(value: bool) -> Value:
    return Word("true" if value else "false", literal=True)


def _flag(name: str, value: bool, named: Names, usual: bool = False) -> Iterator[Field]:
    if value is not usual or name in named:
        yield Field(name, _truth(value))


def _whole(name: str, value: int, usual: int, named: Names) -> Iterator[Field]:
    if value != usual or name in named:
        yield Field(name, Word(str(value), literal=True))
