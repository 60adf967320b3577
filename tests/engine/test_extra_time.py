"""Extra time: the host gives it to one player, whose own clock runs longer, and nobody else is told."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from quizterm.engine import inputs
from quizterm.engine.effects import HOSTS, Effect, SetTimer, StageChanged, YouChanged
from quizterm.engine.rules import step
from quizterm.engine.scoring import results, speed_points
from quizterm.engine.views import view_for
from quizterm.errors import ErrorCode
from quizterm.quiz.model import UNTIMED, Choice, Scoring
from quizterm.snapshot import Audience, Millis, Phase, PlayerId, Stage, You, extra_span
from tests.engine.histories import History, happen, histories
from tests.support.games import ANN, BOB, CYD, DAN, PORT, RIGHT, Story, refused, replay


def give(story: Story, player: PlayerId, percent: int) -> list[Effect]:
    return story.tell(inputs.ExtraTimeSet(at=story.now, player=player, percent=percent))


def started(*percents: tuple[PlayerId, int], **wishes: Any) -> Story:
    """Ann, Bob and Cyd are asked two questions of twenty seconds each."""
    story = Story(PORT, PORT, **wishes).join(ANN, BOB, CYD)
    for player, percent in percents:
        give(story, player, percent)
    return story.start()


def too_late(story: Story, player: PlayerId) -> None:
    answer = RIGHT[PORT.text]
    refused(
        ErrorCode.TOO_LATE, story, inputs.Answered(at=story.now, player=player, question=0, answer=answer)
    )


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


# Pauses, more time, standing still, lines that break


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


# Nobody else is told


def test_hosts_see_who_has_it_and_the_player_sees_their_own() -> None:
    story = started((BOB, 50))

    desk = view_for(story.game, Audience.HOSTS).desk
    assert desk is not None
    assert [(seat.name, seat.extra_time) for seat in desk.seats] == [("Ann", 0), ("Bob", 50), ("Cyd", 0)]
    assert [view_for(story.game, player).extra_time for player in (ANN, BOB, CYD)] == [0, 50, 0]


@given(histories)
@settings(max_examples=300)
def test_until_the_time_is_up_nobody_else_can_tell_who_has_how_much(history: History) -> None:
    """Two games to which the same happens, but for how much extra time one player is given."""
    story, other = (history.started(scoring=Scoring.ACCURACY) for _ in range(2))
    for move in history.moves:
        if happen(story, move) is None:
            continue
        happened = story.told[-1]
        if other.game.deadline is not None and happened.at > other.game.deadline:
            break
        if isinstance(happened, inputs.ExtraTimeSet) and happened.player == BOB:
            happened = replace(happened, percent=400 - happened.percent)
        other.now = story.now
        other.tell(happened)
        if story.game.time_up or other.game.time_up:
            break  # what can be seen now is that the question is still open

        assert _seen_by_others(other) == _seen_by_others(story)


def _seen_by_others(story: Story) -> list[Stage | You]:
    """What everybody but Bob and the hosts sees."""
    others = [player for player in story.game.players if player != BOB]
    stages = [view_for(story.game, audience) for audience in (Audience.PLAYERS, Audience.SPECTATORS)]
    return [*stages, *(view_for(story.game, player) for player in others)]


@given(histories)
def test_no_answer_of_others_counts_after_the_common_deadline(history: History) -> None:
    story = history.started()
    for move in history.moves:
        effects = happen(story, move)
        game, last = story.game, story.told[-1]
        if not (effects and isinstance(last, inputs.Answered)):
            continue
        if game.phase is Phase.OPEN and game.deadline is not None:
            more = extra_span(game.round.span, game.round.extra.get(last.player, 0))
            assert last.at <= game.deadline + more


@given(histories)
def test_once_the_time_is_up_there_is_somebody_to_wait_for(history: History) -> None:
    story = history.started()
    for move in history.moves:
        happen(story, move)
        game = story.game
        if game.time_up and game.paused_at is None:
            missing = game.round.eligible - game.round.given.keys()
            assert game.due in {game.deadline_for(player) for player in missing}
            assert game.deadline != game.due


@given(histories)
def test_points_follow_from_the_share_of_ones_own_time(history: History) -> None:
    game = history.story().game
    for player in game.players.values():
        for index, result in results(game, player).items():
            asked = game.rounds[index]
            if result.credit == 1.0 and asked.span and asked.question.points:
                own = asked.span + extra_span(asked.span, asked.extra.get(player.id, 0))
                fair = speed_points(
                    asked.question.points, Millis(result.time * asked.span // own), asked.span
                )
                assert abs(result.points - result.bonus - fair) <= 1
