"""R13: clients that stop reading while a full room plays: what they cost, and what the others notice."""

import asyncio
import sys
import tempfile
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from socket import SO_RCVBUF, SOL_SOCKET, socket
from statistics import median

from websockets.asyncio.client import connect

from quizterm.protocol import client
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.messages import PLAY_PATH, PROTOCOL
from quizterm.quiz.model import Code
from quizterm.text import CODE_LIMIT
from tests.server.quizzes import quiz
from tests.support.games import PORT
from tests.support.mortal import MortalServer, mortal_server
from tests.support.peers import Peer, host, player
from tests.support.processes import Home

OTHERS = 300
STALLED = 50
PINGS = 200
PING_PAUSE = 0.06
NEWS_PAUSE = 0.1
DROPPED = 120.0
"""Seconds in which they are dropped: some until a line is full, and ten more."""
LAST_WORDS = 3.0
"""Seconds in which whoever was about to be dropped has heard it; the others read on, and stay."""
MOST_MEMORY = 2048
"""KiB that one of them may cost."""

NOISE = 10.0
"""Milliseconds by which two measurements of the same thing differ on a busy machine."""

WORDY = replace(PORT, code=Code("語" * CODE_LIMIT), seconds=3600)


async def stalled(seed: int) -> str:
    """Measure a canary's round trips before and while many stop reading, and how those are dropped."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="quizterm-stalled-")))
        server = await stack.enter_async_context(mortal_server(Home(folder), Random(seed)))
        canary, slow = await _fill(stack, server)
        before, memory = await _round_trips(canary), _memory(server)
        dropping = asyncio.create_task(_stop_reading(server, slow))
        meanwhile = await _round_trips(canary)
        cost = (_memory(server) - memory) / STALLED
        dropped = await dropping
        await asyncio.sleep(LAST_WORDS)
        codes = [one.close_code for one in slow]
    told = (
        f"{STALLED} of {OTHERS + STALLED + 2} stop reading: a canary's round trip {_spread(before)} before, "
        f"{_spread(meanwhile)} meanwhile; {cost:.0f} KiB each; first dropped after {dropped:.0f} s; "
        f"{codes.count(CloseReason.SLOW_CONSUMER)} heard why ({CloseReason.SLOW_CONSUMER.value})"
    )
    assert cost < MOST_MEMORY, told
    assert _p99(meanwhile) < 1.1 * _p99(before) + NOISE, told
    assert CloseReason.SLOW_CONSUMER in codes, told
    return told


async def _fill(stack: AsyncExitStack, server: MortalServer) -> tuple[Peer, list[Peer]]:
    """A room with news all the time; returns the canary, and those who will stop reading."""
    address = str(server.address)
    teacher = await stack.enter_async_context(host(address, quiz(WORDY)))
    canary = await stack.enter_async_context(player(address, teacher.code, "Canary"))
    slow = [await stack.enter_async_context(_narrow_spectator(server, teacher.code)) for _ in range(STALLED)]
    await stack.enter_async_context(_others(server, teacher.code))
    await teacher.until(lambda stage: stage.connected == OTHERS + 1)
    await teacher.command(client.Start)
    await stack.enter_async_context(_news(teacher))
    return canary, slow


@asynccontextmanager
async def _narrow_spectator(server: MortalServer, code: str) -> AsyncIterator[Peer]:
    """Somebody whose system takes little ahead, so that it shows soon that they do not read."""
    narrow = socket()
    narrow.setsockopt(SOL_SOCKET, SO_RCVBUF, 4096)
    narrow.setblocking(False)
    place = (server.address.host, server.address.port)
    await asyncio.get_running_loop().sock_connect(narrow, place)
    async with connect(server.address.url(PLAY_PATH), sock=narrow, compression=None) as line:
        found = Peer(line)
        reading = asyncio.create_task(found.read())
        await found.say(client.Hello(protocol=PROTOCOL))
        await found.ask(client.Watch, code=code)
        try:
            yield found
        finally:
            line.transport.abort()
            await reading


@asynccontextmanager
async def _others(server: MortalServer, code: str) -> AsyncIterator[None]:
    """Bots in a process of their own, so that what they do costs the canary nothing."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "quizterm", "bots", f"{code}@{server.address}", "-n", str(OTHERS)),
        stdout=DEVNULL,
        stderr=DEVNULL,
        env=server.home.environment(),
        cwd=server.home.folder,
    )
    try:
        yield
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def _news(teacher: Peer) -> AsyncIterator[None]:
    """Something that everybody is told, again and again."""

    stopping = asyncio.Event()

    async def make() -> None:
        locked = False
        while not stopping.is_set():
            locked = not locked
            await teacher.ask(client.SetLocked, locked=locked)
            await asyncio.sleep(NEWS_PAUSE)

    making = asyncio.create_task(make())
    try:
        yield
    finally:
        stopping.set()
        await asyncio.wait([making])


async def _round_trips(canary: Peer) -> list[float]:
    """Milliseconds, shortest first."""
    loop, found = asyncio.get_running_loop(), []
    for _ in range(PINGS):
        await asyncio.sleep(PING_PAUSE)
        began = loop.time()
        await canary.ask(client.Ping)
        found.append((loop.time() - began) * 1000)
    return sorted(found)


async def _stop_reading(server: MortalServer, slow: Sequence[Peer]) -> float:
    """Read on just before the line is cut, and hear why; returns how many seconds that took."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    for one in slow:
        one.socket.transport.pause_reading()
    await _first_is_dropped(server)
    dropped = loop.time() - began
    for one in slow:
        one.socket.transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_RCVBUF, 2**20)
        one.socket.transport.resume_reading()
    return dropped


async def _first_is_dropped(server: MortalServer) -> None:
    for _ in range(round(DROPPED / NEWS_PAUSE)):
        if "slow_consumer_dropped" in server.log.read_text():
            return
        await asyncio.sleep(NEWS_PAUSE)
    raise AssertionError(f"nobody was dropped in {DROPPED:.0f} s")


def _memory(server: MortalServer) -> int:
    """KiB that the server's process has in memory."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def _spread(times: Sequence[float]) -> str:
    return f"{median(times):.1f} ms (median), {_p99(times):.1f} ms (p99)"


def _p99(times: Sequence[float]) -> float:
    return times[int(len(times) * 0.99)]
