"""What comes of reading a quiz file; kept apart from the reading itself, which a server loads nothing of."""

from dataclasses import dataclass

from quizterm.quiz.model import Quiz
from quizterm_server.library.words import Weight


@dataclass(frozen=True, slots=True)
class Reading:
    """What a quiz file says."""

    quiz: Quiz
    """Checked, ready to be played."""
    words: dict[str, Weight]
    """By which it is found."""


@dataclass(frozen=True, slots=True)
class NoQuiz:
    """A file that is no quiz yet."""

    problem: str
    """The first thing that is wrong, with its place."""
    more: int
    """How many other things are wrong."""
