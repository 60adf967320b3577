"""What a player's terminal and machine bear, measured on real terminals of 80×24 with a real server.

`python -m benchmarks.terminals` measures all in some twelve minutes: `start` (CPU from the start to the first
screen, one player after the other), `evening` (two questions and idle lobbies, near, over SSH, on the Linux
console and in line mode), `encrypted` (the same over encrypted lines, near and in line mode) and `crowd`
(forty players on this machine at once). Everything stays on loopback and ends by itself. The machine's other
users disturb: compare the least with the median.
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from benchmarks.load.canary import sing
from benchmarks.load.figures import Figures, percentile
from benchmarks.load.machine import described, raise_file_limit
from benchmarks.load.workers import working
from benchmarks.terminals.evening import Plan, evening, memory_figures
from benchmarks.terminals.looks import FAR, LINES, LOOKS, NEAR, Look
from benchmarks.terminals.machine import Busy, yardstick
from benchmarks.terminals.room import opened, warm_up
from benchmarks.terminals.table import Section, save, written

LIMIT = 900.0
"""Seconds after which a part is given up."""
LOOKED_AT = 0.5
"""Seconds for which the first screen stands before its memory is measured."""


def main() -> int:
    """Read the arguments, measure, print; returns the exit status."""
    wanted = _arguments()
    raise_file_limit()
    about = described() | {"command": "python -m benchmarks.terminals " + " ".join(sys.argv[1:])}
    for name, value in about.items():
        sys.stdout.write(f"{name}: {value}\n")
    sections: list[Section] = []
    for what in wanted.what or PARTS:
        measured = asyncio.run(_limited(PARTS[what], wanted))
        for section in measured:
            sys.stdout.write("\n" + "\n".join(written(section)) + "\n")
        sys.stdout.flush()
        sections += measured
    if wanted.json:
        save(wanted.json, about, sections)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.terminals", description=__doc__)
    parser.add_argument("what", nargs="*", metavar="what", help=", ".join(PARTS))
    parser.add_argument("--repeat", type=int, default=3, help="evenings (3)")
    parser.add_argument("--starts", type=int, default=10, help="starts of each sort of terminal (10)")
    parser.add_argument("--players", type=int, default=40, help="of the crowd (40)")
    parser.add_argument("--quick", action="store_true", help="one short evening, three starts, eight players")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything down there as well")
    parser.add_argument(
        "--checkout", type=Path, metavar="FOLDER", help="measure the client of another checkout"
    )
    wanted = parser.parse_args()
    if unknown := set(wanted.what) - set(PARTS):
        parser.error(f"no such thing: {', '.join(sorted(unknown))}")
    if wanted.quick:
        wanted.repeat, wanted.starts, wanted.players = 1, 3, 8
    return wanted


async def _limited(part: "Part", wanted: argparse.Namespace) -> list[Section]:
    async with asyncio.timeout(LIMIT):
        return await part(wanted)


async def start(wanted: argparse.Namespace) -> list[Section]:
    """One player after the other, each sort of terminal in turn, so that all meet the same disturbance."""
    sections = [Section(f"start, {look.name}") for look in (NEAR, LINES)]
    async with opened() as room:
        await warm_up(room, (NEAR, LINES), wanted.checkout)
        for _ in range(wanted.starts):
            for section, look in zip(sections, (NEAR, LINES), strict=True):
                measure = yardstick()
                player = room.seat(look, wanted.checkout)
                cpu = await player.inside()
                await asyncio.sleep(LOOKED_AT)
                section.runs.append(
                    {"start_cpu": cpu * 1000, "yardstick": measure, **memory_figures(player.memory)}
                )
                await player.close()
    return sections


async def evenings(wanted: argparse.Namespace) -> list[Section]:
    """All sorts of terminals in one session, again and again."""
    return await _evenings(wanted, LOOKS)


async def encrypted(wanted: argparse.Namespace) -> list[Section]:
    """The same where lines are encrypted: for a screen and for lines, which differ in what is loaded."""
    return await _evenings(wanted, (NEAR, LINES), encrypted=True)


async def _evenings(
    wanted: argparse.Namespace, looks: Sequence[Look], *, encrypted: bool = False
) -> list[Section]:
    title = "encrypted evening" if encrypted else "evening"
    sections = {look.name: Section(f"{title}, {look.name}") for look in looks}
    for _ in range(wanted.repeat):
        plan = Plan(looks, apart=1.5, idle=5.0 if wanted.quick else 20.0, checkout=wanted.checkout)
        async with opened(encrypted=encrypted) as room:
            for watched in await evening(room, plan):
                sections[watched.look].runs.append(watched.figures)
    return list(sections.values())


async def crowd(wanted: argparse.Namespace) -> list[Section]:
    """Many players at once on this machine, with the server, which answers pings all the time."""
    looks = [FAR if number % 2 else NEAR for number in range(wanted.players)]
    plan = Plan(looks, 0.5, 5.0 if wanted.quick else 20.0, 1, wanted.checkout)
    title = f"{wanted.players} players on this machine"
    busy = Busy()
    async with opened() as room, working(sing, frozenset()) as canary:
        canary.send(room.server.port)
        people = [watched.figures for watched in await evening(room, plan)]
        canary.send("enough")
        heard = [1000 * seconds for _, seconds in await canary.receive()]
    machine = Section("… and the machine meanwhile", [_machine(heard, busy)])
    return [Section(title, people), machine]


def _machine(pings: list[float], busy: Busy) -> Figures:
    return {
        "pings_p50": percentile(pings, 0.5),
        "pings_p99": percentile(pings, 0.99),
        "pings_last": max(pings, default=0.0),
        "machine_busy": busy.percent,
        "machine_load": busy.load,
    }


Part = Callable[[argparse.Namespace], Awaitable[list[Section]]]
PARTS: dict[str, Part] = {"start": start, "evening": evenings, "encrypted": encrypted, "crowd": crowd}

if __name__ == "__main__":
    sys.exit(main())
