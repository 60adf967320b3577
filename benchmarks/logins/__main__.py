"""What accounts cost: the time of a wrong password, logins a second, and what a running game feels of both
logins and teachers who keep large quizzes.

`python -m benchmarks.logins` measures all in some eight minutes, on SQLite and on a PostgreSQL server where
one lets us in; `python -m benchmarks.logins timing` (or `throughput`, `game`, `library`) one of them.
Everything happens on loopback, with limits on guessing switched off, and stops by itself.
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable

from benchmarks.load.machine import Cores, described, raise_file_limit, share_out
from benchmarks.logins.game import game
from benchmarks.logins.library import library
from benchmarks.logins.servers import kinds
from benchmarks.logins.table import Row, written
from benchmarks.logins.throughput import throughput
from benchmarks.logins.timing import timing

WHAT = ("timing", "throughput", "game", "library")


def main() -> int:
    """Read the arguments, measure, print; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.logins", description=__doc__)
    parser.add_argument("what", nargs="*", metavar="what", help=", ".join(WHAT))
    parser.add_argument("--repeat", type=int, default=3, help="runs of each (3)")
    parser.add_argument("--each", type=int, default=200, help="wrong passwords that are timed (200 each)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on", choices=("sqlite", "postgresql"), help="one kind of database only")
    parser.add_argument(
        "--free", action="store_true", help="let the server of the game use all cores, and the load as well"
    )
    wanted = parser.parse_args()
    if unknown := set(wanted.what) - set(WHAT):
        parser.error(f"no such thing: {', '.join(sorted(unknown))}")
    raise_file_limit()
    cores = Cores(frozenset(), frozenset()) if wanted.free else share_out()
    found = [wanted.on] if wanted.on else kinds()
    for name, value in (described() | {"game": cores.said}).items():
        sys.stdout.write(f"{name}: {value}\n")
    for what in wanted.what or WHAT:
        columns = {kind: asyncio.run(_measure(what, kind, wanted, cores)) for kind in found}
        sys.stdout.write("\n" + "\n".join(written(what, columns)) + "\n")
        sys.stdout.flush()
    return 0


async def _measure(what: str, kind: str, wanted: argparse.Namespace, cores: Cores) -> list[Row]:
    ways: dict[str, Callable[[], Awaitable[list[Row]]]] = {
        "timing": lambda: timing(kind, wanted.seed, wanted.each),
        "throughput": lambda: throughput(kind, wanted.repeat),
        "game": lambda: game(kind, cores, wanted.repeat),
        "library": lambda: library(kind, cores, wanted.repeat),
    }
    return await ways[what]()


if __name__ == "__main__":
    sys.exit(main())
