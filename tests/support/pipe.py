"""One direction of a bad line: what comes in leaves later, slower, in fits and starts, or not at all."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from random import Random

CHUNK = 64 * 1024
"""Bytes that are read at once."""

AHEAD = 64
"""Chunks that are under way at most; who sends more has to wait, as on a full line."""

TRICKLES = 20
"""How often in a second a trickling line moves on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """What happens to everything that goes one way. Times are in seconds."""

    latency: float = 0.0
    jitter: float = 0.0
    """What is added to the latency at most; the order stays."""
    rate: float | None = None
    """Bytes a second."""
    stalls: float = 0.0
    """Share of the chunks that are held up, and with them all behind: so a lost packet looks to TCP."""
    stall: float = 0.3
    """For how long they are held up."""
    silent: bool = False
    """Nothing passes, not even the news that somebody hung up."""


CLEAR = Weather()


class Sky:
    """The weather over one direction of all lines, which may change at any time."""

    def __init__(self) -> None:
        self.weather = CLEAR
        self._open = asyncio.Event()
        self._open.set()

    def change(self, weather: Weather) -> None:
        """Let this weather begin."""
        self.weather = weather
        if weather.silent:
            self._open.clear()
        else:
            self._open.set()

    async def let_through(self) -> None:
        """Return when something can pass."""
        await self._open.wait()


@dataclass(frozen=True, slots=True)
class _Chunk:
    data: bytes | None
    """Empty for the end, `None` for a reset."""
    due: float
    """When it arrives at the earliest, in the loop's time."""


class Pipe:
    """Carries bytes from one socket to another."""

    def __init__(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, sky: Sky, luck: Random
    ) -> None:
        self._source = source
        self._sink = sink
        self._sky = sky
        self._luck = luck
        self._loop = asyncio.get_running_loop()
        self._under_way: asyncio.Queue[_Chunk] = asyncio.Queue(AHEAD)
        self._ended = False

    async def run(self) -> None:
        """Return when the end has been carried over.

        Raises:
            OSError: One of the sockets was reset; the other one has not been told.
        """
        taking = asyncio.create_task(self._take())
        try:
            while chunk := await self._arrival():
                await self._pour(chunk)
        finally:
            taking.cancel()
        self.end()

    def end(self) -> None:
        """Say that nothing more will come."""
        self._ended = True
        with suppress(OSError):
            self._sink.write_eof()

    async def _take(self) -> None:
        """Read until the end. A reset travels no faster than the bytes before it."""
        data: bytes | None = b"first"
        while data:
            try:
                data = await self._source.read(CHUNK)
            except OSError:
                data = None
            await self._under_way.put(_Chunk(data, self._due()))

    def _due(self) -> float:
        weather = self._sky.weather
        due = self._loop.time() + weather.latency + self._luck.uniform(0.0, weather.jitter)
        if self._luck.random() < weather.stalls:
            due += weather.stall
        return due

    async def _arrival(self) -> bytes:
        """The next bytes, when they are due; none at the end."""
        chunk = await self._under_way.get()
        await asyncio.sleep(max(0.0, chunk.due - self._loop.time()))
        await self._sky.let_through()
        if chunk.data is None:
            raise ConnectionResetError
        return chunk.data

    async def _pour(self, data: bytes) -> None:
        while data and not self._ended:
            rate = self._sky.weather.rate
            portion = len(data) if rate is None else max(1, int(rate / TRICKLES))
            await self._sky.let_through()
            self._sink.write(data[:portion])
            await self._sink.drain()
            data = data[portion:]
            if rate is not None:
                await asyncio.sleep(portion / rate)
