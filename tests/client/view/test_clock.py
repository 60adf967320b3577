"""How much time is left."""

from quizterm.snapshot import Millis
from quizterm_client.view.clock import Countdown, Mood, Timing, countdown, timing_of
from tests.support import stages
from tests.support.stages import NOW


def left(millis: int, span: int = 20_000) -> Countdown:
    return countdown(Timing(Millis(NOW + millis), Millis(span)), NOW)


def test_the_share_runs_from_one_to_nothing() -> None:
    assert left(20_000).share == 1
    assert left(5_000).share == 0.25
    assert left(-300).share == 0
    assert left(30_000).share == 1


def test_seconds_are_rounded_up_so_that_zero_means_over() -> None:
    assert left(11_001).words == "12 s"
    assert left(1).words == "1 s"
    assert left(0).words == "0 s"
    assert left(125_000).words == "2:05"


def test_from_a_minute_on_minutes_are_told() -> None:
    assert [left(seconds * 1000).words for seconds in (61, 60, 59)] == ["1:01", "1:00", "59 s"]


def test_after_a_question_the_clock_says_what_it_runs_towards() -> None:
    timing = timing_of(stages.revealed(deadline=Millis(NOW + 9_000), span=Millis(10_000)))

    assert countdown(timing, NOW).purpose == "next in"
    assert countdown(timing_of(stages.opened()), NOW).purpose == ""


def test_the_mood_turns_with_the_share() -> None:
    assert left(15_000).mood is Mood.CALM
    assert left(10_000).mood is Mood.WARM
    assert left(5_000).mood is Mood.URGENT


def test_a_paused_clock_keeps_what_was_left() -> None:
    paused = countdown(Timing(None, Millis(20_000), paused=True, left=Millis(10_000)), NOW)

    assert paused == Countdown(0.5, "paused")


def test_without_a_deadline_there_is_no_bar() -> None:
    assert countdown(Timing(), NOW) == Countdown(0, "")
    assert countdown(timing_of(stages.opened(deadline=None, span=Millis(0))), NOW).words == "no limit"


def test_without_a_line_nobody_knows_how_much_time_is_left() -> None:
    """R12: the server's clock stands still while the server is down."""
    unknown = [countdown(timing_of(stages.opened(), known=False), Millis(NOW + late)) for late in (0, 9_000)]
    assert unknown == [Countdown(0, "—")] * 2
    assert countdown(timing_of(stages.opened(deadline=None), known=False), NOW).words == "no limit"
