"""What came of the cells, as tables."""

import re
from collections.abc import Sequence
from statistics import median
from typing import Final

from tests.support.sequences import sequences
from tests.terminal.matrix.cells import TERMS, Locale
from tests.terminal.matrix.playing import Moment, Played

BEGIN: Final = "<!-- written by `make matrix MATRIX=--keep` -->"
END: Final = "<!-- end of what is written -->"

_RUNGS: Final = (
    ("true", re.compile(r"[34]8;2;")),
    ("256", re.compile(r"[34]8;5;")),
    ("16", re.compile(r"\x1b\[(?:.*;)?(?:9|10)[0-7][;m]")),
    ("8", re.compile(r"\x1b\[(?:.*;)?[34][0-7][;m]")),
)
"""Signs that so many colours are used, the most first."""


def colours_used(game: Played) -> str:
    """How many colours were drawn with, by what was written."""
    if game.cell.in_lines:
        return "lines"
    styles = [found for found in sequences(game.raw.decode("latin-1")) if found.endswith("m")]
    return next((name for name, sign in _RUNGS if any(map(sign.search, styles))), "none")


def marks_used(game: Played) -> str:
    """What marks and lines were made of: the mark of the second option says it."""
    if game.cell.in_lines:
        return "-"
    rows = game.pictures[Moment.OPEN, 0].text if (Moment.OPEN, 0) in game.pictures else ""
    return next((name for name, mark in (("Unicode", "◆"), ("console", "♦")) if mark in rows), "ASCII")


def line(game: Played) -> str:
    """One cell in one line."""
    columns, rows = game.cell.size
    asked = game.cell.colour or game.cell.promise or "-"
    first = game.faults[0].split("\n")[0] if game.faults else ""
    found = f"{len(game.faults)} faults: {first}" if game.faults else "ok"
    return (
        f"{game.cell.term:<15} {game.cell.locale:<17} {f'{columns}x{rows}':<7} {asked:<9} "
        f"{colours_used(game):<6} {marks_used(game):<8} {len(game.raw):>6} B {game.cpu:5.2f} s  {found}"
    )


def summary(games: Sequence[Played]) -> str:
    """All cells in a few words."""
    fine = sum(not game.faults for game in games)
    seconds = [game.cpu for game in games if not game.cell.in_lines] or [0.0]
    return f"{fine} of {len(games)} cells are as they should be; {median(seconds):.2f} s of CPU each."


def document(old: str, games: Sequence[Played]) -> str:
    """A document with the tables in their place."""
    before, rest = old.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n\n{_table(games)}\n\n{_chosen(games)}\n\n{END}{after}"


def _table(games: Sequence[Played]) -> str:
    head = "| TERM | " + " | ".join(locale.value for locale in Locale) + " | bytes of a game at 80×24 | CPU |"
    rows = [head, "|---|" + "---|" * (len(Locale) + 2)]
    asked = [game for game in games if game.cell.colour]
    for term in TERMS:
        own = [game for game in asked if game.cell.term == term]
        cells = [_verdict([game for game in own if game.cell.locale is locale]) for locale in Locale]
        sizes = [len(game.raw) for game in own if game.cell.size == (80, 24)]
        rows.append(f"| `{term}` | {' | '.join(cells)} | {_range(sizes)} | {_seconds(own)} |")
    return "\n".join(rows)


def _verdict(games: Sequence[Played]) -> str:
    fine = [game for game in games if not game.faults]
    marks = " and ".join(sorted({marks_used(game) for game in games} - {"-"})) or "lines"
    return f"{len(fine)} of {len(games)}, {marks}"


def _chosen(games: Sequence[Played]) -> str:
    rows = ["| TERM | COLORTERM | colours | marks | bytes of a game |", "|---|---|---|---|---|"]
    for game in games:
        if not game.cell.colour:
            promise = f"`{game.cell.promise}`" if game.cell.promise else "–"
            colours = {"lines": "line mode"}.get(colours_used(game), colours_used(game))
            rows.append(
                f"| `{game.cell.term}` | {promise} | {colours} | {marks_used(game)} | {len(game.raw):,} |"
            )
    return "\n".join(rows)


def _range(values: Sequence[int]) -> str:
    return f"{min(values):,} to {max(values):,}" if values else "–"


def _seconds(games: Sequence[Played]) -> str:
    return f"{median(game.cpu for game in games):.1f} s" if games else "–"
