"""At which pace a quiz is played."""

from dataclasses import replace

from quizterm.quiz.model import UNTIMED, Quiz


def untimed(quiz: Quiz) -> Quiz:
    """The quiz without any clock: no deadline, and nothing that is shown for so many seconds first."""
    return replace(
        quiz,
        questions=tuple(replace(question, seconds=UNTIMED) for question in quiz.questions),
        settings=replace(quiz.settings, reading_seconds=0),
    )
