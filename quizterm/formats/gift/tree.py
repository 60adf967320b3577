"""What a GIFT block says, before anything is made of it."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Rich:
    """A text and how it is formatted: `moodle`, `html`, `plain` or `markdown`."""

    text: str
    format: str


@dataclass(slots=True)
class Item:
    """One option, or one accepted spelling."""

    text: Rich
    weight: float
    """The share of the points that it earns, in percent."""
    feedback: Rich | None


@dataclass(slots=True)
class Measure:
    """A range of numbers."""

    written: str
    low: float
    high: float
    weight: float
    feedback: Rich | None


@dataclass(slots=True)
class Pair:
    """Two things that belong together; without a left side, a right side that belongs to nothing."""

    left: Rich
    right: str


@dataclass(slots=True)
class Essay:
    """Anything may be written."""


@dataclass(slots=True)
class Ordering:
    """Items in their right order."""

    items: list[Rich]
    shown: int
    """How many of them are asked; 0 for all."""


@dataclass(slots=True)
class Numerical:
    """Ranges with what they earn."""

    measures: list[Measure]
    when_wrong: Rich | None


@dataclass(slots=True)
class Choices:
    """Options with what they earn."""

    items: list[Item]
    radio: bool
    """Only one may be picked."""


@dataclass(slots=True)
class Matching:
    """Pairs."""

    pairs: list[Pair]
    odd: int
    """Pieces that are no pairs, or had a feedback, which pairs cannot have."""


@dataclass(slots=True)
class Truth:
    """True or false."""

    right: bool
    written: str
    when_wrong: Rich | None
    when_right: Rich | None


@dataclass(slots=True)
class Short:
    """Spellings with what they earn."""

    items: list[Item]


Answers = Essay | Ordering | Numerical | Choices | Matching | Truth | Short


@dataclass(slots=True)
class Node:
    """A question, or a description if it has no answers."""

    title: str
    """Empty if there is none."""
    stem: Rich
    answers: Answers | None = None
    general: Rich | None = None
    """The feedback that everybody gets."""
    gap: bool = False
    """The answers stand within the text, where a gap is now."""
    inner_brace: bool = False
    """There is a brace within the answers that is not escaped."""
    id: str = ""
    tags: list[str] = field(default_factory=list)


class Broken(Exception):
    """A block that is no question; the message says why, and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
