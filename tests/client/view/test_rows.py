"""Who gets how many rows."""

from hypothesis import given
from hypothesis import strategies as st

from quizterm_client.view.rows import columns_for, filled, share_rows


@given(st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(1, 60))
def test_tiles_never_take_more_rows_than_there_are_unless_letters_would_be_lost(
    wanted: list[int], room: int
) -> None:
    rows = share_rows(wanted, room)

    assert rows.total <= max(room, len(wanted))
    assert all(height >= 1 for height in rows.heights)


def test_equal_tiles_stay_equal_and_stand_apart_where_there_is_room() -> None:
    assert share_rows([1, 1], 11) == share_rows([1, 1], 12)
    assert share_rows([1, 1], 11).heights == (5, 5)
    assert share_rows([1, 1], 11).gap == 1
    assert share_rows([3] * 8, 8).heights == (1,) * 8
    assert share_rows([], 8).total == 0


def test_short_options_stand_in_two_columns_and_long_ones_in_one() -> None:
    assert columns_for([2, 3, 3, 3], 76, 13) == 2
    assert columns_for([2, 60], 76, 13) == 1
    assert columns_for([2] * 5, 76, 13) == 1
    assert columns_for([2, 2], 30, 13) == 1


def test_a_bar_for_something_is_seen() -> None:
    assert filled(0.001, 10, seen=True) == 1
    assert filled(0, 10, seen=True) == 0
    assert filled(2, 10) == 10
