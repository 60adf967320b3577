"""Names in the lobby: who is shown where."""

import pytest

from quizterm_client.widgets.namesgrid import Grid, lay_out


def names(count: int) -> list[str]:
    return [f"P{number}" for number in range(count)]


def where(grid: Grid) -> dict[str, tuple[int, int]]:
    return {
        place[1]: (x, y)
        for y, row in enumerate(grid.rows)
        for x, place in enumerate(row)
        if place is not None
    }


def test_everybody_is_shown_where_there_is_room() -> None:
    grid = lay_out(names(20), 20, 76, 10)

    assert set(where(grid)) == set(names(20))
    assert grid.hidden == 0


def test_the_newest_are_shown_and_the_others_counted() -> None:
    grid = lay_out(names(2000), 2000, 76, 10)

    shown = where(grid)
    assert "P1999" in shown
    assert "P0" not in shown
    assert grid.hidden == 2000 - len(shown)


def test_a_newcomer_moves_nobody() -> None:
    before = where(lay_out(names(2000), 2000, 76, 10))
    after = where(lay_out(names(2001), 2001, 76, 10))

    stayed = before.keys() & after.keys()
    assert len(stayed) == len(before) - 1
    assert all(before[name] == after[name] for name in stayed)


def test_names_that_are_not_told_are_counted_too() -> None:
    grid = lay_out(names(60), 75, 200, 40)

    assert len(where(grid)) == 60
    assert grid.hidden == 15


def test_columns_are_measured_in_cells() -> None:
    wide = ["漢字漢字漢字漢字漢字"] * 4

    assert lay_out(wide, 4, 43, 5).column == 20
    assert len(lay_out(wide, 4, 43, 5).rows[0]) == 2
    assert len(lay_out(wide, 4, 42, 5).rows[0]) == 1


@pytest.mark.parametrize(("width", "height"), [(0, 0), (1, 1), (5, 1), (20, 2)])
def test_no_room_is_no_mishap(width: int, height: int) -> None:
    grid = lay_out(names(30), 30, width, height)

    assert grid.hidden + len(where(grid)) == 30
