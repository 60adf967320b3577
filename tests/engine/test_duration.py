"""How long a quiz takes: as long as a session that runs by itself and in which nobody answers."""

from dataclasses import replace

import pytest

from quizterm.engine.duration import Duration, duration
from quizterm.quiz.model import Scoring
from quizterm.snapshot import Phase
from tests.support.games import ANN, BITS, BREAK, EVERY_KIND, FALSEHOOD, PORT, Story

POINTLESS = replace(FALSEHOOD, points=0, explanation="x" * 900)


@pytest.mark.parametrize("scoring", list(Scoring))
@pytest.mark.parametrize("reading_seconds", [0, 4])
def test_the_time_is_that_of_a_session_that_runs_by_itself(scoring: Scoring, reading_seconds: int) -> None:
    story = Story(*EVERY_KIND, POINTLESS, auto=True, scoring=scoring, reading_seconds=reading_seconds)
    story.join(ANN).start()

    while story.phase() is not Phase.PODIUM:
        assert story.game.deadline is not None
        story.wait((story.game.deadline - story.now) / 1000)

    told = duration(story.created.quiz)
    assert told.asking + told.showing == story.now // 1000


def test_a_question_without_a_deadline_is_not_counted_but_named() -> None:
    quiz = Story(BITS, replace(PORT, seconds=0), BREAK, reading_seconds=3).created.quiz

    assert duration(quiz) == Duration(asking=26, showing=30, untimed=1)
