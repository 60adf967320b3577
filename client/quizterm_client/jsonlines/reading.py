"""Lines on their way in: bounded, and read no faster than they are taken."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from threading import Semaphore, Thread

LONGEST = 64 * 1024
"""Bytes of one line."""

Read = Callable[[], bytes]
"""Waits for bytes that were written to the program; none at the end."""

TOO_LONG = None

Lines = AsyncIterator[bytes | None]
"""Lines without their ends, `TOO_LONG` in place of a longer one; stops where nothing more can come."""


async def given_lines(read: Read) -> Lines:
    """Hand on what is read, line by line.

    A thread does the reading, because not every system can tell when a pipe or a file has something. It reads
    on when what it read before was taken: a program that writes faster waits, as with every full pipe.

    Args:
        read: As `os.read` on standard input would.
    """
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    loop, taken = asyncio.get_running_loop(), Semaphore(0)
    Thread(target=_pump, args=(read, loop, queue, taken), name="json-lines-in", daemon=True).start()
    lines = Splitter()
    while data := await queue.get():
        for line in lines.feed(data):
            yield line
        taken.release()
    for line in lines.end():
        yield line


def _pump(
    read: Read, loop: asyncio.AbstractEventLoop, queue: "asyncio.Queue[bytes]", taken: Semaphore
) -> None:
    with suppress(RuntimeError):  # the loop has ended in the meantime
        while True:
            try:
                data = read()
            except OSError:
                data = b""  # whoever wrote is gone
            loop.call_soon_threadsafe(queue.put_nowait, data)
            if not data:
                return
            taken.acquire()


class Splitter:
    """Makes lines of bytes that come in pieces of any size, and keeps no more than one line."""

    def __init__(self) -> None:
        self._rest = b""
        self._overlong = False

    def feed(self, data: bytes) -> list[bytes | None]:
        """The lines that are complete now."""
        *ended, rest = data.split(b"\n")
        found = [self._line(piece) for piece in ended]
        self._keep(rest)
        return found

    def end(self) -> list[bytes | None]:
        """What came last, without an end of line."""
        return [self._line(b"")] if self._rest or self._overlong else []

    def _line(self, last_piece: bytes) -> bytes | None:
        self._keep(last_piece)
        line = TOO_LONG if self._overlong else self._rest
        self._rest, self._overlong = b"", False
        return line

    def _keep(self, piece: bytes) -> None:
        self._overlong = self._overlong or len(self._rest) + len(piece) > LONGEST
        self._rest = b"" if self._overlong else self._rest + piece
