"""R38: a thousand clients whose server is gone, and how they come back."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

from quizterm_client.entries import CreateEntry, JoinEntry
from quizterm_client.link import Sleep
from tests.server.quizzes import quiz
from tests.support.guests import Guest, guest
from tests.support.mortal import MortalServer, mortal_server
from tests.support.processes import Home

PLAYERS = 1000
ENTERING_AT_ONCE = 20
BACK = 30.0
"""Seconds after which all are back."""
PEAK = 5.0
"""How much more than the mean may arrive in a tenth of a second."""
BIN = 0.1


async def killed(seed: int) -> str:
    """The server is killed and starts again at once."""
    return await _storm(seed, MortalServer.kill)


async def stopped(seed: int) -> str:
    """The server is asked to go, says when it expects to be back, and starts again."""
    return await _storm(seed, MortalServer.stop)


async def _storm(seed: int, end: Callable[[MortalServer], Awaitable[object]]) -> str:
    loop = asyncio.get_running_loop()
    attempts: list[float] = []

    async def wait(seconds: float) -> None:
        # What counts is when a client means to knock: a thousand of them in one process are late with it.
        attempts.append(loop.time() + seconds)
        await asyncio.sleep(seconds)

    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="quizterm-storm-"))
        server = await stack.enter_async_context(mortal_server(Home(Path(folder)), Random(seed)))
        crowd = await _fill(stack, server.address.port, wait)
        attempts.clear()
        gone_at = loop.time()
        await end(server)
        ended_at = loop.time()
        await server.start()
        await asyncio.gather(*(one.until_seen(gone_at, patience=2 * BACK) for one in crowd))
    waits = sorted(one.seen_at - ended_at for one in crowd)
    knocks = _peak(attempts)
    heard = _peak([at for at in attempts if at >= server.listening])
    told = (
        f"{len(crowd)} clients, server gone after {ended_at - gone_at:.1f} s and there again after "
        f"{server.listening - ended_at:.1f} s more; back after {median(waits):.1f} s (median), "
        f"{waits[-1]:.1f} s (last); attempts in a tenth of a second, most to mean: {knocks}; "
        f"of those that somebody heard: {heard}"
    )
    assert waits[-1] <= BACK, told
    assert knocks.ratio < PEAK, told
    assert heard.ratio < PEAK, told
    return told


async def _fill(stack: AsyncExitStack, port: int, wait: Sleep) -> list[Guest]:
    """A host, and everybody else."""
    teacher = await stack.enter_async_context(guest(port, CreateEntry(quiz()), sleep=wait))
    gate = asyncio.Semaphore(ENTERING_AT_ONCE)

    async def come_in(number: int) -> Guest:
        async with gate:
            entry = JoinEntry(teacher.link.code, f"Player {number}")
            return await stack.enter_async_context(guest(port, entry, sleep=wait))

    return [teacher, *await asyncio.gather(*(come_in(number) for number in range(PLAYERS)))]


@dataclass(frozen=True, slots=True)
class Peak:
    """How uneven arrivals are."""

    most: int
    mean: float

    @property
    def ratio(self) -> float:
        return self.most / self.mean

    def __str__(self) -> str:
        return f"{self.most} to {self.mean:.0f} = {self.ratio:.1f}"


def _peak(times: Sequence[float]) -> Peak:
    """The fullest tenth of a second, and the mean one, from the first arrival to the last."""
    first = min(times)
    bins = Counter(int((at - first) / BIN) for at in times)
    return Peak(max(bins.values()), len(times) / (max(bins) + 1))
