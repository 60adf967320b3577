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
    """As `#rrggbb`; white and bold text is readable on it."""

    @property
    def label(self) -> str:
        """Shape and letter: `▲ A`."""
        return f"{self.shape} {self.letter}"


MARKS = (
    Mark("▲", "A", "#0072B2"),
    Mark("◆", "B", "#D55E00"),
    Mark("●", "C", "#009E73"),
    Mark("■", "D", "#B5588E"),
    Mark("★", "E", "#8A6D00"),
    Mark("✚", "F", "#3D5A80"),
    Mark("⬟", "G", "#8C4A2F"),
    Mark("⬢", "H", "#5B5F66"),
)


def mark_of(index: int) -> Mark:
    """The mark of the option at `index`; past the last one, the number stands for itself."""
    return MARKS[index] if index < len(MARKS) else Mark("·", str(index + 1), MARKS[-1].colour)


def option_texts(item: QuestionView) -> tuple[str, ...]:
    """What can be picked or put in order, as shown."""
    return tuple(_(word) for word in TRUTH) if item.kind is Kind.TRUE_FALSE else item.options


def wants_several(item: QuestionView) -> bool:
    """Whether options are collected first and sent together."""
    return item.several if item.kind is Kind.POLL else item.kind is Kind.CHOICE and item.select is Select.ALL
