"""Processes that make load, and the pipes to them."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.load.machine import cpu_seconds, pin

FAREWELL = 5.0
"""Seconds that a process has to end when it is asked to."""

Work = Callable[[Connection], Any]
"""What a process does: it takes orders from the pipe, answers there, and ends with the pipe."""


class Worker:
    """The near end of one process."""

    def __init__(self, pid: int, pipe: Connection) -> None:
        self.pid = pid
        self._pipe = pipe
        self._came: asyncio.Queue[Any] = asyncio.Queue()
        asyncio.get_running_loop().add_reader(pipe.fileno(), self._read)

    def send(self, order: object) -> None:
        """Order something."""
        self._pipe.send(order)

    async def receive(self) -> Any:
        """What the process says next.

        Raises:
            RuntimeError: It has ended.
        """
        said = await self._came.get()
        if said is None:
            raise RuntimeError("a process that makes load has ended too early")
        return said

    @property
    def cpu(self) -> float:
        """Its CPU time so far, in seconds."""
        return cpu_seconds(self.pid)

    def close(self) -> None:
        """Hang up; the process ends by that."""
        asyncio.get_running_loop().remove_reader(self._pipe.fileno())
        self._pipe.close()

    def _read(self) -> None:
        try:
            self._came.put_nowait(self._pipe.recv())
        except (EOFError, OSError):
            self._came.put_nowait(None)
            asyncio.get_running_loop().remove_reader(self._pipe.fileno())


def on_orders(pipe: Connection, take: Callable[[], None]) -> None:
    """Call this whenever an order waits in the pipe, at the far end of it."""
    asyncio.get_running_loop().add_reader(pipe.fileno(), take)
    # uvloop makes what it watches non-blocking, and a long report does not fit into the pipe at once.
    os.set_blocking(pipe.fileno(), True)


@asynccontextmanager
async def working(work: Work, cores: frozenset[int]) -> AsyncIterator[Worker]:
    """A process that does this on these cores; it is gone at the end."""
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    process = context.Process(target=_main, args=(work, far, cores), daemon=True)
    process.start()
    far.close()
    assert process.pid is not None
    worker = Worker(process.pid, near)
    try:
        yield worker
    finally:
        worker.close()
        await asyncio.to_thread(process.join, FAREWELL)
        if process.is_alive():
            process.kill()
            process.join()


def _main(work: Work, pipe: Connection, cores: frozenset[int]) -> None:
    # Ctrl-C reaches the whole group; the one who started this process ends it in good order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pin(cores)
    with suppress(BrokenPipeError, EOFError):
        work(pipe)
    # Thousands of lines need no careful end.
    os._exit(0)
