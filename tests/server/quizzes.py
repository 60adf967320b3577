"""Quizzes that the server's tests play."""

from typing import Any

from quizterm.quiz.model import Question, Quiz, Settings
from tests.support.games import DNS, EVERY_KIND, PORT


def quiz(*questions: Question, title: str = "Test", reading_seconds: int = 0, **settings: Any) -> Quiz:
    """A quiz of these questions, opened at once unless there is time to read."""
    return Quiz(
        title=title,
        questions=questions or (PORT, DNS),
        settings=Settings(reading_seconds=reading_seconds, **settings),
    )


EVERYTHING = quiz(*EVERY_KIND, title="Everything")
