"""Both ends of JSON lines: what is given, and every event that is told, each of which has to parse."""

import asyncio
import json
import sys
import threading
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from random import Random
from typing import Any

from quizterm.text import visible
from quizterm_client.addresses import parse_server
from quizterm_client.entries import Entry, HostEntry, JoinEntry
from quizterm_client.jsonlines.events import Role, SessionEvent
from quizterm_client.jsonlines.session import JsonSession, Left
from quizterm_client.jsonlines.writing import Output
from quizterm_client.link import Link
from tests.support.processes import Home
from tests.support.terminals import FAREWELL, PATIENCE

Event = dict[str, Any]


def parsed(line: str) -> Event:
    """One event, which steers no terminal.

    Raises:
        AssertionError: It is none.
    """
    assert line.endswith("\n"), line
    assert visible(line) == line, line
    event = json.loads(line)
    assert isinstance(event, dict)
    assert isinstance(event["event"], str)
    return event


class Hearing:
    """Events in order, each looked at once.

    Args:
        read: Gives the next line, empty at the end.
        write: Takes bytes for the other side.
    """

    def __init__(self, read: Callable[[], Awaitable[str]], write: Callable[[bytes], None]) -> None:
        self.events: list[Event] = []
        self._read = read
        self._write = write

    async def next(self, kind: str | None = None, **fields: Any) -> Event:
        """The next event of a kind that has these fields.

        Raises:
            AssertionError: There is none.
        """
        return await self.until(
            lambda event: (
                event["event"] == (kind or event["event"])
                and all(event.get(name) == value for name, value in fields.items())
            )
        )

    async def until(self, fits: Callable[[Event], bool]) -> Event:
        """The next event that fits."""
        try:
            async with asyncio.timeout(PATIENCE):
                while line := await self._read():
                    self.events.append(parsed(line))
                    if fits(self.events[-1]):
                        return self.events[-1]
        except TimeoutError:
            raise AssertionError(f"It never came, but:\n{self._told()}") from None
        raise AssertionError(f"It ended before, after:\n{self._told()}")

    async def stage(self, phase: str, question: int | None = None) -> Any:
        """The next stage in this phase."""
        event = await self.until(
            lambda event: (
                event["event"] == "stage"
                and event["stage"]["phase"] == phase
                and question in (None, event["stage"]["question"])
            )
        )
        return event["stage"]

    async def reply(self, given: Any = None, **fields: Any) -> Event:
        """The next reply, after having given something if there is something to give."""
        if given is not None:
            self.give(given)
        return await self.next("reply", **fields)

    def give(self, *commands: Any) -> None:
        """Give commands: objects, or lines as they are."""
        for command in commands:
            line = command if isinstance(command, bytes) else json.dumps(command).encode()
            self._write(line + b"\n")

    def of(self, kind: str) -> list[Event]:
        """The events of a kind so far."""
        return [event for event in self.events if event["event"] == kind]

    def _told(self) -> str:
        return "\n".join(map(str, self.events[-20:]))


class Program(Hearing):
    """A `quizterm … --json` whose stdin, stdout and stderr are pipes."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.err = ""
        assert process.stdin is not None
        super().__init__(self._line, process.stdin.write)

    async def _line(self) -> str:
        assert self.process.stdout is not None
        return (await self.process.stdout.readline()).decode()

    def close_input(self) -> None:
        """Give nothing any more."""
        assert self.process.stdin is not None
        self.process.stdin.close()

    def close_output(self) -> None:
        """Read nothing any more, as `head` does."""
        transport = self.process._transport  # type: ignore[attr-defined]
        transport.get_pipe_transport(1).close()

    async def ended(self) -> int:
        """Wait for the end; the rest of the events is known then. Returns the exit status."""
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            while line := await self._line():
                self.events.append(parsed(line))
            self.err = (await self.process.stderr.read()).decode()
            return await self.process.wait()


@asynccontextmanager
async def program(home: Home, *arguments: str) -> AsyncIterator[Program]:
    """A `quizterm` that speaks JSON lines."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "quizterm", *arguments, "--json"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        env=home.environment(),
        cwd=home.folder,
        limit=2**24,
    )
    found = Program(process)
    try:
        yield found
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        with suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL):
                await process.wait()
        with suppress(ProcessLookupError):
            process.kill()
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.close()
        found.err += (await process.stderr.read()).decode()
        await process.wait()


class Following(Hearing):
    """A session for programs in this process, on a real link."""

    def __init__(self, link: Link, role: Role) -> None:
        self.link = link
        self.written: asyncio.Queue[str] = asyncio.Queue()
        self.given: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.stuck = asyncio.Event()
        """Something is to be written while nobody reads."""
        self._reading = threading.Event()
        self._reading.set()
        self._loop = asyncio.get_running_loop()
        super().__init__(self.written.get, self._take)
        entered = SessionEvent(
            role=role,
            code=link.code,
            server=str(link.address),
            join=f"quizterm join {link.code}",
            player=link.player,
            hosting=role is Role.HOST,
        )
        self.session = JsonSession(link, Output(self.hear), self._lines(), entered)
        self.session.blink = 0
        self.session.linger = 0
        self.running: asyncio.Future[Left] = asyncio.ensure_future(self.session.run())

    def hear(self, data: bytes) -> None:
        """Take what is written, unless nobody reads; called on a thread of its own."""
        if not self._reading.is_set():
            self._loop.call_soon_threadsafe(self.stuck.set)
            self._reading.wait()
        for line in data.decode().splitlines(keepends=True):
            self._loop.call_soon_threadsafe(self.written.put_nowait, line)

    def stop_reading(self) -> None:
        """Take nothing of what is written from now on."""
        self._reading.clear()

    def read_on(self) -> None:
        """Take it again, from where it was."""
        self._reading.set()

    def _take(self, data: bytes) -> None:
        self.given.put_nowait(data.removesuffix(b"\n"))

    async def _lines(self) -> AsyncIterator[bytes | None]:
        while True:
            yield await self.given.get()


@asynccontextmanager
async def following(link: Link, role: Role) -> AsyncIterator[Following]:
    """A session that is followed until it is left or the test is over."""
    found = Following(link, role)
    try:
        yield found
    finally:
        found.read_on()
        found.running.cancel()
        await asyncio.gather(found.running, return_exceptions=True)
        await link.close()


@asynccontextmanager
async def entering(address: str, entry: Entry) -> AsyncIterator[Following]:
    """The same, on a link that comes in."""
    link = await Link.enter(parse_server(address), entry, jitter=Random(1))
    role = {JoinEntry: Role.PLAYER, HostEntry: Role.HOST}.get(type(entry), Role.SPECTATOR)
    async with following(link, role) as found:
        yield found
