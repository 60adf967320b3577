"""Playing cells and saying for each of them what is wrong with it."""

from collections.abc import Sequence
from pathlib import Path

from tests.terminal.matrix.cells import Cell
from tests.terminal.matrix.judging import faults, written_faults
from tests.terminal.matrix.playing import Played, play


async def played(cells: Sequence[Cell], folder: Path) -> list[Played]:
    """Play one game in all these cells, and find every fault."""
    games = await play(cells, folder, faults)
    for game in games:
        game.faults += [
            f"{moment} of question {question + 1}: {fault}\n{picture.text}"
            for (moment, question), picture in game.pictures.items()
            for fault in faults(game, moment, question, picture)
        ]
        game.faults += written_faults(game)
    return games


def told(games: Sequence[Played]) -> str:
    """What is wrong with games, as a person reads it; empty if nothing is."""
    return "\n\n".join(f"{game.cell}: {fault}" for game in games for fault in game.faults)
