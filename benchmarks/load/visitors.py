"""The process in which people come and go: into one long session, and for short ones that begin and end."""

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from random import Random
from secrets import token_urlsafe

import uvloop

from benchmarks.load.generator import LOOPBACK
from benchmarks.load.host import Host
from benchmarks.load.line import Line
from benchmarks.load.messages import HELLO, JOIN_REF, PODIUM, quiz, request
from benchmarks.load.workers import on_orders
from quizterm.protocol.messages import PLAY_PATH

REGULARS = 400
"""People of the long session."""
GUESTS = 20
"""Players of a short one."""
STAY = AWAY = (0.5, 3.0)
"""Seconds, anything in between."""
SHORT_SESSION_EVERY = 2.0
"""Seconds."""
PATIENCE = 20.0
"""Seconds within which somebody must be in."""

_TOKEN = re.compile(rb'"token":"([^"]+)"')
_OK, _REFUSED = b'{"type":"ok"', b'{"type":"refused"'


@dataclass(frozen=True, slots=True)
class Visits:
    """How often who came, and what went wrong."""

    counts: Counter[str]
    troubles: list[str]


def visit(pipe: Connection) -> None:
    """Wait for the port, then come and go until the next word comes; the answer to it is `Visits`."""
    uvloop.run(_visit(pipe))


async def _visit(pipe: Connection) -> None:
    port = await asyncio.get_running_loop().run_in_executor(None, pipe.recv)
    over = asyncio.Event()
    on_orders(pipe, over.set)
    town = Town(port, over)
    await town.live()
    pipe.send(Visits(town.counts, town.troubles))


class Visitor(Line):
    """Somebody who comes in with these words."""

    def __init__(self, words: bytes) -> None:
        super().__init__(PLAY_PATH)
        self._words = words
        self.inside: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        """The resume token."""

    def upgraded(self) -> None:
        self.write(HELLO + self._words)

    def take(self, payload: bytes, size: int, now: float) -> None:
        if self.inside.done():
            return
        if payload.startswith(_OK) and (found := _TOKEN.search(payload)):
            self.inside.set_result(found[1].decode())
        elif payload.startswith(_REFUSED):
            self.inside.set_exception(ConnectionRefusedError(payload.decode()))

    def ended(self, why: str) -> None:
        if why and not self.inside.done():
            self.inside.set_exception(ConnectionResetError(why))


class Town:
    """All people, until it is over."""

    def __init__(self, port: int, over: asyncio.Event) -> None:
        self.counts: Counter[str] = Counter()
        self.troubles: list[str] = []
        self._port = port
        self._over = over
        self._random = Random(1)

    async def live(self) -> None:
        """Return when everybody has gone home."""
        host = Host()
        await host.open(self._port, quiz(1, 0))
        async with asyncio.TaskGroup() as tasks:
            for number in range(REGULARS):
                tasks.create_task(self._noted(self._regular(host.code, number)))
            while not await self._over_within(SHORT_SESSION_EVERY):
                tasks.create_task(self._noted(self._short_session()))
        host.leave()

    async def _noted(self, life: Awaitable[None]) -> None:
        try:
            await life
        except Exception as trouble:
            self.troubles.append(repr(trouble))

    async def _regular(self, code: str, number: int) -> None:
        """Come, stay, go, and come back as the same player, again and again."""
        await self._over_within(self._random.uniform(*AWAY))
        words = join(code, f"Regular {number:04}")
        while not self._over.is_set():
            visitor = await self._enter(words)
            words = rejoin(code, await visitor.inside)
            self.counts["comings"] += 1
            await self._over_within(self._random.uniform(*STAY))
            if self._random.random() < 0.5:
                visitor.leave()
            else:
                visitor.drop()
            await self._over_within(self._random.uniform(*AWAY))

    async def _short_session(self) -> None:
        """One question is asked, and the session is over."""
        host = Host()
        await host.open(self._port, quiz(1, 0))
        guests = [await self._enter(join(host.code, f"Guest {number:02}")) for number in range(GUESTS)]
        self.counts["comings"] += GUESTS
        await host.go_on("start")
        moment = await host.after(host.moment if host.moment[1] < 0 else ("lobby", -1))
        await host.go_on("end")
        while moment[0] != PODIUM:
            moment = await host.after(moment)
        await host.go_on("end")
        self.counts["evenings"] += 1
        for guest in guests:
            guest.leave()
        host.leave()

    async def _enter(self, words: bytes) -> Visitor:
        visitor = Visitor(words)
        async with asyncio.timeout(PATIENCE):
            await asyncio.get_running_loop().create_connection(lambda: visitor, LOOPBACK, self._port)
            await visitor.inside
        return visitor

    async def _over_within(self, seconds: float) -> bool:
        """Wait so long, but no longer than until it is over; returns whether it is."""
        try:
            async with asyncio.timeout(seconds):
                await self._over.wait()
        except TimeoutError:
            return False
        return True


def join(code: str, name: str) -> bytes:
    """The words of a new player."""
    return request(type="join", ref=JOIN_REF, key=token_urlsafe(18), code=code, name=name)


def rejoin(code: str, token: str) -> bytes:
    """The words of a player who comes back."""
    return request(type="rejoin", ref=JOIN_REF, code=code, token=token, key=token_urlsafe(18))
