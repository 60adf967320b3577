"""What each fault that a classroom can produce costs: one line of figures for each.

Run `python -m benchmarks.faults` for all, which takes some ten minutes, or name some, like `python -m
benchmarks.faults cuts killed`. Everything happens on loopback, and stops by itself. Exits 1 if a figure is
not what was promised.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine

from benchmarks.faults.commits import commits
from benchmarks.faults.cuts import cuts
from benchmarks.faults.silence import silence
from benchmarks.faults.slowness import slowness
from benchmarks.faults.stalled import stalled
from benchmarks.faults.storm import killed, stopped

SCENARIOS: dict[str, Callable[[int], Coroutine[None, None, str]]] = {
    "cuts": cuts,
    "silence": silence,
    "slowness": slowness,
    "stalled": stalled,
    "killed": killed,
    "stopped": stopped,
    "commits": commits,
}


def main() -> int:
    """Read the arguments, run what is wanted, print; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenarios", nargs="*", metavar="scenario", help=", ".join(SCENARIOS))
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if unknown := set(arguments.scenarios) - set(SCENARIOS):
        parser.error(f"no such scenario: {', '.join(sorted(unknown))}")
    broken = 0
    for name in arguments.scenarios or SCENARIOS:
        try:
            told = asyncio.run(SCENARIOS[name](arguments.seed))
        except AssertionError as promise:
            broken += 1
            told = f"BROKEN: {promise}"
        sys.stdout.write(f"{name}: {told}\n")
        sys.stdout.flush()
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
