"""A short game in every two of terminal, locale, size and colours; `make matrix` plays all combinations."""

from pathlib import Path

import pytest

from tests.terminal.matrix.cells import (
    COLOURS,
    SIZES,
    TERMS,
    Locale,
    batches,
    covering,
    every_cell,
    pairs,
    unasked,
)
from tests.terminal.matrix.verdicts import played, told

TOGETHER = 6
"""Cells in one game."""
GAMES = list(batches([*covering(every_cell()), *unasked()], TOGETHER))


def test_every_two_values_meet_in_some_cell() -> None:
    every = set().union(*map(pairs, every_cell()))
    chosen = covering(every_cell())

    assert set().union(*map(pairs, chosen)) == every
    assert len(every_cell()) == len(TERMS) * len(Locale) * len(SIZES) * len(COLOURS) == 360
    assert len(chosen) <= 40
    assert chosen == covering(every_cell())


@pytest.mark.timeout(300)
@pytest.mark.parametrize("number", range(len(GAMES)))
async def test_a_game_can_be_played_to_the_podium(number: int, tmp_path: Path) -> None:
    games = await played(GAMES[number], tmp_path)

    assert not told(games), told(games)
