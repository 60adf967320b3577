"""Who has answered, who has not, who is away."""

import pytest

from quizterm.snapshot import Millis, PlayerId, Seat
from quizterm_client.view.people import away_for, grouped
from tests.support import stages


@pytest.mark.parametrize(
    ("span", "words"),
    [(-5, "0 s"), (900, "0 s"), (40_000, "40 s"), (60_000, "1 min"), (7_300_000, "2 h")],
)
def test_a_short_absence_is_told_in_one_figure(span: int, words: str) -> None:
    assert away_for(Millis(span)) == words


def test_seats_fall_into_groups() -> None:
    late = Seat(player=PlayerId(90), name="Late", connected=True, eligible=False)

    groups = grouped((*stages.seats(answered=23, away=("Uma", "Yuki")), late))

    assert [seat.name for seat in groups.waiting] == ["Ximena", "Zoë"]
    assert [seat.name for seat in groups.away] == ["Uma", "Yuki"]
    assert [seat.name for seat in groups.late] == ["Late"]
