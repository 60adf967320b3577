"""Who is in a session, who is asked, and who is waited for."""

import pytest

from quizterm.engine import inputs
from quizterm.engine.effects import EVERYBODY, Dismiss, Dismissal, EveryYouChanged
from quizterm.engine.views import view_for
from quizterm.errors import ErrorCode
from quizterm.quiz.answers import Picked
from quizterm.quiz.model import Scoring
from quizterm.snapshot import Audience, Phase
from tests.support.games import ANN, BOB, CYD, PORT, Story, refused


def test_who_dropped_out_does_not_hold_up_a_question() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN)

    story.go(BOB)

    assert story.phase() is Phase.REVEAL


def test_a_question_stays_open_when_the_whole_room_loses_its_line() -> None:
    story = Story(PORT).join(ANN, BOB).start()

    story.right(ANN).go(ANN).go(BOB)
    assert story.phase() is Phase.OPEN

    story.come(BOB).right(BOB)
    assert story.phase() is Phase.REVEAL


def test_who_comes_back_can_still_answer() -> None:
    story = Story(PORT).join(ANN, BOB).start().go(BOB).come(BOB).right(ANN)
    assert story.phase() is Phase.OPEN

    story.right(BOB)

    assert story.scores()["Bob"] == 1000


def test_late_joiners_come_in_at_the_next_question() -> None:
    story = Story(PORT, PORT).join(ANN).start().join(BOB)
    refused(
        ErrorCode.NOT_ELIGIBLE,
        story,
        inputs.Answered(at=story.now, player=BOB, question=0, answer=Picked((1,))),
    )

    story.right(ANN)
    assert story.phase() is Phase.REVEAL

    story.to(Phase.STANDINGS).to(Phase.OPEN).right(BOB, ANN)
    assert story.scores()["Bob"] == 1000


def test_a_locked_door_keeps_new_players_out() -> None:
    story = Story(PORT).join(ANN)
    story.tell(inputs.LockSet(at=story.now, locked=True))

    refused(ErrorCode.LOBBY_LOCKED, story, inputs.Joined(at=story.now, player=BOB, name="Bob"))
    story.tell(inputs.LockSet(at=story.now, locked=False))
    story.join(BOB)


def test_nobody_joins_a_finished_game() -> None:
    story = Story(PORT).join(ANN).to(Phase.PODIUM)

    refused(ErrorCode.NO_SESSION, story, inputs.Joined(at=story.now, player=BOB, name="Bob"))


def test_a_removed_player_is_dismissed_and_counts_nowhere() -> None:
    story = Story(PORT).join(ANN, BOB, CYD).start().right(ANN, BOB)

    effects = story.tell(inputs.Removed(at=story.now, player=BOB, ban=False))
    story.right(CYD)

    assert Dismiss(BOB, Dismissal.REMOVED) in effects
    assert BOB not in story.game.round.given
    assert [story.game.players[player].name for player in story.game.ranking] == ["Ann", "Cyd"]


def test_removing_the_last_one_who_thinks_closes_the_question() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN)

    story.tell(inputs.Removed(at=story.now, player=BOB, ban=True))

    assert story.phase() is Phase.REVEAL


def test_a_ban_that_is_taken_back_gives_everything_back() -> None:
    story = Story(PORT, PORT, scoring=Scoring.ACCURACY).join(ANN, BOB).start().right(ANN, BOB)
    story.tell(inputs.Removed(at=story.now, player=BOB, ban=True))
    assert BOB not in story.game.ranking

    story.tell(inputs.Unbanned(at=story.now, player=BOB))
    story.come(BOB)

    assert story.scores() == {"Ann": 1000, "Bob": 1000}
    assert set(story.game.ranking) == {ANN, BOB}


def test_everybody_hears_of_a_ban_that_is_taken_back_while_the_question_is_open() -> None:
    """How many a question is for is on the projector's screen."""
    story = Story(PORT).join(ANN, BOB, CYD).start()
    story.tell(inputs.Removed(at=story.now, player=BOB, ban=True))
    assert view_for(story.game, Audience.SPECTATORS).asked == 2

    effects = story.tell(inputs.Unbanned(at=story.now, player=BOB))

    assert view_for(story.game, Audience.SPECTATORS).asked == 3
    assert EVERYBODY in effects


def test_who_leaves_for_good_keeps_a_place_in_the_standings() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN, BOB)

    story.tell(inputs.Left(at=story.now, player=BOB))

    assert BOB in story.game.ranking
    refused(ErrorCode.NO_PLAYER, story, inputs.Came(at=story.now, player=BOB))


def test_only_a_banned_player_can_be_unbanned() -> None:
    story = Story(PORT).join(ANN, BOB)
    refused(ErrorCode.NO_PLAYER, story, inputs.Unbanned(at=story.now, player=ANN))
    story.tell(inputs.Removed(at=story.now, player=ANN, ban=True))

    story.tell(inputs.Unbanned(at=story.now, player=ANN))

    assert story.game.players[ANN].gone is None


@pytest.mark.parametrize("phase", [Phase.REVEAL, Phase.STANDINGS, Phase.PODIUM])
def test_a_ban_of_everybody_that_is_taken_back_gives_everything_back(phase: Phase) -> None:
    story = Story(PORT).join(ANN).start().right(ANN).to(phase)
    before = view_for(story.game, ANN)

    story.tell(inputs.Removed(at=story.now, player=ANN, ban=True))
    story.tell(inputs.Unbanned(at=story.now, player=ANN))

    assert view_for(story.game, ANN) == before


def test_a_late_joiner_has_no_place_until_a_question_is_closed() -> None:
    story = Story(PORT, PORT).join(ANN, BOB).start().right(ANN).wrong(BOB)
    before = view_for(story.game, ANN)

    effects = story.tell(inputs.Joined(at=story.now, player=CYD, name="Cyd"))
    story.come(CYD)

    assert EveryYouChanged() not in effects
    assert view_for(story.game, ANN) == before
    you = view_for(story.game, CYD)
    assert (you.rank, you.of) == (0, 2)

    story.to(Phase.STANDINGS).to(Phase.OPEN).right(CYD, BOB, ANN)
    you = view_for(story.game, CYD)
    assert (you.rank, you.of) == (2, 3)


def test_who_came_after_the_last_question_has_a_place_on_the_podium() -> None:
    story = Story(PORT).join(ANN).start().right(ANN).to(Phase.STANDINGS).join(BOB)

    story.to(Phase.PODIUM)

    you = view_for(story.game, BOB)
    assert (you.rank, you.of) == (2, 2)


def test_who_leaves_changes_nobody_elses_place() -> None:
    story = Story(PORT).join(ANN, BOB, CYD).start().right(ANN, BOB, CYD)
    before = view_for(story.game, CYD)

    effects = story.tell(inputs.Left(at=story.now, player=ANN))

    assert EveryYouChanged() not in effects
    assert view_for(story.game, CYD) == before
