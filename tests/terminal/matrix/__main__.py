"""`make matrix`: play every cell and print what was chosen and written; `--keep` writes docs/terminals.md."""

import asyncio
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.terminal.matrix.cells import Cell, batches, covering, every_cell, unasked
from tests.terminal.matrix.playing import Played
from tests.terminal.matrix.tables import document, line, summary
from tests.terminal.matrix.verdicts import played, told

DOCUMENT = Path(__file__).parents[3] / "docs" / "terminals.md"
TOGETHER = 10
"""Cells in one game."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the cells that are wished for; the status is 1 if something is wrong with one of them."""
    parser = ArgumentParser(prog="make matrix", description=__doc__)
    parser.add_argument("--pairs", action="store_true", help="play few cells in which every two values meet")
    parser.add_argument("--only", default="", help="play cells that have these words in their name, as linux")
    parser.add_argument("--seed", type=int, help="mix the cells, so that others play together")
    parser.add_argument("--keep", action="store_true", help="write the table into docs/terminals.md")
    wished = parser.parse_args(arguments)
    cells = _chosen(wished.pairs, wished.only, wished.seed)
    _say(f"{len(cells)} cells.")
    games = asyncio.run(_play(cells))
    _say(f"\n{summary(games)}")
    if wrong := told(games):
        _say(f"\n{wrong}")
    if wished.keep:
        DOCUMENT.write_text(document(DOCUMENT.read_text(encoding="utf-8"), games), encoding="utf-8")
    return 1 if wrong else 0


def _chosen(few: bool, only: str, seed: int | None) -> list[Cell]:
    cells = [*(covering(every_cell()) if few else every_cell()), *unasked()]
    cells = [cell for cell in cells if all(word in str(cell).split() for word in only.split())]
    if seed is not None:
        Random(seed).shuffle(cells)
    return cells


async def _play(cells: list[Cell]) -> list[Played]:
    games: list[Played] = []
    for batch in batches(cells, TOGETHER):
        folder = Path(tempfile.mkdtemp(prefix="quizterm-matrix-"))
        try:
            done = await played(batch, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        for game in done:
            _say(line(game))
        games += done
    return games


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
