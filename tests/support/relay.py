"""A bad network for tests: a TCP relay whose lines can be cut, slowed and silenced while they are used."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from random import Random

from tests.support.pipe import CLEAR, Pipe, Sky, Weather

SILENT = Weather(silent=True)
"""A black hole: connections are accepted and nothing passes, not even the news that somebody hung up."""

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""`SO_LINGER`: what was not sent yet is thrown away, and the other side gets a reset."""

_BACKLOG = 2048


class Way(Enum):
    """A direction."""

    UP = "up"
    """From clients to the server."""
    DOWN = "down"
    """From the server to clients."""


@dataclass(frozen=True, slots=True)
class _End:
    """One of a line's two sockets."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def reset(self) -> None:
        """Close it the rude way."""
        with suppress(OSError):
            found = self.writer.get_extra_info("socket")
            found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self.writer.transport.abort()


class Line:
    """One client's connection through the relay."""

    def __init__(self, client: _End, server: _End, up: Pipe, down: Pipe) -> None:
        self._ends = (client, server)
        self._pipes = {Way.UP: up, Way.DOWN: down}
        self._task = asyncio.current_task()

    async def run(self) -> None:
        """Carry bytes until both ways are closed or something was reset; then nothing of it is left."""
        both_ended = False
        try:
            async with asyncio.TaskGroup() as tasks:
                for pipe in self._pipes.values():
                    tasks.create_task(pipe.run())
            both_ended = True
        except* OSError:
            pass  # one end was reset, and so is the other, below
        finally:
            for end in self._ends:
                end.writer.close() if both_ended else end.reset()

    def cut(self) -> None:
        """Reset both ends, as a router does that has forgotten the line."""
        for end in self._ends:
            end.reset()
        if self._task is not None:
            self._task.cancel()

    def half_close(self, way: Way) -> None:
        """Tell the receiver of this direction that nothing more will come; the other one stays open."""
        self._pipes[way].end()


class Relay:
    """Carries what clients say to a server, and back.

    Args:
        target: The server's port on this machine; may be changed at any time, for the lines that follow.
        seed: Decides every jitter and stall.

    Attributes:
        port: Where clients connect.
        lines: What is open now, by its number: the first line ever is 1.
        accepted: How many connections there have been.
        refused: How many of them found no server.
    """

    def __init__(self, target: int, seed: int | str = 0) -> None:
        self.target = target
        self.port = 0
        self.lines: dict[int, Line] = {}
        self.accepted = 0
        self.refused = 0
        self._seed = seed
        self._skies = {way: Sky() for way in Way}
        self._tasks: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()

    @property
    def address(self) -> str:
        """Where clients connect: `host:port`."""
        return f"127.0.0.1:{self.port}"

    def set(self, weather: Weather, *ways: Way) -> None:
        """Let this weather begin on every line, open or new; both ways unless one is named."""
        for way in ways or Way:
            self._skies[way].change(weather)

    def heal(self) -> None:
        """Let everything pass at once again; what was held back arrives first."""
        self.set(CLEAR)

    def cut(self, lines: Iterable[int] | None = None) -> None:
        """Reset these lines; all unless some are named."""
        for number in list(self.lines if lines is None else lines):
            if line := self.lines.get(number):
                line.cut()

    def half_close(self, way: Way) -> None:
        """Half-close every line."""
        for line in self.lines.values():
            line.half_close(way)

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take a client's connection."""
        self.accepted += 1
        task = asyncio.create_task(self._carry(self.accepted, _End(reader, writer)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def until_open(self, count: int) -> None:
        """Return when so many lines are open."""
        while len(self.lines) != count:
            self._changed.clear()
            await self._changed.wait()

    async def close(self) -> None:
        """Reset everything, and wait until nothing of it is left."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _carry(self, number: int, client: _End) -> None:
        try:
            await self._skies[Way.UP].let_through()
            server = _End(*await asyncio.open_connection("127.0.0.1", self.target))
        except OSError:
            self.refused += 1
            client.reset()
            return
        except asyncio.CancelledError:
            client.reset()
            raise
        up = Pipe(client.reader, server.writer, self._skies[Way.UP], self._luck(number, Way.UP))
        down = Pipe(server.reader, client.writer, self._skies[Way.DOWN], self._luck(number, Way.DOWN))
        self.lines[number] = line = Line(client, server, up, down)
        self._changed.set()
        try:
            await line.run()
        finally:
            del self.lines[number]
            self._changed.set()

    def _luck(self, line: int, way: Way) -> Random:
        """What a line's jitter and stalls are drawn from: the same for the same seed, whatever others do."""
        return Random(f"{self._seed}/{line}/{way.value}")


@asynccontextmanager
async def relay(target: int, seed: int | str = 0) -> AsyncIterator[Relay]:
    """A relay to a port of this machine, on a free port of this machine."""
    made = Relay(target, seed)
    server = await asyncio.start_server(made.accept, "127.0.0.1", 0, backlog=_BACKLOG)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        await made.close()
        await server.wait_closed()
