"""For a while nothing could be stored, so nothing was taken: that time counts for nobody."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.engine import inputs
from quizterm.engine.effects import EVERYBODY, SetTimer
from quizterm.engine.outcome import outcome
from quizterm.engine.state import Game
from quizterm.engine.views import view_for
from quizterm.quiz.model import UNTIMED, Choice, Question
from quizterm.snapshot import Audience, Millis, Phase, Stage
from tests.engine.histories import History, happen, histories
from tests.support.games import ANN, BOB, BREAK, PORT, Story

UNTIMED_PORT = Choice(text=PORT.text, options=PORT.options, right=PORT.right, seconds=UNTIMED)


def _seen_from(now: Millis, game: Game, audience: Audience) -> Stage:
    """A stage with the time left in place of the deadline, and without since when people are away."""
    stage = view_for(game, audience)
    left = Millis(stage.deadline - now) if stage.deadline is not None else None
    desk = stage.desk
    if desk is not None:
        desk = replace(desk, seats=tuple(seat._replace(away_since=None) for seat in desk.seats))
    return replace(stage, deadline=left, desk=desk)


@given(histories, st.sampled_from((0, 1, 700, 60_000)).map(Millis))
def test_a_game_that_stood_still_is_one_in_which_no_time_passed(history: History, span: Millis) -> None:
    """R34. However often, and at whatever moment, nothing can be stored."""
    undisturbed, disturbed = history.started(), history.started()
    for move in history.moves:
        disturbed.stand_still(span / 1000)

        happen(undisturbed, move)
        happen(disturbed, move)

        assert outcome(disturbed.game) == outcome(undisturbed.game)
        for audience in Audience:
            seen = _seen_from(disturbed.now, disturbed.game, audience)
            assert seen == _seen_from(undisturbed.now, undisturbed.game, audience)
        for player in undisturbed.game.players:
            assert view_for(disturbed.game, player) == view_for(undisturbed.game, player)


def test_the_open_question_has_the_time_left_that_it_had() -> None:
    story = Story(PORT).join(ANN, BOB).start().wait(5)

    effects = story.stand_still(60)

    assert effects == [SetTimer(story.game.timer, Millis(80_000)), EVERYBODY]
    assert story.wait(14.9).phase() is Phase.OPEN
    assert story.wait(0.1).phase() is Phase.REVEAL


@pytest.mark.parametrize("before", [0, 5])
def test_it_costs_nobody_points(before: int) -> None:
    story = Story(PORT).join(ANN, BOB).start().wait(before)

    story.stand_still(60)
    story.wait(10 - before).right(ANN, BOB)

    assert story.scores() == {"Ann": 750, "Bob": 750}


def test_it_changes_no_time_of_an_answer_given_before() -> None:
    story = Story(PORT).join(ANN, BOB).start().wait(5).right(ANN)

    story.stand_still(60)
    story.right(BOB)

    assert story.scores() == {"Ann": 875, "Bob": 875}


def test_the_timer_from_before_means_nothing() -> None:
    story = Story(PORT).join(ANN, BOB).start()
    old = story.game.timer
    story.stand_still(60)

    assert story.tell(inputs.TimerFired(at=story.now, timer=old)) == []
    assert story.phase() is Phase.OPEN


def test_a_timer_with_the_right_number_means_nothing_before_its_time() -> None:
    """A number is given out again when the step that gave it out could not be stored."""
    story = Story(PORT).join(ANN, BOB).start().wait(19.9)

    assert story.tell(inputs.TimerFired(at=story.now, timer=story.game.timer)) == []
    assert story.wait(0.1).phase() is Phase.REVEAL


def test_a_deadline_that_was_reached_just_before_closes_the_question_at_once() -> None:
    story = Story(PORT).join(ANN, BOB).start()
    deadline = story.game.deadline
    assert deadline is not None
    story.now = deadline

    story.stand_still(60)
    assert story.phase() is Phase.OPEN

    assert story.wait(0).phase() is Phase.REVEAL


def test_time_to_read_is_not_lost() -> None:
    story = Story(PORT, reading_seconds=3).join(ANN).start().wait(1)

    story.stand_still(60)

    assert story.wait(1.9).phase() is Phase.READING
    assert story.wait(0.1).phase() is Phase.OPEN
    story.wait(10).right(ANN)
    assert story.scores() == {"Ann": 750}


@pytest.mark.parametrize(
    ("question", "phase", "lasts"),
    [
        pytest.param(BREAK, Phase.READING, 10, id="slide"),
        pytest.param(replace(PORT, explanation=""), Phase.REVEAL, 5, id="reveal"),
        pytest.param(PORT, Phase.STANDINGS, 5, id="standings"),
        pytest.param(PORT, Phase.PODIUM, 60, id="podium"),
    ],
)
def test_a_session_that_runs_by_itself_stays_as_long_as_it_would_have(
    question: Question, phase: Phase, lasts: int
) -> None:
    story = Story(question, PORT, auto=True).join(ANN).to(phase).wait(2)

    story.stand_still(600)

    assert story.wait(lasts - 2.1).phase() is phase
    assert story.wait(0.1).phase() is not phase


def test_an_untimed_question_stays_untimed_and_leaves_the_time_out_of_the_answers() -> None:
    story = Story(UNTIMED_PORT).join(ANN).start().wait(5)

    assert story.stand_still(60) == [EVERYBODY]
    story.wait(5).right(ANN)

    assert view_for(story.game, Audience.HOSTS).standings == ()
    assert outcome(story.game).standings[0].time == 10_000


def test_a_pause_is_not_counted_twice() -> None:
    story = Story(PORT).join(ANN, BOB).start().wait(5)
    story.command(inputs.Paused)
    story.wait(10)

    assert story.stand_still(60) == [EVERYBODY]
    assert view_for(story.game, Audience.PLAYERS).left == 15_000

    story.wait(10)
    story.command(inputs.Resumed)
    story.wait(5).right(ANN, BOB)
    assert story.scores() == {"Ann": 750, "Bob": 750}


@pytest.mark.parametrize("phase", [Phase.LOBBY, Phase.REVEAL, Phase.STANDINGS, Phase.PODIUM])
def test_a_phase_without_a_clock_goes_on_as_it_was(phase: Phase) -> None:
    story = Story(PORT, PORT).join(ANN).to(phase)

    assert story.stand_still(60) == [EVERYBODY]

    assert story.wait(600).phase() is phase
