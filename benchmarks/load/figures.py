"""From what was noted to figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

Figures = dict[str, float]
"""One run's figures by name; the unit is in the name's entry in `table.ROWS`."""


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all (0 to 1) does not exceed; 0 when there is none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


@dataclass(frozen=True, slots=True)
class Spread:
    """One figure over all repetitions."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Of at least one value."""
        return cls(median(values), min(values), max(values))


def spreads(runs: Sequence[Figures]) -> dict[str, Spread]:
    """Every figure that any run has, over those that have it."""
    names = dict.fromkeys(name for run in runs for name in run)
    return {name: Spread.of([run[name] for run in runs if name in run]) for name in names}
