"""Sessions whose server is killed and whose lines are cut, for long; proves that nothing is lost.

Run `make chaos`, or `python -m benchmarks.chaos --seed 7 --seconds 600 --players 50 --kills 100`. It prints
one line of figures. If a promise is broken it says which, and exits 1; the same seed does the same again, as
far as the machine lets it. Everything happens on loopback, and stops by itself.
"""

import argparse
import asyncio
import secrets
import shutil
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.support.figures import Figures
from tests.support.mortal import MortalServer, mortal_server
from tests.support.ordeal import PromiseBroken, Trial, go_through
from tests.support.processes import Home

KILLS_EACH = 10
"""How many kills one session goes through."""

DISK_FAULTS_EACH = 2
"""How often nothing can be stored for a while."""


async def suffer(server: MortalServer, arguments: argparse.Namespace, figures: Figures) -> int:
    """Play one session after another until there were enough kills or the time is over; returns how many."""
    until = time.monotonic() + arguments.seconds
    sessions = 0
    while (left := until - time.monotonic()) > 0 and figures.kills < arguments.kills:
        if sessions:
            await server.start()
        trial = Trial(
            seed=f"{arguments.seed}/{sessions}",
            players=arguments.players,
            latecomers=arguments.players // 5,
            kills=min(KILLS_EACH, arguments.kills - figures.kills),
            disk_faults=DISK_FAULTS_EACH,
            lasting=left,
        )
        figures.add(await go_through(server, trial))
        sessions += 1
    return sessions


async def run(arguments: argparse.Namespace, folder: Path) -> str:
    """Do it all in this folder; returns the line of figures.

    Raises:
        PromiseBroken: Something was lost.
    """
    figures = Figures()
    async with mortal_server(Home(folder), Random(arguments.seed)) as server:
        sessions = await suffer(server, arguments, figures)
    return f"seed {arguments.seed}: {sessions} sessions of {arguments.players} players: {figures}"


def main() -> int:
    """Read the arguments, run, print; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--seconds", type=float, default=600.0, help="no kill begins after this")
    parser.add_argument("--players", type=int, default=50)
    parser.add_argument("--kills", type=int, default=100)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="quizterm-chaos-"))
    try:
        figures = asyncio.run(run(arguments, folder))
    except Exception as trouble:
        shown = trouble if isinstance(trouble, PromiseBroken) else repr(trouble)
        sys.stderr.write(f"seed {arguments.seed} broke a promise; all is kept in {folder}\n{shown}\n")
        return 1
    shutil.rmtree(folder)
    sys.stdout.write(f"{figures}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
