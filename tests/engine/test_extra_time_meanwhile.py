"""Extra time while clocks stand still, more time is given, and players come and go."""

import pytest

from quizterm.engine import inputs
from quizterm.engine.effects import SetTimer, StageChanged
from quizterm.engine.views import view_for
from quizterm.errors import ErrorCode
from quizterm.quiz.model import UNTIMED, Choice
from quizterm.snapshot import Audience, Millis, Phase
from tests.engine.extratime import give, started, too_late
from tests.support.games import ANN, BOB, CYD, PORT, RIGHT, Story, refused, replay


def test_a_pause_stops_both_clocks() -> None:
    story = started((BOB, 50)).wait(15)
    story.command(inputs.Paused)
    story.wait(100).command(inputs.Resumed)

    assert story.wait(14.999).phase() is Phase.OPEN
    assert story.game.time_up
    assert story.wait(0.001).phase() is Phase.REVEAL


def test_a_pause_when_the_time_is_up_stops_the_clock_that_still_runs() -> None:
    story = started((BOB, 50)).wait(25)
    story.command(inputs.Paused)
    assert view_for(story.game, Audience.PLAYERS).left == 0
    refused(
        ErrorCode.PAUSED,
        story.wait(100),
        inputs.Answered(at=story.now, player=BOB, question=0, answer=RIGHT[PORT.text]),
    )
    story.command(inputs.Resumed)

    too_late(story, ANN)
    assert story.wait(4.999).phase() is Phase.OPEN
    assert story.wait(0.001).phase() is Phase.REVEAL


@pytest.mark.parametrize("seconds", [5, 19, 22])
def test_time_that_stood_still_counts_for_nobody(seconds: int) -> None:
    story = started((BOB, 50)).wait(seconds)
    story.stand_still(1000)

    assert story.wait(29.999 - seconds).phase() is Phase.OPEN
    assert story.wait(0.001).phase() is Phase.REVEAL


def test_more_time_moves_both_deadlines_each_by_its_share() -> None:
    story = started((BOB, 50)).wait(5)
    story.command(inputs.Extended, seconds=10)

    assert story.wait(24.999).game.time_up is False
    assert story.wait(0.001).game.time_up is True
    assert story.wait(14.999).phase() is Phase.OPEN
    assert story.wait(0.001).phase() is Phase.REVEAL


@pytest.mark.parametrize("paused", [False, True])
def test_more_time_when_the_time_was_up_starts_it_again_for_everybody(paused: bool) -> None:
    story = started((BOB, 50)).wait(24)
    if paused:
        story.command(inputs.Paused)
    story.command(inputs.Extended, seconds=6)
    if paused:
        story.wait(60).command(inputs.Resumed)

    stage = view_for(story.game, Audience.PLAYERS)
    assert stage.time_up is False
    assert (stage.deadline, stage.span) == (story.now + 6_000, 30_000)
    assert story.wait(6).right(ANN).game.time_up is True
    assert story.wait(15).phase() is Phase.REVEAL


def test_nobody_waits_for_who_has_gone_for_good() -> None:
    story = started((BOB, 50)).wait(21)

    story.tell(inputs.Left(at=story.now, player=BOB))

    assert story.phase() is Phase.REVEAL


def test_nobody_waits_longer_for_who_is_away_than_for_others() -> None:
    assert started((BOB, 50)).wait(15).go(BOB).wait(5).phase() is Phase.REVEAL
    assert started((BOB, 50)).wait(21).go(BOB).phase() is Phase.REVEAL


def test_who_is_back_in_time_is_waited_for_again() -> None:
    story = started((BOB, 50), (CYD, 25)).wait(21).go(BOB).wait(1).come(BOB)

    assert story.wait(7.999).phase() is Phase.OPEN
    assert story.right(BOB).phase() is Phase.REVEAL


def test_when_the_whole_room_is_gone_their_own_deadline_decides() -> None:
    story = started((BOB, 50)).wait(15).go(ANN).go(BOB).go(CYD)

    assert story.wait(14.999).phase() is Phase.OPEN
    assert story.wait(0.001).phase() is Phase.REVEAL


@pytest.mark.parametrize("seconds", [15, 21])
def test_after_a_restart_they_are_waited_for_as_before(seconds: int) -> None:
    story = started((BOB, 50)).wait(seconds).interrupt()
    again = replay(story.created, story.logged)
    assert (again, again.due) == (story.game, story.game.due)

    story.come(ANN).wait(29 - seconds).come(BOB)

    assert view_for(story.game, BOB).extra_time == 50
    assert story.right(BOB).phase() is Phase.REVEAL


def test_it_belongs_to_the_seat() -> None:
    story = Story(PORT).join(ANN, BOB)
    give(story, BOB, 50)
    story.tell(inputs.Renamed(at=story.now, player=BOB, name="Bobby"))
    story.go(BOB).come(BOB).interrupt_briefly()
    assert view_for(story.game, BOB).extra_time == 50

    story.tell(inputs.Removed(at=story.now, player=BOB, ban=False))
    story.tell(inputs.Joined(at=story.now, player=CYD, name="Bobby"))

    assert view_for(story.game, CYD).extra_time == 0


def test_a_question_without_a_deadline_has_nothing_to_add() -> None:
    story = Story(Choice(text=PORT.text, options=PORT.options, right=PORT.right, seconds=UNTIMED))
    story.join(ANN, BOB)
    give(story, BOB, 50)
    story.start().wait(1000).right(BOB)

    assert story.phase() is Phase.OPEN
    assert story.right(ANN).scores() == {"Ann": 1000, "Bob": 1000}


def test_a_session_that_runs_by_itself_goes_on_after_the_last_answer() -> None:
    story = started((BOB, 50), auto=True).wait(25).right(BOB)
    assert story.phase() is Phase.REVEAL

    assert story.wait(11).phase() is Phase.OPEN
    assert story.game.question == 1


def test_the_host_may_close_it_skip_it_or_end_it_as_ever() -> None:
    late = started((BOB, 50)).wait(21)
    assert late.close().phase() is Phase.REVEAL
    for command in (inputs.Skipped, inputs.Ended):
        story = started((BOB, 50)).wait(21)
        story.command(command)
        assert story.game.time_up is False


def test_the_moment_when_the_time_is_up_is_told_to_everybody() -> None:
    story = started((BOB, 50)).wait(19)
    story.now = Millis(20_000)

    effects = story.tell(inputs.TimerFired(at=story.now, timer=story.game.timer))

    assert effects == [SetTimer(story.game.timer, Millis(30_000)), StageChanged(tuple(Audience))]
    for audience in Audience:
        stage = view_for(story.game, audience)
        assert (stage.time_up, stage.deadline, stage.span) == (True, 20_000, 20_000)
