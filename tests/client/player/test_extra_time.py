"""Extra time on a player's screen: their own clock, and kind words; others see that the time is up."""

from dataclasses import replace

import pytest

from quizterm.quiz.answers import Picked
from quizterm.quiz.model import Select
from quizterm.snapshot import Millis, Stage, You
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.player.sending import settled
from quizterm_client.player.state import Seen, Sending, Sent
from quizterm_client.player.words import notice
from quizterm_client.view.clock import countdown, timing_of
from tests.support import stages

OPEN = stages.opened()
UP = replace(OPEN, time_up=True)
PAUSED = replace(OPEN, deadline=None, paused=True, left=Millis(12_000))
YOU, LUCKY = stages.you(), stages.you(extra_time=50)
LINE = LinkStatus(LinkState.CONNECTED, 38)
TIME_IS_UP = "Time is up. The last answers are coming in."
OWN = "You have extra time; the clock shows it."


def seen(stage: Stage, you: You) -> Seen:
    return Seen(stage, you, LINE)


def words(stage: Stage, you: You) -> str:
    return notice(stage, you, LINE, Sent()).words


@pytest.mark.parametrize(
    ("stage", "you", "figures"),
    [
        (OPEN, YOU, "12 s"),
        (OPEN, LUCKY, "22 s"),
        (replace(OPEN, deadline=Millis(stages.NOW - 3_000), time_up=True), LUCKY, "7 s"),
        (replace(OPEN, deadline=Millis(stages.NOW - 3_000), time_up=True), YOU, "0 s"),
        (stages.revealed(), LUCKY, ""),
        (stages.reading(), LUCKY, "2 s"),
        (replace(OPEN, deadline=None, span=Millis(0)), LUCKY, "no limit"),
    ],
)
def test_the_clock_counts_down_to_ones_own_deadline(stage: Stage, you: You, figures: str) -> None:
    own = seen(stage, you).own
    assert own is not None

    assert countdown(timing_of(own), stages.NOW).words == figures


def test_a_pause_leaves_as_much_of_ones_own_time() -> None:
    own = seen(PAUSED, LUCKY).own
    assert own is not None
    assert (own.left, own.span) == (22_000, 30_000)

    own = seen(replace(PAUSED, left=Millis(0), time_up=True), LUCKY).own
    assert own is not None
    assert own.left is None


def test_it_is_said_kindly_as_long_as_one_thinks() -> None:
    several = stages.opened(replace(stages.SSH, select=Select.ALL))

    assert words(OPEN, LUCKY) == OWN
    assert words(several, LUCKY) == f"Pick all that are right, then Enter. {OWN}"
    assert words(OPEN, YOU) == ""
    assert words(replace(OPEN, deadline=None, span=Millis(0)), LUCKY) == ""
    assert words(OPEN, replace(LUCKY, answer=Picked((1,)))) == "Counted. Waiting for the others."


def test_only_who_has_time_left_can_answer_when_the_time_is_up() -> None:
    assert seen(UP, LUCKY).live
    assert words(UP, LUCKY) == OWN
    assert not seen(UP, YOU).live
    assert words(UP, YOU) == TIME_IS_UP


def test_an_answer_cannot_be_changed_when_the_time_is_up() -> None:
    counted = stages.answered()
    changeable = replace(UP, change_answer=True)

    assert words(changeable, counted) == "Counted. Waiting for the others."
    assert not seen(changeable, counted).live
    assert words(changeable, replace(counted, extra_time=50)).endswith("until the time is up.")


def test_an_answer_that_did_not_get_through_in_time_is_not_sent_once_more() -> None:
    kept = Sent(2, Picked((1,)), Sending.BROKEN)

    assert settled(UP, YOU, kept).state is Sending.MISSED
    assert settled(UP, LUCKY, kept) == kept
    assert settled(OPEN, YOU, kept) == kept
