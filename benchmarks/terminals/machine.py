"""How busy the machine is while something is measured, and how fast it is at the moment."""

import os
from contextlib import suppress
from pathlib import Path
from time import process_time

ADDITIONS = 3_000_000
_IDLE, _WAITING, _GUESTS = 3, 4, 8
"""Columns of /proc/stat."""


def yardstick() -> float:
    """Milliseconds of CPU that the same work takes now; on a busy machine it is more than on an idle one."""
    began = process_time()
    total = 0
    for number in range(ADDITIONS):
        total += number
    return (process_time() - began) * 1000


class Busy:
    """The share of the machine that is used, from now on."""

    def __init__(self) -> None:
        self._before = _ticks()

    @property
    def percent(self) -> float:
        """Of all cores; 0 where that cannot be known."""
        passed = [now - then for now, then in zip(_ticks(), self._before, strict=True)]
        idle = sum(passed[_IDLE : _WAITING + 1])
        return 100 * (1 - idle / sum(passed)) if sum(passed) else 0.0

    @property
    def load(self) -> float:
        """How many processes ran or waited to run, over the last minute."""
        return os.getloadavg()[0]


def _ticks() -> list[int]:
    with suppress(OSError):
        line = Path("/proc/stat").read_text().partition("\n")[0]
        return [int(ticks) for ticks in line.split()[1 : _GUESTS + 1]]
    return [0] * _GUESTS
