"""Extra time: the host gives it to one player, whose own clock runs longer."""

import pytest

from quizterm.engine import inputs
from quizterm.engine.effects import HOSTS, YouChanged
from quizterm.engine.rules import step
from quizterm.engine.scoring import speed_points
from quizterm.engine.views import view_for
from quizterm.errors import ErrorCode
from quizterm.quiz.model import Scoring
from quizterm.snapshot import Millis, Phase
from tests.engine.extratime import give, started, too_late
from tests.support.games import ANN, BOB, CYD, DAN, PORT, RIGHT, Story, refused


def test_their_own_deadline_is_later_and_everybody_elses_is_the_same() -> None:
    story = started((BOB, 50)).wait(20)

    assert story.phase() is Phase.OPEN
    too_late(story.wait(1), ANN)
    assert story.wait(8.999).right(BOB).phase() is Phase.REVEAL
    assert (story.now, story.scores()) == (29_999, {"Ann": 0, "Bob": 500, "Cyd": 0})


def test_the_last_of_their_deadlines_closes_the_question() -> None:
    story = started((BOB, 50), (CYD, 25)).wait(29.999)
    assert story.phase() is Phase.OPEN

    assert story.wait(0.001).phase() is Phase.REVEAL


def test_it_closes_as_soon_as_all_have_answered_who_still_may() -> None:
    story = started((BOB, 50), (CYD, 25)).wait(21).right(BOB)
    assert story.phase() is Phase.OPEN

    assert story.wait(1).right(CYD).phase() is Phase.REVEAL


def test_whose_own_time_is_over_is_not_waited_for() -> None:
    story = started((BOB, 100), (CYD, 25)).wait(26)
    too_late(story, CYD)
    assert story.phase() is Phase.OPEN

    assert story.right(BOB).phase() is Phase.REVEAL


def test_nothing_waits_when_they_have_answered_before_the_deadline() -> None:
    story = started((BOB, 100)).wait(5).right(BOB)

    assert story.wait(14.999).phase() is Phase.OPEN
    assert story.wait(0.001).phase() is Phase.REVEAL


def test_an_answer_that_arrived_in_time_counts_although_its_turn_comes_late() -> None:
    story = started((BOB, 50)).wait(20)
    arrived = inputs.Answered(at=Millis(19_999), player=ANN, question=0, answer=RIGHT[PORT.text])

    step(story.game, arrived)

    assert story.game.round.given[ANN].time == 19_999


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.ENDED])
def test_the_host_may_give_it_in_every_phase_of_a_session(phase: Phase) -> None:
    story = Story(PORT, reading_seconds=3).join(ANN, BOB).to(phase)

    effects = give(story, BOB, 50)

    assert effects == [HOSTS, YouChanged(BOB)]
    assert view_for(story.game, BOB).extra_time == 50
    assert give(story, BOB, 50) == [], "the same once more changes nothing"


def test_it_is_refused_for_nobody_and_after_the_end() -> None:
    story = Story(PORT).join(ANN)
    refused(ErrorCode.NO_PLAYER, story, inputs.ExtraTimeSet(at=story.now, player=DAN, percent=50))
    story.to(Phase.ENDED)
    refused(ErrorCode.WRONG_PHASE, story, inputs.ExtraTimeSet(at=story.now, player=ANN, percent=50))


def test_given_while_a_question_is_open_it_holds_at_once() -> None:
    story = started().wait(19)
    give(story, BOB, 50)

    assert story.wait(10).right(BOB).scores()["Bob"] == speed_points(1000, Millis(19_333), Millis(20_000))


def test_given_when_the_time_is_up_for_others_it_holds_at_once() -> None:
    story = started((BOB, 25)).wait(21)
    give(story, CYD, 50)

    assert story.wait(8.999).phase() is Phase.OPEN
    assert story.wait(0.001).phase() is Phase.REVEAL


def test_an_answer_that_stands_keeps_its_points() -> None:
    story = started().wait(10).right(BOB)
    give(story, BOB, 100)

    assert story.close().scores()["Bob"] == 750
    assert story.to(Phase.OPEN).wait(10).right(BOB).close().scores()["Bob"] == 750 + 875


def test_who_may_change_their_answer_has_the_time_to_do_so() -> None:
    story = started(change_answer=True).wait(10).wrong(BOB)
    give(story, BOB, 100)
    give(story, CYD, 100)

    story.wait(15).right(BOB)

    assert story.close().game.players[BOB].right == 1


def test_taken_back_it_ends_at_once() -> None:
    story = started((BOB, 50), (CYD, 25)).wait(21)

    give(story, BOB, 0)
    assert story.phase() is Phase.OPEN
    too_late(story, BOB)
    give(story, CYD, 0)

    assert story.phase() is Phase.REVEAL


@pytest.mark.parametrize("percent", [0, 25, 50, 100, 400])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.024, 0.025, 0.3, 0.5, 0.9995])
def test_the_same_share_of_ones_own_time_brings_the_same_points(percent: int, share: float) -> None:
    usual, more = started(), started((BOB, percent))

    usual.wait(20 * share).right(BOB).to(Phase.REVEAL)
    more.wait((20 + 20 * percent / 100) * share).right(BOB).to(Phase.REVEAL)

    assert abs(more.scores()["Bob"] - usual.scores()["Bob"]) <= 1  # a millisecond, rounded


def test_equal_scores_are_put_in_order_by_the_share_of_ones_own_time() -> None:
    story = started((BOB, 100), scoring=Scoring.ACCURACY).wait(6).right(ANN).wait(4).right(BOB).close()

    assert [story.game.players[player].name for player in story.game.ranking] == ["Bob", "Ann", "Cyd"]
    assert [story.game.players[player].rank for player in story.game.ranking] == [1, 1, 3]


def test_their_time_to_answer_is_told_as_it_was() -> None:
    story = started((BOB, 100)).wait(20).wait(10).right(BOB)

    result = view_for(story.game, BOB).result
    assert result is not None
    assert (result.time, result.points) == (30_000, speed_points(1000, Millis(15_000), Millis(20_000)))
