"""What is typed in line mode: whole lines, from a terminal, a pipe or a file."""

import asyncio
import codecs
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from threading import Thread
from typing import Protocol

LONGEST = 4_096
"""Characters of one line; the rest of a longer one is left out."""

Read = Callable[[], bytes]
"""Waits for bytes that were typed; none at the end."""

Typed = AsyncIterator[str]
"""Lines without their ends, as they are typed; stops where nothing more can be typed."""


class Splitter(Protocol):
    """Makes lines of bytes that come in pieces of any size."""

    @property
    def ended(self) -> bool:
        """Whether nothing more is to be typed, although more can be read."""

    def feed(self, data: bytes) -> list[str]:
        """The lines that are complete now."""

    def end(self) -> list[str]:
        """What was typed last, without an end of line."""


async def typed_lines(read: Read, encoding: str = "utf-8", splitter: Splitter | None = None) -> Typed:
    """Hand on what is read, line by line, without keeping anybody waiting.

    A thread does the reading: not every system can tell when a terminal, a pipe or a file has something. It
    keeps no program from ending.

    Args:
        read: As `os.read` on standard input would.
        encoding: Of the bytes; those that are no text become replacement characters.
        splitter: Makes lines of them; a `LineSplitter` unless given.
    """
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    Thread(target=_pump, args=(read, loop, queue), name="typing", daemon=True).start()
    lines = splitter or LineSplitter(encoding)
    while not lines.ended and (data := await queue.get()):
        for line in lines.feed(data):
            yield line
    for line in lines.end():
        yield line


def _pump(read: Read, loop: asyncio.AbstractEventLoop, queue: "asyncio.Queue[bytes]") -> None:
    with suppress(RuntimeError):  # the loop has ended in the meantime
        while True:
            try:
                data = read()
            except OSError:
                data = b""  # the terminal is gone
            loop.call_soon_threadsafe(queue.put_nowait, data)
            if not data:
                return


class LineSplitter:
    """Makes lines of bytes that come in pieces of any size."""

    ended = False

    def __init__(self, encoding: str) -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._rest = ""

    def feed(self, data: bytes) -> list[str]:
        """The lines that are complete now."""
        *lines, self._rest = (self._rest + self._decoder.decode(data)).split("\n")
        self._rest = self._rest[:LONGEST]
        return [_trimmed(line) for line in lines]

    def end(self) -> list[str]:
        """What was typed last, without an end of line."""
        rest = self._rest + self._decoder.decode(b"", final=True)
        self._rest = ""
        return [_trimmed(rest)] if rest else []


def _trimmed(line: str) -> str:
    return line[:LONGEST].strip("\r")
