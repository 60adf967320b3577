"""A quiz: a document somebody wrote, with its settings and questions."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Literal

from annotated_types import Interval

from quizterm.quiz.bounds import MAX_ACCEPTED, MAX_OPTIONS, MAX_QUESTIONS, MAX_TAGS, AtMost

DEFAULT_POINTS = 1000
DEFAULT_SECONDS = 20
UNTIMED = 0
"""Value of `seconds` for a question without a deadline."""

# How long a list may be is said here, because reading a longer one already costs the reader; what else
# makes a quiz right is said by `checking`.

Whole = Annotated[int, Interval(ge=-(2**53 - 1), le=2**53 - 1)]
"""A whole number that every JSON reader keeps exact."""
Options = Annotated[tuple[str, ...], AtMost(MAX_OPTIONS)]
"""Texts of options or items."""
Indexes = Annotated[tuple[Annotated[int, Interval(ge=0, lt=MAX_OPTIONS)], ...], AtMost(MAX_OPTIONS)]
"""Options or items by index."""
Spellings = Annotated[tuple[str, ...], AtMost(MAX_ACCEPTED)]
"""Typed answers that count as right."""


class Kind(StrEnum):
    """The kinds of question."""

    CHOICE = "choice"
    TRUE_FALSE = "true_false"
    TEXT = "text"
    NUMERIC = "numeric"
    ORDER = "order"
    POLL = "poll"
    OPEN = "open"
    SLIDE = "slide"


UNGRADED = (Kind.POLL, Kind.OPEN, Kind.SLIDE)
"""Kinds of which nothing is right or wrong."""


class Scoring(StrEnum):
    """How right answers become points."""

    SPEED = "speed"
    """Faster right answers earn more, down to half the points at the deadline."""
    ACCURACY = "accuracy"
    """Every right answer earns the question's points."""
    NONE = "none"
    """Nobody earns points."""


class Select(StrEnum):
    """What a player must pick in a `choice` question that has right options."""

    ONE = "one"
    """Exactly one option is right."""
    ALL = "all"
    """Several are right, and all of them are wanted; some of them earn partial credit."""
    ANY = "any"
    """Several are right, and any one of them will do."""


@dataclass(frozen=True, slots=True)
class Code:
    """A block of program text shown with a question."""

    text: str
    language: str = ""
    """A name that Pygments knows; empty means plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What every kind of question has."""

    text: str
    """The question itself; may have several lines."""
    code: Code | None = None
    explanation: str = ""
    """Shown at the reveal."""
    seconds: Whole = DEFAULT_SECONDS
    """Time to answer in seconds; `UNTIMED` for no deadline."""
    points: Whole = DEFAULT_POINTS
    """What a right answer earns at most; 0 is allowed."""
    tags: Annotated[tuple[str, ...], AtMost(MAX_TAGS)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Common):
    """Pick from options."""

    kind: Literal[Kind.CHOICE] = Kind.CHOICE
    options: Options
    right: Indexes
    """Indexes of the right options, ascending."""
    select: Select = Select.ONE
    shuffle: bool = False
    """Show the options in another order in each session (the same for everybody in it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Common):
    """Is the statement true?"""

    kind: Literal[Kind.TRUE_FALSE] = Kind.TRUE_FALSE
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Common):
    """Type a word or a few."""

    kind: Literal[Kind.TEXT] = Kind.TEXT
    accepted: Spellings
    """Every spelling that counts; the first one is shown as the answer."""
    match_case: bool = False
    match_accents: bool = False
    match_spaces: bool = False
    slips: bool = False
    """Forgive small typing slips: one in words of four letters or more, two from nine letters on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Common):
    """Type a number."""

    kind: Literal[Kind.NUMERIC] = Kind.NUMERIC
    low: float
    """Smallest value that is right."""
    high: float
    """Largest value that is right."""
    nearness: float = 0.0
    """Width beyond `low` and `high` over which credit falls from full to nothing; 0 for none."""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Common):
    """Put items in order."""

    kind: Literal[Kind.ORDER] = Kind.ORDER
    items: Options
    """In the right order; each session shows them in another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll(Common):
    """Pick from options; nothing is right or wrong."""

    kind: Literal[Kind.POLL] = Kind.POLL
    options: Options
    several: bool = False
    """More than one option may be picked."""
    points: Whole = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Common):
    """Say something in your own words; shown as a grouped list."""

    kind: Literal[Kind.OPEN] = Kind.OPEN
    points: Whole = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide(Common):
    """Information only."""

    kind: Literal[Kind.SLIDE] = Kind.SLIDE
    points: Whole = 0
    seconds: Whole = UNTIMED


Question = Choice | TrueFalse | Text | Numeric | Order | Poll | Open | Slide


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a quiz is to be played, unless the host says otherwise."""

    scoring: Scoring = Scoring.SPEED
    streak_bonus: bool = False
    """Add points for right answers in a row."""
    change_answer: bool = False
    """Players may change an answer until the question closes."""
    reading_seconds: Whole = 3
    """How long a question is shown before it can be answered; 0 opens it at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """A document somebody wrote: title, settings, questions."""

    title: str
    questions: Annotated[tuple[Question, ...], AtMost(MAX_QUESTIONS)]
    description: str = ""
    language: str = ""
    """BCP 47 tag of the quiz's language, for example `ar`; empty if not said."""
    settings: Settings = field(default_factory=Settings)
