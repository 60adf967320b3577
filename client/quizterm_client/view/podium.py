"""The podium: who stands on which step, and what a player did in the whole quiz."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from quizterm.language import _, ngettext
from quizterm.quiz.model import Scoring
from quizterm.snapshot import Hardest, PlayerId, Stage, Standing, You
from quizterm.text import thousands
from quizterm_client.view.words import one_line, ordinal, seconds

_STEP_HEIGHTS = {1: 3, 2: 2, 3: 1}
_HARDEST_LINE = 74
_LEFT_TO_RIGHT = (1, 0, 2)
"""Second, first, third."""


@dataclass(frozen=True, slots=True)
class Step:
    """One block of the podium."""

    rank: int
    name: str
    score: int
    height: int
    """3 for the winner's block, 2 and 1 for the others; those who share a rank stand equally high."""
    mine: bool = False


def steps(standings: Sequence[Standing], me: PlayerId | None = None) -> tuple[Step, ...]:
    """The first three who have points, as they stand from left to right: second, first, third."""
    first = [
        Step(row.rank, row.name, row.score, _STEP_HEIGHTS.get(row.rank, 1), row.player == me)
        for row in standings[:3]
        if row.score > 0
    ]
    return tuple(first[place] for place in _LEFT_TO_RIGHT if place < len(first))


def shared(standings: Sequence[Standing]) -> str:
    """Who shares the last step without standing on it: `and 2 more share 3rd place`."""
    if len(standings) < 4 or standings[3].rank > 3 or standings[3].score <= 0:
        return ""
    more = sum(row.rank == standings[3].rank for row in standings[3:])
    words = ngettext("and {n} more shares {ordinal} place", "and {n} more share {ordinal} place", more)
    return words.format(n=thousands(more), ordinal=ordinal(standings[3].rank))


def beside_steps(stage: Stage) -> str:
    """What the steps leave unsaid: who shares one of them, or that nobody stands there."""
    return pointless(stage) or shared(stage.standings)


def pointless(stage: Stage) -> str:
    """That nobody has points, where there were some to be had."""
    return "" if stage.scoring is Scoring.NONE or steps(stage.standings) else _("Nobody has points.")


def own_words(you: You) -> str:
    """`You came 3rd: 8 of 10 right, 2.8 s on average.`"""
    if you.rank == 0:
        return _("Thank you for playing.")
    asked = you.right + you.wrong
    parts = [_("{right} of {asked} right").format(right=you.right, asked=asked)] if asked else []
    if you.average is not None:
        parts.append(_("{time} on average").format(time=seconds(you.average)))
    details = ", ".join(parts)
    if you.score <= 0:
        return _("You had {details}.").format(details=details) if asked else _("Thank you for playing.")
    place = ordinal(you.rank)
    if you.of:
        words = _("You came {place} of {of}: {details}.") if parts else _("You came {place} of {of}.")
    else:
        words = _("You came {place}: {details}.") if parts else _("You came {place}.")
    return words.format(place=place, of=you.of, details=details)


def hardest_words(hardest: Hardest | None) -> str:
    """`Hardest: question 7, 4 of 31 right. Which layer does ARP belong to?`, cut to a small screen's line."""
    if hardest is None:
        return ""
    counts = _("Hardest: question {number}, {right} of {eligible} right.").format(
        number=hardest.question + 1, right=hardest.right, eligible=hardest.eligible
    )
    return f"{counts} {_shortened(one_line(hardest.text), _HARDEST_LINE - cell_len(counts))}".rstrip()


def _shortened(text: str, cells: int) -> str:
    """As much of a text as fits, with a sign that there was more."""
    if cell_len(text) <= cells:
        return text
    return f"{set_cell_size(text, cells - 1).rstrip()}…"
