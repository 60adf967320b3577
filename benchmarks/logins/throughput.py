"""How many people get in each second when all log in at once, and what memory that takes."""

import asyncio
from statistics import median

from benchmarks.load.servers import Running
from benchmarks.load.workers import Worker, working
from benchmarks.logins.people import Come, Done, NotAsMeant, Once, come_and_log_in
from benchmarks.logins.servers import login_server
from benchmarks.logins.table import Row

PEOPLE = 200
WORKERS = (1, 2)
LOOKING = 0.005
"""Seconds between two looks at the memory."""


async def throughput(kind: str, repeat: int) -> list[Row]:
    """Let everybody log in at the same instant, with one thread for passwords and with two."""
    rows: list[Row] = []
    for workers in WORKERS:
        async with login_server(kind, password_workers=workers) as server:
            rows += await _measured(server, workers, repeat)
    return rows


async def _measured(server: Running, workers: int, repeat: int) -> list[Row]:
    first = server.resident
    rates: list[float] = []
    middles: list[float] = []
    lasts: list[float] = []
    cpu: list[float] = []
    mosts: list[float] = []
    async with working(come_and_log_in, frozenset()) as people:
        await ordered(people, Come(server.port, PEOPLE))
        for _ in range(repeat):
            before = server.cpu
            done, most = await _watched(server, people)
            cpu.append((server.cpu - before) / PEOPLE * 1000)
            rates.append(PEOPLE / done.seconds)
            middles.append(median(done.waits))
            lasts.append(max(done.waits))
            mosts.append(most / 1024)
    said = f"{workers} for passwords: "
    return [
        Row(f"{said}logins a second", rates, 1),
        Row(f"{said}one login takes, median, s", middles, 2),
        Row(f"{said}the last one, s", lasts, 2),
        Row(f"{said}CPU of the server for a login, ms", cpu, 1),
        Row(f"{said}memory before anybody came, MiB", [first / 1024], 1),
        Row(f"{said}… at most during the logins, MiB", mosts, 1),
    ]


async def _watched(server: Running, people: Worker) -> tuple[Done, int]:
    """One round, and the most memory in KiB."""
    most = server.resident
    doing = asyncio.create_task(ordered(people, Once()))
    while not doing.done():
        most = max(most, server.resident)
        await asyncio.wait({doing}, timeout=LOOKING)
    return doing.result(), most


async def ordered(people: Worker, order: object) -> Done:
    """Order something and wait until it is done.

    Raises:
        NotAsMeant: Something else came of it.
    """
    people.send(order)
    done: Done = await people.receive()
    if done.trouble:
        raise NotAsMeant(done.trouble)
    return done
