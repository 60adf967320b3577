"""A process that asks the server for the time at a steady beat: late answers show its loop's lag."""

import asyncio
from collections import deque
from multiprocessing.connection import Connection
from time import monotonic

import uvloop

from benchmarks.load.generator import LOOPBACK
from benchmarks.load.line import Line
from benchmarks.load.messages import HELLO, Trouble, request
from benchmarks.load.workers import on_orders
from quizterm.protocol.messages import PLAY_PATH

BEATS = 25.0
"""Pings a second, all lines together."""
LINES = 2
"""One line alone would send more than a person may."""
_OK = b'{"type":"ok"'

PING = request(type="ping", ref=7)


def sing(pipe: Connection) -> None:
    """Wait for the port, ping until the next word comes; the answer to it is a list of (sent, seconds)."""
    uvloop.run(_sing(pipe))


class Canary(Line):
    """One line; its replies come in the order of its pings."""

    def __init__(self, heard: list[tuple[float, float]], pipe: Connection) -> None:
        super().__init__(PLAY_PATH)
        self._heard = heard
        self._pipe = pipe
        self._sent: deque[float] = deque()
        self._ready = False

    def upgraded(self) -> None:
        self.write(HELLO)
        self._ready = True

    def ping(self) -> None:
        if self._ready:
            self._sent.append(monotonic())
            self.write(PING)

    def take(self, payload: bytes, size: int, now: float) -> None:
        if payload.startswith(_OK) and self._sent:
            sent = self._sent.popleft()
            self._heard.append((sent, now - sent))

    def ended(self, why: str) -> None:
        self._ready = False
        if why:
            self._pipe.send(Trouble(-1, f"the canary lost its line: {why}"))


async def _sing(pipe: Connection) -> None:
    loop = asyncio.get_running_loop()
    port = await loop.run_in_executor(None, pipe.recv)
    heard: list[tuple[float, float]] = []
    canaries = [Canary(heard, pipe) for _ in range(LINES)]
    for canary in canaries:
        await loop.create_connection(lambda it=canary: it, LOOPBACK, port)  # type: ignore[misc]
    asked = asyncio.Event()
    on_orders(pipe, asked.set)
    beat = 0
    while not asked.is_set():
        canaries[beat % LINES].ping()
        beat += 1
        # Beats that this process missed are left out: all at once they would be a flood.
        await asyncio.sleep(1 / BEATS)
    loop.remove_reader(pipe.fileno())
    pipe.send(heard)
    for canary in canaries:
        canary.leave()
    await asyncio.sleep(0)
