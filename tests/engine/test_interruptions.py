"""The server dies and is there again: nobody is connected, and nothing else has changed."""

import pytest
from hypothesis import given

from quizterm.engine import inputs
from quizterm.engine.effects import EVERYBODY
from quizterm.engine.views import view_for
from quizterm.quiz.answers import Picked
from quizterm.quiz.model import UNTIMED, Choice
from quizterm.snapshot import Audience, Phase
from tests.engine.histories import History, happen, histories
from tests.support.games import ANN, BOB, BREAK, CYD, PORT, Story

UNTIMED_PORT = Choice(text=PORT.text, options=PORT.options, right=PORT.right, seconds=UNTIMED)


@given(histories)
def test_a_game_in_which_everybody_comes_back_is_the_same_game(history: History) -> None:
    """R12. However often, and at whatever moment, the server dies."""
    undisturbed, disturbed = history.started(), history.started()
    for move in history.moves:
        disturbed.interrupt_briefly()

        happen(undisturbed, move)
        happen(disturbed, move)

        assert repr(disturbed.game) == repr(undisturbed.game)


def test_hosts_see_who_is_not_back_yet() -> None:
    story = Story(PORT).join(ANN, BOB).start().wait(5)

    assert story.interrupt().told[-1] in story.logged
    story.wait(1).come(BOB)

    desk = view_for(story.game, Audience.HOSTS).desk
    assert desk is not None
    assert [(seat.name, seat.connected, seat.away_since) for seat in desk.seats] == [
        ("Ann", False, 5000),
        ("Bob", True, None),
    ]


def test_the_open_question_keeps_its_deadline_and_its_timer() -> None:
    """R12. The clock of the server stands still while it is down, so nothing has to be moved."""
    story = Story(PORT).join(ANN, BOB).start().wait(5)
    timer, deadline = story.game.timer, story.game.deadline
    assert deadline is not None

    effects = story.tell(inputs.Interrupted(at=story.now))
    assert effects == [EVERYBODY]
    assert (story.game.timer, story.game.deadline) == (timer, deadline)

    story.now = deadline
    story.tell(inputs.TimerFired(at=deadline, timer=timer))
    assert story.phase() is Phase.REVEAL


def test_answers_and_their_times_stay_and_the_same_answer_may_be_sent_again() -> None:
    """R10."""
    story = Story(PORT).join(ANN, BOB).start().wait(5).right(ANN)

    story.interrupt().wait(3).come(ANN)

    assert story.answer(ANN, Picked((1,))) == []
    story.come(BOB).wait(2).right(BOB)
    assert story.scores() == {"Ann": 875, "Bob": 750}


@pytest.mark.parametrize("question", [PORT, UNTIMED_PORT], ids=["timed", "untimed"])
def test_the_first_who_comes_back_and_answers_does_not_close_the_question(question: Choice) -> None:
    story = Story(question).join(ANN, BOB).start().interrupt()

    story.come(ANN).right(ANN)
    assert story.phase() is Phase.OPEN

    story.come(BOB).right(BOB)
    assert story.phase() is Phase.REVEAL


def test_who_comes_back_with_an_answer_given_before_closes_nothing() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN).interrupt()

    story.come(ANN)
    assert story.phase() is Phase.OPEN

    story.come(BOB).right(BOB)
    assert story.phase() is Phase.REVEAL


@pytest.mark.parametrize("question", [PORT, UNTIMED_PORT], ids=["timed", "untimed"])
def test_who_is_reported_gone_after_it_is_not_waited_for(question: Choice) -> None:
    story = Story(question).join(ANN, BOB).start().interrupt().come(ANN).right(ANN)

    story.go(BOB)

    assert story.phase() is Phase.REVEAL


def test_who_is_reported_gone_before_the_others_answer_is_not_waited_for() -> None:
    story = Story(PORT).join(ANN, BOB).start().interrupt().come(ANN).go(BOB)
    assert story.phase() is Phase.OPEN

    story.right(ANN)

    assert story.phase() is Phase.REVEAL


def test_who_never_comes_back_holds_a_question_up_to_its_deadline_only() -> None:
    story = Story(PORT).join(ANN, BOB).start().interrupt().come(ANN).right(ANN)

    assert story.wait(19.9).phase() is Phase.OPEN
    assert story.wait(0.1).phase() is Phase.REVEAL


def test_the_deadline_decides_when_nobody_comes_back() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN).interrupt().go(ANN).go(BOB)
    assert story.phase() is Phase.OPEN

    assert story.wait(20).phase() is Phase.REVEAL
    assert story.scores() == {"Ann": 1000, "Bob": 0}


@pytest.mark.parametrize("phase", [Phase.REVEAL, Phase.STANDINGS])
def test_the_next_question_waits_for_who_is_not_back_yet(phase: Phase) -> None:
    """A host who is back first and goes on must not leave the class behind."""
    story = Story(PORT, PORT).join(ANN, BOB).to(phase).interrupt()

    story.to(Phase.OPEN).come(ANN).right(ANN)
    assert story.phase() is Phase.OPEN

    story.come(BOB).right(BOB)
    assert story.phase() is Phase.REVEAL


@pytest.mark.parametrize("phase", [Phase.LOBBY, Phase.READING])
def test_the_question_that_follows_waits_as_well(phase: Phase) -> None:
    story = Story(PORT, reading_seconds=3).join(ANN, BOB).to(phase).interrupt()

    story.to(Phase.OPEN).come(ANN).right(ANN)
    assert story.phase() is Phase.OPEN

    story.go(BOB)
    assert story.phase() is Phase.REVEAL


def test_no_question_waits_for_who_was_away_before() -> None:
    story = Story(PORT, PORT).join(ANN, BOB).go(BOB).start().interrupt()

    story.come(ANN).right(ANN)

    assert story.phase() is Phase.REVEAL


def test_a_second_interruption_does_not_end_the_waiting() -> None:
    story = Story(PORT).join(ANN, BOB).start().interrupt().come(ANN).interrupt()

    story.come(ANN).right(ANN)
    assert story.phase() is Phase.OPEN

    story.go(BOB)
    assert story.phase() is Phase.REVEAL


@pytest.mark.parametrize(
    "sent_out",
    [
        inputs.Left(at=Story().now, player=BOB),
        inputs.Removed(at=Story().now, player=BOB, ban=False),
        inputs.Removed(at=Story().now, player=BOB, ban=True),
    ],
    ids=["left", "removed", "banned"],
)
def test_who_leaves_before_coming_back_is_not_waited_for(sent_out: inputs.Input) -> None:
    story = Story(PORT).join(ANN, BOB, CYD).start().interrupt().come(ANN).right(ANN).come(CYD)
    story.tell(sent_out)
    assert story.phase() is Phase.OPEN

    story.right(CYD)

    assert story.phase() is Phase.REVEAL


def test_the_last_one_who_is_waited_for_may_be_removed_before_coming_back() -> None:
    story = Story(PORT).join(ANN, BOB).start().interrupt().come(ANN).right(ANN)

    story.tell(inputs.Removed(at=story.now, player=BOB, ban=True))
    assert story.phase() is Phase.REVEAL

    story.tell(inputs.Unbanned(at=story.now, player=BOB))
    assert not story.game.players[BOB].awaited


def test_a_pause_outlasts_it() -> None:
    story = Story(PORT).join(ANN, BOB).start().wait(5)
    story.command(inputs.Paused)

    story.wait(60).interrupt_briefly().wait(60)
    assert view_for(story.game, Audience.PLAYERS).left == 15_000

    story.command(inputs.Resumed)
    story.wait(5).right(ANN, BOB)
    assert story.scores() == {"Ann": 750, "Bob": 750}


def test_a_question_that_everybody_answered_by_the_end_of_a_pause_closes_with_it() -> None:
    story = Story(PORT).join(ANN, BOB).start().right(ANN)
    story.command(inputs.Paused)
    story.interrupt().come(ANN).go(BOB)
    assert story.phase() is Phase.OPEN

    story.command(inputs.Resumed)

    assert story.phase() is Phase.REVEAL


def test_a_session_that_runs_by_itself_goes_on() -> None:
    story = Story(PORT, BREAK, UNTIMED_PORT, auto=True).join(ANN, BOB).start().interrupt()
    story.come(ANN).right(ANN).go(BOB)

    story.wait(30)
    assert (story.phase(), story.game.question) == (Phase.OPEN, 2)
    story.right(ANN).wait(1000)

    assert story.phase() is Phase.ENDED
