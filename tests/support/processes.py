"""Real `quizterm` processes with a home of their own: run to the end, typed at, read, waited for."""

import asyncio
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pyte

from quizterm_client.store import Store

PATIENCE = 30.0
"""Seconds that any wait may take on a slow machine."""

FAREWELL = 5.0
"""Seconds until a process that does not end when asked is killed."""

_QUIZTERM = (sys.executable, "-m", "quizterm")
_ON_A_TERMINAL = "import os, sys; os.login_tty(0); os.execv(sys.argv[1], sys.argv[1:])"
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[@-Z\\-_])")
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that has ended."""

    status: int
    """Negative for the signal that ended it."""
    out: str
    err: str


@dataclass
class Home:
    """What one person's processes find around them; nothing of the real machine's state is touched."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)
    """Environment variables of every process, above those of the tests themselves."""

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def store(self) -> Store:
        """What the processes remember."""
        return Store(self.folder / "state")

    @property
    def config_file(self) -> Path:
        """Where the processes look for the config file."""
        return self.folder / "config" / "quizterm" / "config.toml"

    def environment(self) -> dict[str, str]:
        """The environment of a process."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("QUIZTERM_")}
        own = {
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_STATE_HOME": str(self.folder / "state-home"),
            "QUIZTERM_STATE_DIR": str(self.folder / "state"),
            "QUIZTERM_SERVE_PORT": "0",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }
        return inherited | own | self.variables

    async def run(self, *arguments: str, typed: str | None = None, out: int = PIPE) -> Finished:
        """Run `quizterm` without a terminal until it ends.

        Args:
            arguments: What follows `quizterm`.
            typed: What comes from stdin; nothing unless given.
            out: An open file that takes stdout.
        """
        async with self.started(*arguments, typed=typed is not None, out=out) as process:
            return await process.ended(typed)

    @asynccontextmanager
    async def started(
        self, *arguments: str, typed: bool = False, out: int = PIPE
    ) -> AsyncIterator["Running"]:
        """A `quizterm` without a terminal; it is killed if it still runs at the end."""
        process = await asyncio.create_subprocess_exec(
            *(*_QUIZTERM, *arguments),
            stdin=PIPE if typed else DEVNULL,
            stdout=out,
            stderr=PIPE,
            env=self.environment(),
            cwd=self.folder,
        )
        try:
            yield Running(process)
        finally:
            await _killed(process)

    @asynccontextmanager
    async def terminal(
        self, *arguments: str, columns: int = 80, rows: int = 24, command: tuple[str, ...] = _QUIZTERM
    ) -> AsyncIterator["Terminal"]:
        """A `quizterm` in a terminal of its own; it is killed if it still runs at the end."""
        near, far = pty.openpty()
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", "-c", _ON_A_TERMINAL, *command, *arguments),
                stdin=far,
                stdout=far,
                stderr=far,
                env=self.environment(),
                cwd=self.folder,
            )
        finally:
            os.close(far)
        terminal = Terminal(process, near, columns, rows)
        try:
            yield terminal
        finally:
            await _killed(process)
            terminal.hang_up()

    def end_servers(self) -> None:
        """End every server that was started for a session from here, and wait until it is gone."""
        for server in self.store.servers():
            with suppress(ProcessLookupError):
                os.kill(server.pid, signal.SIGTERM)
            wait_until_gone(server.pid)


class Running:
    """A process without a terminal."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid

    async def out_line(self) -> str:
        """The next line on stdout; empty at its end."""
        assert self._process.stdout is not None
        return await _line(self._process.stdout)

    async def err_line(self) -> str:
        """The next line on stderr; empty at its end."""
        assert self._process.stderr is not None
        return await _line(self._process.stderr)

    async def says(self, text: str) -> str:
        """The first line on stderr from now on that holds this text."""
        while line := await self.err_line():
            if text in line:
                return line
        raise AssertionError(f"It ended without saying “{text}”.")

    def send(self, number: signal.Signals) -> None:
        """Send a signal."""
        self._process.send_signal(number)

    async def ended(self, typed: str | None = None) -> Finished:
        """Wait until it has ended; the output is what was not read before."""
        async with asyncio.timeout(PATIENCE):
            out, err = await self._process.communicate(None if typed is None else typed.encode())
        assert self._process.returncode is not None
        return Finished(self._process.returncode, (out or b"").decode(), err.decode())


class Terminal:
    """A process in a terminal that somebody types at and reads."""

    def __init__(self, process: Process, near: int, columns: int, rows: int) -> None:
        self.output = b""
        """Everything that was drawn so far, escape sequences included."""
        self._process = process
        self._near: int | None = near
        self._read_up_to = 0
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._news = asyncio.Event()
        os.set_blocking(near, False)
        asyncio.get_running_loop().add_reader(near, self._take)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def text(self) -> str:
        """Everything that was drawn so far, without escape sequences."""
        return _ESCAPES.sub("", self.output.decode(errors="replace"))

    @property
    def screen(self) -> str:
        """The rows that stand on the screen now."""
        return "\n".join(row.rstrip() for row in self._screen.display)

    async def shows(self, text: str) -> None:
        """Wait until this is on the screen."""
        await self._until(lambda: text in self.screen, f"“{text}” never came on the screen:\n")

    async def says(self, text: str) -> None:
        """Wait until this is written after what was waited for last; for questions in plain lines."""
        await self._until(lambda: text in self.text[self._read_up_to :], f"“{text}” was never written:\n")
        self._read_up_to = self.text.index(text, self._read_up_to) + len(text)

    async def _until(self, fits: Callable[[], bool], complaint: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not fits():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(complaint + self.screen) from None

    def type(self, keys: str) -> None:
        """Press keys; Ctrl-C is `\\x03`."""
        assert self._near is not None
        os.write(self._near, keys.encode())

    async def interrupt(self) -> int:
        """Press Ctrl-C until the process has ended, and return its status.

        One press can be too early: Python notices a signal only when the read that waits for keys has begun.
        """
        while True:
            self.type("\x03")
            with suppress(TimeoutError):
                async with asyncio.timeout(1):
                    return await self._process.wait()

    def kill(self) -> None:
        """End the process without giving it a chance to say anything."""
        self._process.kill()

    def hang_up(self) -> None:
        """Close the window."""
        if self._near is not None:
            asyncio.get_running_loop().remove_reader(self._near)
            os.close(self._near)
            self._near = None

    async def ended(self) -> int:
        """Wait until the process has ended; returns its status, negative for a signal."""
        async with asyncio.timeout(PATIENCE):
            return await self._process.wait()

    def _take(self) -> None:
        assert self._near is not None
        try:
            chunk = os.read(self._near, _CHUNK)
        except BlockingIOError:
            return
        except OSError:  # the process has closed its side
            chunk = b""
        if not chunk:
            asyncio.get_running_loop().remove_reader(self._near)
        self.output += chunk
        self._stream.feed(chunk)
        self._news.set()


def wait_until_gone(pid: int) -> None:
    """Return when a process, of whatever parent, has ended."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        if not select.select([handle], [], [], PATIENCE)[0]:
            raise AssertionError(f"Process {pid} has not ended.")
    finally:
        os.close(handle)


async def _line(stream: asyncio.StreamReader) -> str:
    async with asyncio.timeout(PATIENCE):
        return (await stream.readline()).decode()


async def _killed(process: Process) -> None:
    with suppress(ProcessLookupError):
        # Asked to end, a process that is measured still writes down what it has run.
        process.terminate()
    with suppress(TimeoutError, ProcessLookupError):
        async with asyncio.timeout(FAREWELL):
            await process.wait()
    with suppress(ProcessLookupError):
        process.kill()
    if process.stdin is not None:
        process.stdin.close()
    await process.wait()
    # The transport lets go of its pipes only when they were read to their end.
    for stream in (process.stdout, process.stderr):
        while stream is not None and await stream.read(_CHUNK):
            pass
