"""The standings as rows: the top, and below a gap the neighbourhood of one player."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizterm.language import ngettext
from quizterm.snapshot import PlayerId, Standing
from quizterm.text import thousands
from quizterm_client.view.words import one_line


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the standings."""

    player: PlayerId
    rank: int
    name: str
    change: str
    """`▲ 2`, `▼ 1`, or nothing."""
    rose: int
    score: int
    share: float
    """Of the best score, for the bar."""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What fits of the standings."""

    top: tuple[Row, ...]
    nearby: tuple[Row, ...] = ()
    """The player's own row with its neighbours, where it is not in `top`."""
    gap: bool = False
    """Somebody is left out between the two."""


def change_words(rose: int) -> str:
    """Places gained or lost, by shape and figure."""
    if rose == 0:
        return ""
    return f"{'▲' if rose > 0 else '▼'} {abs(rose)}"


def most_moved(rows: Sequence[Standing]) -> tuple[Standing, ...]:
    """Who rose most and who fell most, as far as anybody moved."""
    best = max(rows, key=lambda row: row.rose, default=None)
    worst = min(rows, key=lambda row: row.rose, default=None)
    risen = (best,) if best is not None and best.rose > 0 else ()
    return (*risen, worst) if worst is not None and worst.rose < 0 else risen


def moved_words(row: Standing) -> str:
    """`Ada, up 2 places`."""
    places = abs(row.rose)
    if row.rose > 0:
        words = ngettext("{name}, up {n} place", "{name}, up {n} places", places)
    else:
        words = ngettext("{name}, down {n} place", "{name}, down {n} places", places)
    return words.format(name=one_line(row.name), n=thousands(places))


def table(
    top: Sequence[Standing], nearby: Sequence[Standing] = (), me: PlayerId | None = None, lines: int = 10
) -> Table:
    """Choose rows for `lines` lines, one of which is the gap when the player is not in the top."""
    best = max((row.score for row in (*top, *nearby)), default=0)
    if me is None or any(row.player == me for row in top[:lines]):
        return Table(_rows(top[:lines], best, me))
    around = _around(nearby, me, max(1, min(3, lines - 2)))
    shown = top[: max(0, lines - len(around) - 1)] if around else top[:lines]
    seen = {row.player for row in shown}
    others = [row for row in around if row.player not in seen]
    gap = bool(others) and not _follows(others[0], shown, nearby)
    return Table(_rows(shown, best, me), _rows(others, best, me), gap)


def _follows(row: Standing, shown: Sequence[Standing], nearby: Sequence[Standing]) -> bool:
    """Whether nobody stands between those that are shown and a row; ranks alone do not tell of equals."""
    above = nearby[nearby.index(row) - 1 : nearby.index(row)]
    return row.rank == len(shown) + 1 or any(one.player == shown[-1].player for one in above if shown)


def _around(nearby: Sequence[Standing], me: PlayerId, most: int) -> Sequence[Standing]:
    """The player's row and as many neighbours as fit, the one above first."""
    places = [place for place, row in enumerate(nearby) if row.player == me]
    if not places:
        return ()
    start = max(0, min(places[0] - most // 2, len(nearby) - most))
    return nearby[start : start + most]


def _rows(standings: Sequence[Standing], best: int, me: PlayerId | None) -> tuple[Row, ...]:
    return tuple(_row(standing, best, me) for standing in standings)


def _row(standing: Standing, best: int, me: PlayerId | None) -> Row:
    return Row(
        player=standing.player,
        rank=standing.rank,
        name=standing.name,
        change=change_words(standing.rose),
        rose=standing.rose,
        score=standing.score,
        share=max(0.0, standing.score / best) if best > 0 else 0.0,
        mine=standing.player == me,
    )
