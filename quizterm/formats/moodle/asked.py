"""A Moodle question of which the stem is understood, and what every kind takes from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict
from xml.etree.ElementTree import Element

from quizterm.formats.exchange.harvest import Seedling
from quizterm.formats.exchange.richtext import Unshown
from quizterm.formats.moodle.answers import Answer, answers_of, explanation, note_feedback
from quizterm.formats.moodle.numbers import number
from quizterm.formats.moodle.texts import Stem
from quizterm.language import N_
from quizterm.quiz.bounds import MAX_POINTS
from quizterm.quiz.model import DEFAULT_POINTS, Code


class Common(TypedDict):
    """What every kind of question has."""

    text: str
    code: Code | None
    explanation: str
    tags: tuple[str, ...]


class Graded(Common):
    """What every kind has of which something is right."""

    points: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the readers of all types share."""

    element: Element
    stem: Stem
    format: str
    """That of the stem, and of answers that do not say theirs."""
    tags: tuple[str, ...]
    seedling: Seedling
    unshown: Unshown
    """Takes what cannot be shown of its texts."""

    def answers(self) -> list[Answer]:
        """Give the answers in the order of the file."""
        return answers_of(self.element, format=self.format)

    def common(self, right: Sequence[Answer] = ()) -> Common:
        """Give what does not depend on the kind; the feedback of what is right explains it."""
        return Common(
            text=self.stem.text,
            code=self.stem.code,
            explanation=explanation(self.element, right, self.unshown),
            tags=self.tags,
        )

    def graded(self, right: Sequence[Answer], answers: Sequence[Answer]) -> Graded:
        """Give what does not depend on the kind, for a question that earns points."""
        note_feedback(answers, right, self.seedling)
        return Graded(**self.common(right), points=self.points())

    def points(self) -> int:
        """Give the points: a mark of one, which is Moodle's default, is ours."""
        mark = number(self.element.findtext("defaultgrade") or "1")
        points = round(mark * DEFAULT_POINTS) if mark is not None and mark >= 0 else DEFAULT_POINTS
        if points > MAX_POINTS:
            message = N_("Its mark would be {points} points; it has {most} now, which is the most.").format(
                points=points, most=MAX_POINTS
            )
            self.seedling.loss("points_changed", message)
            return MAX_POINTS
        return points
