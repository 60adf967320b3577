"""What is typed at this terminal in lines, until a screen wants the keys."""

import asyncio
import codecs
import os
import selectors
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING

from quizterm.cli.echoing import Echo

if TYPE_CHECKING:
    from quizterm_client.plain.typing import Typed

_CHUNK = 4096
_LOOK = 0.1
"""Seconds between two looks for keys where the system tells of none."""


class Typist:
    """Reads stdin below Python's own buffer, whose lock would not let the program end."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._idle = threading.Event()
        self._idle.set()
        self._number = _stdin_number()
        self._wake: tuple[int, int] | None = None
        self._echo = Echo(encoding())

    def say(self, line: str) -> None:
        """Write a line that no line that is begun gets into."""
        self._echo.say(line)

    def begin_with(self, line: str) -> bool:
        """Go on with a line that was begun before; returns whether that is possible here."""
        return self._echo.begin_with(line)

    def forget(self) -> None:
        """Let go of the line that is begun."""
        self._echo.forget()

    def lines(self) -> "Typed":
        """The lines, as they are typed; once the typist is stopped, nothing more comes, not even an end."""
        # What is typed from now on is shown from here, even before the lines are asked for.
        self._echo.begin()
        return self._lines()

    async def stop(self) -> str:
        """Read no more; returns what was typed since the last line that was taken."""
        self._stopped.set()
        if self._wake is not None:
            os.write(self._wake[1], b".")
        await asyncio.to_thread(self._idle.wait)
        # What was read before is on its way to whoever listens.
        for _turn in range(3):
            await asyncio.sleep(0)
        rest = b"" if self._number is None else _unread(self._number)
        editor = self._echo.editor
        if editor is None:
            return rest.decode(encoding(), "replace")
        return "\n".join([*editor.feed(rest), editor.begun])

    def close(self) -> None:
        """Let go of what it holds; a thread that still reads keeps no program from ending."""
        self._echo.end()
        if self._wake is not None and self._idle.is_set():
            for end in self._wake:
                os.close(end)
            self._wake = None

    async def _lines(self) -> AsyncIterator[str]:
        from quizterm_client.plain.typing import typed_lines

        self._idle.clear()
        with suppress(OSError):
            self._wake = os.pipe()
        async for line in typed_lines(self._read, encoding(), self._echo.editor):
            yield line
        if self._stopped.is_set():
            await asyncio.get_running_loop().create_future()

    def _read(self) -> bytes:
        """Wait for bytes; none at the end, and when there is to be no more reading."""
        data = b""
        try:
            if self._number is not None and self._wait(self._number):
                data = self._echo.heard(os.read(self._number, _CHUNK))
        finally:
            if not data:
                self._idle.set()
        return data

    def _wait(self, number: int) -> bool:
        """Wait until there is something to read; returns whether it is to be read."""
        if sys.platform == "win32":
            return self._wait_for_key()
        if self._wake is None:
            return True
        with selectors.DefaultSelector() as selector:
            try:
                selector.register(number, selectors.EVENT_READ)
            except (OSError, ValueError):
                return not self._stopped.is_set()  # a file can be read at any time
            selector.register(self._wake[0], selectors.EVENT_READ)
            selector.select()
        return not self._stopped.is_set()

    def _wait_for_key(self) -> bool:
        """Wait for a key; whoever has begun a line ends it before a screen gets the keys."""
        if sys.platform == "win32" and os.isatty(0):
            import msvcrt

            while not msvcrt.kbhit() and not self._stopped.wait(_LOOK):
                pass
        return not self._stopped.is_set()


def encoding() -> str:
    """How what is typed is encoded; where the locale knows only ASCII, terminals send UTF-8 all the same."""
    name = codecs.lookup(getattr(sys.stdin, "encoding", None) or "utf-8").name
    return "utf-8" if name == "ascii" else name


def waiting() -> str:
    """Take what waits on this terminal to be read, of whole lines and others."""
    from quizterm_client.terminal.interim import text_of

    number = _stdin_number()
    return "" if number is None else text_of(_unread(number), encoding())


def _stdin_number() -> int | None:
    try:
        return sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        return None


def _unread(number: int) -> bytes:
    """Take what stands on a terminal and is not ended by Enter, which a screen would take for keys."""
    try:
        import termios
    except ImportError:
        return b""
    try:
        before = termios.tcgetattr(number)
        raw = termios.tcgetattr(number)
        raw[3] &= ~(termios.ICANON | termios.ECHO)
        raw[6][termios.VMIN], raw[6][termios.VTIME] = 0, 0
        termios.tcsetattr(number, termios.TCSANOW, raw)
        try:
            return os.read(number, _CHUNK)
        finally:
            termios.tcsetattr(number, termios.TCSANOW, before)
    except (OSError, termios.error):
        return b""
