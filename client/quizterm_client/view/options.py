"""The marks of the options: a shape, a letter and a colour each."""

from dataclasses import dataclass

from quizterm.language import N_, _
from quizterm.quiz.model import Kind, Select
from quizterm.snapshot import QuestionView

PICKING = (Kind.CHOICE, Kind.TRUE_FALSE, Kind.POLL)
"""Kinds that are answered by picking options."""

TRUTH = (N_("True"), N_("False"))


@dataclass(frozen=True, slots=True)
class Mark:
    """How an option is told from the others, with colours and without."""

    shape: str
    letter: str
    colour: str
    """As `#rrggbb`."""
    ink: str
    """Of the letter on the colour: `white` or `black`, whichever is read more easily."""

    @property
    def label(self) -> str:
        """Shape and letter: `▲ A`."""
        return f"{self.shape} {self.letter}"


MARKS = (
    Mark("▲", "A", "#0072B2", "white"),
    Mark("◆", "B", "#D55E00", "black"),
    Mark("●", "C", "#009E73", "black"),
    Mark("■", "D", "#CC79A7", "black"),
    Mark("★", "E", "#D7BA43", "black"),
    Mark("✚", "F", "#344B79", "white"),
    Mark("⬟", "G", "#89443A", "white"),
    Mark("⬢", "H", "#5E6167", "white"),
)
"""The first four are of the palette of Okabe and Ito, which people tell apart with every kind of eyes; the
others are chosen to be as far from these and from each other as they can be, for the same eyes."""


def mark_of(index: int) -> Mark:
    """The mark of the option at `index`; past the last one, the number stands for itself."""
    return MARKS[index] if index < len(MARKS) else Mark("·", str(index + 1), MARKS[-1].colour, MARKS[-1].ink)


def option_texts(item: QuestionView) -> tuple[str, ...]:
    """What can be picked or put in order, as shown."""
    return tuple(_(word) for word in TRUTH) if item.kind is Kind.TRUE_FALSE else item.options


def wants_several(item: QuestionView) -> bool:
    """Whether options are collected first and sent together."""
    return item.several if item.kind is Kind.POLL else item.kind is Kind.CHOICE and item.select is Select.ALL
