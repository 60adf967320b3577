"""A real terminal for tests: a process in a pty, typed at and read back as a person would."""

import asyncio
import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyte
from pyte.screens import Char

from tests.support.emulator import PlainScreen

PATIENCE = 60.0
"""Seconds that any wait may take on a busy machine."""

FAREWELL = 5.0
"""Seconds until a process that does not end when asked is killed."""

KEYS = {
    "Enter": "\r",
    "Esc": "\x1b",
    "Space": " ",
    "Tab": "\t",
    "Backspace": "\x7f",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "Shift-Up": "\x1b[1;2A",
    "Shift-Down": "\x1b[1;2B",
    "F1": "\x1bOP",
    "Ctrl-C": "\x03",
}
"""What a terminal sends for a key."""

_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;?<>=$ ]*)?\Z")
_UNKNOWN_TO_PYTE = re.compile(r"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p")
_OTHER_SCREEN = re.compile(r"\x1b\[\?1049([hl])")
_MODE = re.compile(rb"\x1b\[\?(\d+)([hl])")

Expected = str | Callable[[str], bool]
"""Text that must stand on the screen, or a question about the whole screen."""


class Terminal:
    """A process with a terminal of its own, in an asyncio test.

    Args:
        command: What to run.
        environment: All its variables.
        columns: Width in cells.
        rows: Height in cells.
        folder: Where it runs.
        encoding: What the terminal takes bytes for, and sends letters as.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 80,
        rows: int = 24,
        folder: Path | None = None,
        encoding: str = "utf-8",
    ) -> None:
        self.raw = bytearray()
        """Every byte the process wrote."""
        self.command = command
        self._encoding = encoding
        self._display = _Display(columns, rows, encoding)
        self._changed = asyncio.Event()
        self._closed = False
        self._hung_up = False
        self._master, slave = pty.openpty()
        _set_size(self._master, columns, rows)
        self.settings_before = termios.tcgetattr(self._master)
        try:
            # Only C code runs between fork and exec: a new session, with this terminal as its own.
            self.process = subprocess.Popen(
                command,
                env=dict(environment),
                cwd=folder,
                preexec_fn=lambda: os.login_tty(slave),
            )
        finally:
            os.close(slave)
        os.set_blocking(self._master, False)
        asyncio.get_running_loop().add_reader(self._master, self._read)

    @property
    def screen(self) -> str:
        """The rows of the screen, as text without blanks at the right."""
        return self._display.text()

    @property
    def cells(self) -> list[list[Char]]:
        """What stands in each cell of each row, and how it looks."""
        return self._display.cells()

    @property
    def written(self) -> str:
        """The whole output as text."""
        return self.raw.decode(self._encoding, "replace")

    @property
    def modes(self) -> dict[int, bool]:
        """What was last asked for each of the terminal's private modes."""
        return {int(mode): which == b"h" for mode, which in _MODE.findall(self.raw)}

    @property
    def settings(self) -> list[Any]:
        """The line settings, as `termios.tcgetattr` gives them."""
        return termios.tcgetattr(self._master)

    async def until(self, expected: Expected) -> str:
        """Wait until the screen shows something; returns the screen.

        Raises:
            AssertionError: It never did; tells what it showed instead.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                while not _fits(expected, self.screen):
                    if self._closed:
                        raise AssertionError(self._told(f"ended before it showed {expected!r}"))
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(self._told(f"never showed {expected!r}")) from None
        return self.screen

    def type(self, text: str) -> None:
        """Type some text; a byte that is no text is written as its surrogate."""
        os.write(self._master, text.encode(self._encoding, "surrogateescape"))

    def press(self, *keys: str) -> None:
        """Press keys by name: those in `KEYS`, or single characters."""
        self.type("".join(KEYS.get(key, key) for key in keys))

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self._display.resize(columns, rows)
        _set_size(self._master, columns, rows)

    def hang_up(self) -> None:
        """Close the window."""
        if not self._hung_up:
            self._hung_up = True
            self._stop_reading()
            os.close(self._master)

    def kill(self) -> None:
        """End the process without asking it."""
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGKILL)

    async def ended(self) -> int:
        """Wait for the end of the process; returns its exit status, negative for a signal."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not self._closed:
                    self._changed.clear()
                    await self._changed.wait()
                return await asyncio.to_thread(self.process.wait, PATIENCE)
        except (TimeoutError, subprocess.TimeoutExpired):
            raise AssertionError(self._told("never ended")) from None

    async def close(self) -> None:
        """Make sure that nothing is left of it."""
        # Asked to end, a process that is measured still writes down what it has run.
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            await asyncio.to_thread(self.process.wait, FAREWELL)
        self.kill()
        await asyncio.to_thread(self.process.wait)
        self.hang_up()

    def _read(self) -> None:
        try:
            data = os.read(self._master, 65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""  # this is how Linux says that nobody holds the other end
        if data:
            self.raw += data
            self._display.feed(data)
            self._changed.set()
        else:
            self._stop_reading()

    def _stop_reading(self) -> None:
        asyncio.get_running_loop().remove_reader(self._master)
        self._closed = True
        self._changed.set()

    def _told(self, what: str) -> str:
        status = self.process.poll()
        return f"{' '.join(self.command[-3:])} (status {status}) {what}. Its screen:\n{self.screen}"


async def interrupt(terminal: Terminal) -> int:
    """Press Ctrl-C at a question in plain lines, and return the status of the process.

    Python notices a signal that comes just before a read only after it, so the read must have begun.
    """
    await asyncio.to_thread(_wait_until_asleep, terminal.process.pid)
    terminal.press("Ctrl-C")
    return await terminal.ended()


def _wait_until_asleep(pid: int) -> None:
    status = Path(f"/proc/{pid}/status")
    while "State:\tS" not in status.read_text():
        pass


class _Display:
    """What a terminal shows: pyte's screen, and a second one for programs that fill the screen."""

    def __init__(self, columns: int, rows: int, encoding: str) -> None:
        self._main, self._full = PlainScreen(columns, rows), PlainScreen(columns, rows)
        self._streams = {screen: pyte.Stream(screen) for screen in (self._main, self._full)}
        self._screen = self._main
        self._decode = getincrementaldecoder(encoding)("replace").decode
        self._held = ""

    def feed(self, data: bytes) -> None:
        """Draw what a process wrote."""
        text = self._held + self._decode(data)
        cut = _UNFINISHED.search(text)
        self._held = text[cut.start() :] if cut else ""
        text = text[: cut.start()] if cut else text
        for number, part in enumerate(_OTHER_SCREEN.split(text)):
            if number % 2:
                self._switch(full=part == "h")
            else:
                self._streams[self._screen].feed(_UNKNOWN_TO_PYTE.sub("", part))

    def resize(self, columns: int, rows: int) -> None:
        """Take another size; what does not fit is lost."""
        for screen in (self._main, self._full):
            screen.resize(rows, columns)

    def cells(self) -> list[list[Char]]:
        """What stands in each cell of each row, and how it looks."""
        return self._screen.cells()

    def text(self) -> str:
        """The rows, without blanks at the right."""
        rows = (self._row(row) for row in range(self._screen.lines))
        return "\n".join(rows)

    def _row(self, row: int) -> str:
        cells = self._screen.buffer[row]
        return "".join(cells[column].data for column in range(self._screen.columns)).rstrip()

    def _switch(self, *, full: bool) -> None:
        self._screen = self._full if full else self._main
        if full:
            self._full.reset()


def _fits(expected: Expected, screen: str) -> bool:
    return expected in screen if isinstance(expected, str) else expected(screen)


def _set_size(terminal: int, columns: int, rows: int) -> None:
    """Set the size; the kernel then sends SIGWINCH to whoever runs in the foreground."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
