"""R37: two seconds there and back and five per cent loss, for minutes: nobody is thrown out."""

import asyncio
from contextlib import AsyncExitStack
from random import Random

from quizterm.protocol import client
from quizterm.snapshot import Phase
from quizterm_client.entries import JoinEntry
from quizterm_client.peer import LinkState
from quizterm_server.clock import LoopClock
from tests.server.quizzes import quiz
from tests.support.games import PORT, RIGHT
from tests.support.guests import Guest, guest
from tests.support.peers import host
from tests.support.pipe import Weather
from tests.support.relay import relay
from tests.support.serving import running

PLAYERS = 20
SECONDS = 90.0
SLOW = Weather(latency=0.95, jitter=0.1, stalls=0.05, stall=3.0)
"""A packet that is lost is sent again after a timeout, which on such a line is about three seconds."""

ENTERING = 120.0
"""Seconds in which everybody is in: each step takes a round trip or more."""


async def slowness(seed: int) -> str:
    """Come in, answer and stay over a slow and lossy line."""
    async with (
        AsyncExitStack() as stack,
        running(clock=LoopClock()) as serving,
        host(serving.address, quiz(PORT)) as teacher,
        relay(serving.port, seed) as line,
    ):
        line.set(SLOW)
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with asyncio.TaskGroup() as tasks:
            entries = [JoinEntry(teacher.code, f"Player {number}") for number in range(PLAYERS)]
            coming = [stack.enter_async_context(guest(line.port, entry)) for entry in entries]
            crowd = [tasks.create_task(one) for one in coming]
        players = [one.result() for one in crowd]
        entering = loop.time() - began
        await teacher.command(client.Start)
        await asyncio.gather(*(_answer(player, Random(f"{seed}/{n}")) for n, player in enumerate(players)))
        closed = await teacher.reaches(Phase.REVEAL)
        await asyncio.sleep(SECONDS)
        thrown_out = sum(player.states != [LinkState.CONNECTED] for player in players)
        connections = line.accepted
    answered = closed.desk.tally.answered if closed.desk and closed.desk.tally else 0
    assert not thrown_out, f"{thrown_out} of {PLAYERS} lost a line that was only slow"
    assert answered == PLAYERS, f"{answered} of {PLAYERS} answers arrived"
    return (
        f"{PLAYERS} players in after {entering:.0f} s at most, all answered, "
        f"nobody lost a line in {SECONDS:.0f} s ({connections} connections)"
    )


async def _answer(player: Guest, rng: Random) -> None:
    await player.until(lambda guest: guest.stage is not None and guest.stage.phase is Phase.OPEN)
    await asyncio.sleep(rng.uniform(0.0, 5.0))
    await player.link.request(client.SubmitAnswer(ref=0, question=0, answer=RIGHT[PORT.text]))
