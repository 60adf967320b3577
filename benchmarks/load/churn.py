"""Whether memory, files and threads of a server stay what they are while people come and go."""

import asyncio
from dataclasses import dataclass, replace
from statistics import median
from time import monotonic

from benchmarks.load.figures import Figures
from benchmarks.load.game import Outcome, Plan, listening_to_canary
from benchmarks.load.machine import Cores, open_files, threads
from benchmarks.load.reading import lags
from benchmarks.load.servers import Measured, Running, running
from benchmarks.load.visitors import Visits, visit
from benchmarks.load.workers import working

SAMPLES = 120
"""How many are taken, evenly over the time."""
FORGOTTEN = {"QUIZTERM_SERVE_ENDED_SECONDS": "5"}
"""Ended sessions are kept for minutes; in a short measurement they would only pile up."""
CLOSING = 15.0
"""Seconds in which the last lines and sessions end, those whose line broke too."""
WARM = 1 / 3
"""The share of the time in which memory settles."""
TAIL = 1 / 10
"""The share over which what is at the end is taken."""
_MIB = 1024.0


@dataclass(frozen=True, slots=True)
class Sample:
    """A server at one moment; memory in KiB."""

    resident: int
    files: int
    threads: int


async def come_and_go(what: Measured, cores: Cores, seconds: float) -> tuple[Figures, list[str]]:
    """Let people come and go for so long; returns the figures and what went wrong."""
    what = replace(what, variables=what.variables | FORGOTTEN)
    outcome = Outcome(Plan(players=0), what.name)
    async with running(what, cores.server) as server, working(visit, cores.load) as town:
        await asyncio.sleep(1.0)
        before = _sample(server)
        async with listening_to_canary(server, cores, outcome):
            town.send(server.port)
            samples = await _watch(server, seconds)
            outcome.ended = monotonic()
            town.send(None)
            visits: Visits = await town.receive()
        await asyncio.sleep(CLOSING)
        after = _sample(server)
    told = growth([sample.resident for sample in samples]) | {
        "comings": float(visits.counts["comings"]),
        "evenings": float(visits.counts["evenings"]),
        "rest": before.resident / _MIB,
        "files_grown": float(after.files - before.files),
        "threads_most": float(max(sample.threads for sample in samples)),
    }
    troubles = [*outcome.broken, *visits.troubles[:20]]
    return told | lags(outcome.canary, 0.0, outcome.ended), troubles


def growth(resident: list[int]) -> Figures:
    """What memory, in KiB at even times, came to when it had settled and at the end; in MiB."""
    tail = max(1, int(len(resident) * TAIL))
    settled = int(len(resident) * WARM)
    warm = median(resident[settled : settled + tail]) / _MIB
    late = median(resident[-tail:]) / _MIB
    return {"warm": warm, "late": late, "grown": late - warm}


async def _watch(server: Running, seconds: float) -> list[Sample]:
    samples = []
    for _ in range(SAMPLES):
        await asyncio.sleep(seconds / SAMPLES)
        samples.append(_sample(server))
    return samples


def _sample(server: Running) -> Sample:
    return Sample(server.resident, open_files(server.pid), threads(server.pid))
