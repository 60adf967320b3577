"""The host is gone: the session goes on, or stops its clock, as it was opened."""

import pytest

from quizterm.engine import inputs
from quizterm.engine.effects import EVERYBODY, StopTimer
from quizterm.engine.views import view_for
from quizterm.errors import ErrorCode, Refusal
from quizterm.quiz.answers import Picked
from quizterm.quiz.model import UNTIMED, Choice
from quizterm.snapshot import Audience, Phase
from tests.support.games import ANN, BOB, PORT, Story

UNTIMED_PORT = Choice(text=PORT.text, options=PORT.options, right=PORT.right, seconds=UNTIMED)


def pausing(*questions: Choice, **settings: bool | int) -> Story:
    """A session that stops its clock whenever no host is there."""
    return Story(*(questions or (PORT, PORT)), pause_without_host=True, **settings).join(ANN, BOB)


def test_the_session_goes_on_unless_told_otherwise() -> None:
    """R20."""
    story = Story(PORT).join(ANN, BOB).start()

    assert story.lose_hosts() == [EVERYBODY]

    stage = view_for(story.game, Audience.PLAYERS)
    assert (stage.host_away, stage.paused, stage.deadline) == (True, False, 20_000)
    assert story.wait(20).phase() is Phase.REVEAL


@pytest.mark.parametrize(
    ("phase", "lasts"),
    [
        pytest.param(Phase.READING, 3, id="reading"),
        pytest.param(Phase.OPEN, 20, id="open"),
        pytest.param(Phase.REVEAL, 5.55, id="reveal"),
        pytest.param(Phase.STANDINGS, 5, id="standings"),
    ],
)
def test_the_clock_stops_with_the_host_until_the_host_lets_it_run(phase: Phase, lasts: float) -> None:
    """R20."""
    story = pausing(auto=True, reading_seconds=3).to(phase).wait(2)

    assert story.lose_hosts() == [StopTimer(), EVERYBODY]
    stage = view_for(story.game, Audience.PLAYERS)
    assert (stage.host_away, stage.paused, stage.deadline) == (True, True, None)
    assert stage.left == round((lasts - 2) * 1000)
    assert story.wait(600).phase() is phase

    assert story.find_hosts() == [EVERYBODY]
    stage = view_for(story.game, Audience.PLAYERS)
    assert (stage.host_away, stage.paused) == (False, True)
    assert story.wait(600).phase() is phase

    story.command(inputs.Resumed)
    assert story.wait(lasts - 2.1).phase() is phase
    assert story.wait(0.1).phase() is not phase


@pytest.mark.parametrize("phase", [Phase.REVEAL, Phase.STANDINGS])
def test_a_phase_that_only_the_host_ends_is_paused_as_well(phase: Phase) -> None:
    story = pausing().to(phase)
    story.lose_hosts()
    assert view_for(story.game, Audience.PLAYERS).paused

    story.find_hosts()
    story.go_on()

    assert not view_for(story.game, Audience.PLAYERS).paused


@pytest.mark.parametrize("phase", [Phase.LOBBY, Phase.PODIUM])
def test_there_is_nothing_to_pause_before_and_after_the_questions(phase: Phase) -> None:
    story = pausing().to(phase)

    assert story.lose_hosts() == [EVERYBODY]

    stage = view_for(story.game, Audience.PLAYERS)
    assert (stage.host_away, stage.paused) == (True, False)


def test_a_podium_ends_by_itself_without_the_host() -> None:
    story = pausing(auto=True).to(Phase.PODIUM)
    story.lose_hosts()

    assert story.wait(60).phase() is Phase.ENDED


def test_who_went_in_the_lobby_and_came_back_starts_as_ever() -> None:
    story = pausing()
    story.lose_hosts()
    story.find_hosts()

    story.start()

    assert story.wait(20).phase() is Phase.REVEAL


def test_time_without_the_host_costs_nobody_points() -> None:
    """R20."""
    story = pausing().start().wait(5)
    story.lose_hosts()
    story.wait(600)
    story.find_hosts()
    story.command(inputs.Resumed)

    story.wait(5).right(ANN, BOB)

    assert story.scores() == {"Ann": 750, "Bob": 750}


def test_no_answer_is_taken_meanwhile() -> None:
    story = pausing().start()
    story.lose_hosts()

    with pytest.raises(Refusal) as refusal:
        story.answer(ANN, Picked((1,)))

    assert refusal.value.code is ErrorCode.PAUSED


def test_a_host_who_paused_before_going_has_the_same_time_left() -> None:
    story = pausing().start().wait(5)
    story.command(inputs.Paused)
    story.wait(60)

    assert story.lose_hosts() == [EVERYBODY]

    assert view_for(story.game, Audience.PLAYERS).left == 15_000


def test_hosts_that_are_seen_to_be_gone_twice_are_gone_once() -> None:
    story = pausing().start()
    story.lose_hosts()
    story.find_hosts()
    story.command(inputs.Resumed)

    assert story.find_hosts() == []
    story.lose_hosts()
    story.wait(5)
    assert story.lose_hosts() == []

    assert view_for(story.game, Audience.PLAYERS).left == 20_000


def test_the_timer_from_before_means_nothing() -> None:
    story = pausing().start()
    old = story.game.timer
    story.lose_hosts()
    story.wait(600)

    for number in (old, story.game.timer):
        assert story.tell(inputs.TimerFired(at=story.now, timer=number)) == []

    assert story.phase() is Phase.OPEN


def test_an_untimed_question_is_paused_and_its_answers_times_leave_the_pause_out() -> None:
    story = pausing(UNTIMED_PORT).start().wait(5)
    story.lose_hosts()
    assert view_for(story.game, Audience.PLAYERS).paused
    story.wait(600)
    story.find_hosts()
    story.command(inputs.Resumed)

    story.wait(5).right(ANN)

    assert story.game.round.given[ANN].time == 10_000


def test_a_question_whose_last_thinker_went_meanwhile_closes_when_it_goes_on() -> None:
    story = pausing().start().right(ANN)
    story.lose_hosts()
    story.go(BOB)
    assert story.phase() is Phase.OPEN

    story.find_hosts()
    story.command(inputs.Resumed)

    assert story.phase() is Phase.REVEAL


def test_a_host_who_comes_back_may_close_or_skip_instead_of_going_on() -> None:
    story = pausing().start()
    story.lose_hosts()
    story.find_hosts()

    story.command(inputs.Skipped)

    assert (story.phase(), story.game.question) == (Phase.OPEN, 1)
    assert story.wait(20).phase() is Phase.REVEAL


def test_an_interruption_leaves_the_host_the_time_to_come_back() -> None:
    """R12. The session that a restart finds is as it was until the hosts are reported gone."""
    story = pausing().start().wait(5).interrupt()
    stage = view_for(story.game, Audience.PLAYERS)
    assert (stage.host_away, stage.paused) == (False, False)

    story.wait(10)
    story.lose_hosts()

    assert view_for(story.game, Audience.PLAYERS).left == 5_000


def test_a_pause_for_want_of_a_host_outlasts_an_interruption() -> None:
    story = pausing().start().wait(5)
    story.lose_hosts()

    story.wait(60).interrupt_briefly().wait(60)
    story.find_hosts()
    story.command(inputs.Resumed)
    story.wait(5).right(ANN, BOB)

    assert story.scores() == {"Ann": 750, "Bob": 750}
