"""The process that holds the players."""

import asyncio
from collections.abc import Callable
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

import uvloop

from benchmarks.load.crowd import Audience, Player, podium_digest
from benchmarks.load.messages import (
    Crowd,
    Everybody,
    Inside,
    Moment,
    Report,
    Reported,
    Stop,
    Trouble,
    floats,
)
from benchmarks.load.workers import on_orders

LOOPBACK = "127.0.0.1"
MOST_TROUBLE = 20
"""How many complaints are passed on for one session; the rest would say the same."""


def generate(pipe: Connection) -> None:
    """Take orders until the pipe closes."""
    uvloop.run(Generator(pipe).run())


class Generator:
    """Holds the players of any number of sessions."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._audiences: dict[int, Audience] = {}
        self._over = asyncio.Event()
        self._joining: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Return when there is nothing more to do."""
        asyncio.get_running_loop().set_exception_handler(self._stumble)
        on_orders(self._pipe, self._take)
        await self._over.wait()

    def _take(self) -> None:
        try:
            order = self._pipe.recv()
        except (EOFError, OSError):
            self._over.set()
            return
        match order:
            case Crowd():
                task = asyncio.create_task(self._let_in(order))
                self._joining.add(task)
                task.add_done_callback(self._joining.discard)
            case Report(session):
                self._report(session)
            case Stop():
                for audience in self._audiences.values():
                    for player in audience.players:
                        player.leave()
                self._audiences.clear()
            case _:
                raise TypeError(f"{order!r} is no order")

    async def _let_in(self, crowd: Crowd) -> None:
        audience = Audience(crowd, self._teller(crowd.session), self._complainer(crowd.session))
        self._audiences[crowd.session] = audience
        gate = asyncio.Semaphore(crowd.at_once)
        waits = floats()
        inside = asyncio.Event()

        def come_in(wait: float) -> None:
            gate.release()
            waits.append(wait)
            if len(waits) == crowd.size:
                inside.set()

        began = monotonic()
        for number in range(crowd.size):
            if (early := began + number / crowd.each_second - monotonic()) > 0:
                await asyncio.sleep(early)
            await gate.acquire()
            player = Player(audience, crowd.first + number, come_in)
            audience.players.append(player)
            await _connect(player, crowd.port)
        await inside.wait()
        self._pipe.send(Inside(crowd.session, began, monotonic(), waits))

    def _stumble(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """End, so that nobody waits for what will not come."""
        loop.default_exception_handler(context)
        self._over.set()

    def _report(self, session: int) -> None:
        audience = self._audiences[session]
        takings = audience.takings
        takings.podiums.update(podium_digest(player.podium) for player in audience.players)
        self._pipe.send(Reported(session, takings))

    def _teller(self, session: int) -> Callable[[Moment], None]:
        return lambda moment: self._pipe.send(Everybody(session, moment))

    def _complainer(self, session: int) -> Callable[[str], None]:
        told: list[Any] = []

        def complain(what: str) -> None:
            told.append(what)
            if len(told) <= MOST_TROUBLE:
                self._pipe.send(Trouble(session, what))

        return complain


async def _connect(player: Player, port: int) -> None:
    await asyncio.get_running_loop().create_connection(lambda: player, LOOPBACK, port)
