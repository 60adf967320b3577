"""Extra time is the host's and the player's own: nobody else is told, and nobody is at a disadvantage."""

from dataclasses import replace

from hypothesis import given, settings

from quizterm.engine import inputs
from quizterm.engine.scoring import rank, results, speed_points
from quizterm.engine.views import view_for
from quizterm.quiz.model import Scoring
from quizterm.snapshot import Audience, Millis, Phase, Stage, You, extra_span
from tests.engine.extratime import started
from tests.engine.histories import History, happen, histories
from tests.support.games import ANN, BOB, CYD, Story


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
        _put_equals_in_the_same_order(story, other)

        assert _seen_by_others(other) == _seen_by_others(story)


def _put_equals_in_the_same_order(story: Story, other: Story) -> None:
    """Take Bob's answers for as fast in the other game: equal scores stand in the order of that."""
    if other.game.ranking != story.game.ranking:
        other.game.players[BOB].pace = story.game.players[BOB].pace
        rank(other.game)


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
