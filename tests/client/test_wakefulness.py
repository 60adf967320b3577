"""When the machine counts as having slept."""

from datetime import UTC, datetime, timedelta

import pytest

from quizterm_client.wakefulness import Wakefulness


@pytest.mark.parametrize(
    ("wall", "steady", "slept"),
    [
        pytest.param(2.0, 2.0, False, id="nothing-happened"),
        pytest.param(2.1, 2.0, False, id="the-clock-was-corrected-a-little"),
        pytest.param(542.0, 2.0, True, id="nine-minutes-with-the-lid-closed"),
        pytest.param(542.0, 542.0, True, id="where-both-clocks-go-on"),
        pytest.param(-3598.0, 2.0, True, id="the-clock-was-set-back-an-hour"),
        pytest.param(5.0, 5.0, False, id="a-busy-machine-looked-late"),
    ],
)
def test_sleep_shows_in_two_clocks_or_in_a_look_that_is_far_too_late(
    wall: float, steady: float, slept: bool
) -> None:
    days = [datetime(2030, 1, 1, tzinfo=UTC)]
    ticks = [100.0]
    wakefulness = Wakefulness(lambda: days[-1], lambda: ticks[-1])
    days.append(days[-1] + timedelta(seconds=wall))
    ticks.append(ticks[-1] + steady)

    assert wakefulness.slept(2.0) is slept
    assert wakefulness.slept(2.0) is False, "it is told once"
