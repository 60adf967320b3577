"""A process with people who register and log in: all at once, or again and again."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

import uvloop

from benchmarks.load.generator import LOOPBACK
from benchmarks.load.line import Line
from benchmarks.load.messages import HELLO, request
from quizterm.protocol.messages import PLAY_PATH

WELCOME, OK, REFUSED = b'{"type":"welcome"', b'{"type":"ok"', b'{"type":"refused"'


class NotAsMeant(Exception):
    """The server said something else than it should, or nothing any more."""


@dataclass(frozen=True, slots=True)
class Come:
    """So many connect and get in, one after the other."""

    port: int
    size: int


@dataclass(frozen=True, slots=True)
class Once:
    """All do what they do once, at the same instant."""


@dataclass(frozen=True, slots=True)
class Keep:
    """All do what they do, each again as soon as it is done, until `Rest`; the answer comes with that."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Let it be enough."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was ordered is done."""

    seconds: float
    """From the first word to the last reply."""
    waits: list[float] = field(default_factory=list)
    """Seconds that each of them took, each time."""
    trouble: str = ""


def password_of(name: str) -> str:
    """What somebody logs in with."""
    return f"correct horse {name}"


class Person(Line):
    """One connection, which asks one thing at a time."""

    def __init__(self, name: str, path: str = PLAY_PATH) -> None:
        super().__init__(path)
        self.name = name
        self.password = password_of(name)
        self._reply: asyncio.Future[bytes] | None = None

    async def come(self, port: int) -> None:
        """Connect and say hello.

        Raises:
            NotAsMeant: The server does not greet.
        """
        loop = asyncio.get_running_loop()
        self._reply = loop.create_future()
        await loop.create_connection(lambda: self, LOOPBACK, port)
        await self._reply

    async def ask(self, expected: bytes, **body: Any) -> float:
        """Ask something; returns the seconds until the reply.

        Raises:
            NotAsMeant: The reply is another one than what is expected.
        """
        self._reply = asyncio.get_running_loop().create_future()
        began = monotonic()
        self.write(request(ref=1, **body))
        reply = await self._reply
        seconds = monotonic() - began
        if not reply.startswith(expected):
            raise NotAsMeant(reply[:200].decode())
        return seconds

    async def get_in(self) -> float:
        """Make an account; returns the seconds that it took."""
        return await self.ask(OK, type="register", name=self.name, password=self.password)

    async def do_it(self) -> float:
        """Log in as who one is, which is what people here do again and again."""
        return await self.ask(OK, type="log_in", name=self.name, password=self.password)

    async def guess(self, name: str) -> float:
        """Try to log in as somebody, with a wrong password."""
        return await self.ask(REFUSED, type="log_in", name=name, password="wrong horse")

    def upgraded(self) -> None:
        self.write(HELLO)

    def take(self, payload: bytes, size: int, now: float) -> None:
        reply = payload.startswith((WELCOME, OK, REFUSED))
        if reply and self._reply is not None and not self._reply.done():
            self._reply.set_result(payload)

    def ended(self, why: str) -> None:
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(NotAsMeant(why))


def come_and_log_in(pipe: Connection) -> None:
    """Take orders until the pipe closes; each is answered with `Done`."""
    uvloop.run(People(pipe, lambda number: Person(f"person-{number}")).run())


class People:
    """Those of one process.

    Args:
        pipe: Where orders come from.
        make: Makes the person with a number.
    """

    def __init__(self, pipe: Connection, make: Callable[[int], Person]) -> None:
        self._pipe = pipe
        self._make = make
        self._people: list[Person] = []
        self._keeping: asyncio.Task[list[float]] | None = None
        self._enough = False
        self._began = 0.0

    async def run(self) -> None:
        """Take orders until the pipe closes."""
        loop = asyncio.get_running_loop()
        while True:
            order = await loop.run_in_executor(None, self._pipe.recv)
            try:
                done = await self._do(order)
            except NotAsMeant as trouble:
                done = Done(0.0, trouble=str(trouble))
            if done is not None:
                self._pipe.send(done)

    async def _do(self, order: object) -> Done | None:
        match order:
            case Come(port, size):
                self._began = monotonic()
                self._people = [self._make(number) for number in range(size)]
                for person in self._people:
                    await person.come(port)
                return self._done(list(await asyncio.gather(*(one.get_in() for one in self._people))))
            case Once():
                self._began = monotonic()
                return self._done(list(await asyncio.gather(*(one.do_it() for one in self._people))))
            case Keep():
                self._began, self._enough = monotonic(), False
                self._keeping = asyncio.create_task(self._keep())
                return None
            case Rest():
                assert self._keeping is not None
                self._enough = True
                return self._done(await self._keeping)
            case _:
                raise TypeError(f"{order!r} is no order")

    async def _keep(self) -> list[float]:
        waits: list[float] = []

        async def again(person: Person) -> None:
            while not self._enough:
                waits.append(await person.do_it())

        await asyncio.gather(*map(again, self._people))
        return waits

    def _done(self, waits: list[float]) -> Done:
        return Done(monotonic() - self._began, waits)
