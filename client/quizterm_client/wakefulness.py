"""Finding out that the machine has slept, so that a line that is dead since is not trusted for long."""

from collections.abc import Callable
from datetime import UTC, datetime

Wall = Callable[[], datetime]
"""The time of day."""

JUMP = 4.0
"""Seconds by which the two clocks must have drifted apart, or nobody has looked, to count as sleep."""


def time_of_day() -> datetime:
    """The time of day here."""
    return datetime.now(UTC)


class Wakefulness:
    """Compares the time of day, which goes on while a machine sleeps, with a clock that stands still then.

    A clock that somebody sets looks the same, so finding out must cost next to nothing. On machines where
    no clock stands still, the long time between two looks tells.

    Args:
        wall: The time of day.
        steady: Seconds on a clock that nobody sets.
    """

    def __init__(self, wall: Wall, steady: Callable[[], float]) -> None:
        self._wall = wall
        self._steady = steady
        self._looked = wall(), steady()

    def slept(self, expected: float) -> bool:
        """Whether the machine seems to have slept since the last look, which was `expected` seconds ago."""
        before, self._looked = self._looked, (self._wall(), self._steady())
        passed = self._looked[1] - before[1]
        drift = (self._looked[0] - before[0]).total_seconds() - passed
        return abs(drift) > JUMP or passed > expected + JUMP
