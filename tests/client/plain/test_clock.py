"""The time left, in words."""

import pytest

from quizterm.snapshot import Millis
from quizterm_client.plain.clock import left_words


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (20_001, "20 seconds"),
        (20_000, "20 seconds"),
        (19_100, "20 seconds"),
        (300_001, "5 minutes"),
        (0, "0 seconds"),
    ],
)
def test_a_clock_that_is_a_little_behind_gives_nobody_more_time_than_there_is(left: int, said: str) -> None:
    assert left_words(Millis(left)) == said
