"""R11: lines that are cut at random, and how soon they are usable again."""

import asyncio
from contextlib import AsyncExitStack
from random import Random
from statistics import median

from quizterm.protocol import client
from quizterm_client.entries import JoinEntry
from quizterm_server.clock import LoopClock
from tests.server.quizzes import quiz
from tests.support.guests import Guest, guest
from tests.support.peers import host
from tests.support.relay import Relay, relay
from tests.support.serving import running

PLAYERS = 20
CUTS_EACH = 10
CALM = 3.0
"""Seconds from one cut of a line to the next, at most."""

USABLE = 2.0
"""Seconds after which a line that is there again is used again."""


async def cuts(seed: int) -> str:
    """Cut every player's line again and again; each time they must see the game, and be answered."""
    async with AsyncExitStack() as stack:
        serving = await stack.enter_async_context(running(clock=LoopClock()))
        teacher = await stack.enter_async_context(host(serving.address, quiz()))
        cutting = []
        async with asyncio.TaskGroup() as tasks:
            for number in range(PLAYERS):
                line = await stack.enter_async_context(relay(serving.port, f"{seed}/{number}"))
                entry = JoinEntry(teacher.code, f"Player {number}")
                player = await stack.enter_async_context(guest(line.port, entry))
                cutting.append(tasks.create_task(_cut(line, player, Random(f"{seed}/{number}"))))
        stage = await teacher.until(lambda stage: stage.connected == PLAYERS)
    waits = sorted(wait for task in cutting for wait in task.result())
    assert stage.players == PLAYERS, f"{stage.players} players after the lines of {PLAYERS} were cut"
    assert waits[-1] <= USABLE, f"a line was used again only {waits[-1]:.2f} s after it was back"
    return (
        f"{len(waits)} cuts of {PLAYERS} lines, used again after {median(waits):.2f} s (median), "
        f"{waits[int(len(waits) * 0.99)]:.2f} s (p99), {waits[-1]:.2f} s (slowest)"
    )


async def _cut(line: Relay, player: Guest, rng: Random) -> list[float]:
    loop, waits = asyncio.get_running_loop(), []
    for _ in range(CUTS_EACH):
        await asyncio.sleep(rng.uniform(0.0, CALM))
        cut_at = loop.time()
        line.cut()
        await player.until_seen(cut_at)
        await player.link.request(client.Ping(ref=0))
        waits.append(loop.time() - cut_at)
    return waits
