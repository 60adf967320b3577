"""Events on their way out: one line of JSON each, harmless, and in nobody's way while nobody reads."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

from quizterm.text import visible
from quizterm_client.jsonlines.events import Event

Write = Callable[[bytes], None]
"""Brings bytes to the reader; may take as long as the reader does."""


def written(event: Event, *, ascii_only: bool = False) -> str:
    """One event as JSON without an end of line.

    Whatever could steer a terminal, or hide in one, is written as an escape, which reads back the same.

    Args:
        event: The event.
        ascii_only: Write everything as an escape that is not ASCII.
    """
    text = event.model_dump_json(exclude_none=not event.complete)
    if text.isascii() if ascii_only else text.isprintable():
        return text if text.isprintable() else "".join(map(_harmless, text))
    return "".join(map(_ascii if ascii_only else _harmless, text))


def _harmless(char: str) -> str:
    return char if visible(char) == char else json.dumps(char)[1:-1]


def _ascii(char: str) -> str:
    return char if char.isascii() and char.isprintable() else json.dumps(char)[1:-1]


class Output:
    """Writes lines in order, each at once. `run` does the writing.

    A thread waits for the reader, so that one who does not read keeps neither the line to the server nor
    the end of the program waiting. It keeps no program from ending.

    Args:
        write: Where bytes go.
        ascii_only: As for `written`.
    """

    def __init__(self, write: Write, *, ascii_only: bool = False) -> None:
        self._write = write
        self._ascii_only = ascii_only
        self._waiting: list[bytes] = []
        self._more = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()

    def tell(self, event: Event) -> None:
        """Write an event as soon as the reader takes it."""
        line = written(event, ascii_only=self._ascii_only)
        self._waiting.append(f"{line}\n".encode())
        self._empty.clear()
        self._more.set()

    async def emptied(self) -> None:
        """Return when everything is written."""
        await self._empty.wait()

    async def run(self) -> None:
        """Write until this is cancelled.

        Raises:
            OSError: It cannot be written.
        """
        while True:
            await self._more.wait()
            self._more.clear()
            data = b"".join(self._waiting)
            self._waiting.clear()
            await _on_a_thread(self._write, data)
            if not self._waiting:
                self._empty.set()


async def _on_a_thread(write: Write, data: bytes) -> None:
    """Wait for a thread of its own, which no program waits for at its end."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def finish(error: Exception | None) -> None:
        if done.done():
            return
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)

    def work() -> None:
        error: Exception | None = None
        try:
            write(data)
        except Exception as caught:
            error = caught
        with suppress(RuntimeError):  # the loop has ended in the meantime
            loop.call_soon_threadsafe(finish, error)

    Thread(target=work, name="json-lines-out", daemon=True).start()
    await done
