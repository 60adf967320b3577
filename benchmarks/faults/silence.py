"""R37: a line that goes silent, and how soon either side notices, with the times that people get."""

import asyncio

from quizterm_client.entries import JoinEntry
from quizterm_client.peer import LinkState
from quizterm_server.clock import LoopClock
from tests.server.quizzes import quiz
from tests.support.guests import Guest, guest
from tests.support.peers import host
from tests.support.relay import SILENT, relay
from tests.support.serving import Serving, running

NOTICED = 45.0
"""Seconds after which both sides have noticed."""

MOMENTS = (0.5, 7.0, 13.0, 20.5)
"""Seconds after coming in at which a line goes silent: before, between and after signs of life."""


async def silence(_seed: int) -> str:
    """Let lines go silent at different moments; nobody sends anything that would be missed."""
    async with asyncio.TaskGroup() as tasks:
        trials = [tasks.create_task(_go_silent(moment)) for moment in MOMENTS]
    here, there = (max(times) for times in zip(*(trial.result() for trial in trials), strict=True))
    told = f"{len(trials)} silent lines noticed after {here:.1f} s by clients, {there:.1f} s by the server"
    assert max(here, there) <= NOTICED, told
    return told


async def _go_silent(moment: float) -> tuple[float, float]:
    """How many seconds it takes the client, and how many the server."""
    async with (
        running(clock=LoopClock()) as serving,
        host(serving.address, quiz()) as teacher,
        relay(serving.port) as line,
        guest(line.port, JoinEntry(teacher.code, "Ann")) as player,
    ):
        await asyncio.sleep(moment)
        line.set(SILENT)
        async with asyncio.TaskGroup() as tasks:
            here = tasks.create_task(_seconds_of_client(player))
            there = tasks.create_task(_seconds_of_server(serving))
        return here.result(), there.result()


async def _seconds_of_client(player: Guest) -> float:
    began = asyncio.get_running_loop().time()
    await player.until_state(LinkState.RECONNECTING, patience=2 * NOTICED)
    return asyncio.get_running_loop().time() - began


async def _seconds_of_server(serving: Serving) -> float:
    began = asyncio.get_running_loop().time()
    with_host_alone = 1
    async with asyncio.timeout(2 * NOTICED):
        while serving.server.connections > with_host_alone:
            serving.server.changed.clear()
            await serving.server.changed.wait()
    return asyncio.get_running_loop().time() - began
