"""How long a quiz takes, as far as that can be told beforehand."""

from dataclasses import dataclass

from quizterm.engine.phases import AUTO_REVEAL, AUTO_SLIDE, AUTO_STANDINGS, LONGEST_READING, READING_SPEED
from quizterm.quiz.model import UNGRADED, UNTIMED, Question, Quiz, Scoring, Slide


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a quiz takes at most, in seconds."""

    asking: int
    """To read all questions and to answer them, each up to its deadline."""
    showing: int
    """To show results, standings and slides, in a session that runs by itself."""
    untimed: int
    """How many questions have no deadline; only the time to read them is counted."""


def duration(quiz: Quiz) -> Duration:
    """Give the time that a quiz takes if nobody answers before a deadline."""
    asked = [one for one in quiz.questions if not isinstance(one, Slide)]
    slides = len(quiz.questions) - len(asked)
    shown = slides * AUTO_SLIDE + sum(_shown(one, quiz) for one in asked)
    return Duration(
        asking=sum(quiz.settings.reading_seconds + one.seconds for one in asked),
        showing=shown // 1000,
        untimed=sum(one.seconds == UNTIMED for one in asked),
    )


def _shown(question: Question, quiz: Quiz) -> int:
    scores = question.kind not in UNGRADED and question.points > 0
    standings = AUTO_STANDINGS if scores and quiz.settings.scoring is not Scoring.NONE else 0
    reading = min(len(question.explanation) * 1000 // READING_SPEED, LONGEST_READING)
    return AUTO_REVEAL + reading + standings
