"""Real `quizterm` processes with a home of their own: run to the end, typed at, read, waited for."""

import asyncio
import os
import select
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from quizterm_client.store import Store
from tests.support.terminals import FAREWELL, PATIENCE, Terminal

_QUIZTERM = (sys.executable, "-m", "quizterm")
_NOT_INHERITED = ("QUIZTERM_", "TEXTUAL", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TMUX")
"""What whoever runs the tests has chosen, or their terminal is: programs believe it more than a terminal."""
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
    def data(self) -> Path:
        """Where the database of the processes is."""
        return self.folder / "data"

    @property
    def config_file(self) -> Path:
        """Where the processes look for the config file."""
        return self.folder / "config" / "quizterm" / "config.toml"

    def environment(self) -> dict[str, str]:
        """The environment of a process."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_INHERITED)}
        own = {
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_STATE_HOME": str(self.folder / "state-home"),
            "XDG_DATA_HOME": str(self.folder / "data-home"),
            "QUIZTERM_STATE_DIR": str(self.folder / "state"),
            "QUIZTERM_DATA_DIR": str(self.data),
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
        self, *arguments: str, columns: int = 80, rows: int = 24, encoding: str = "utf-8"
    ) -> AsyncIterator[Terminal]:
        """A `quizterm` in a terminal of its own; it is ended if it still runs at the end."""
        command, environment = (*_QUIZTERM, *arguments), self.environment()
        terminal = Terminal(
            command, environment, columns=columns, rows=rows, folder=self.folder, encoding=encoding
        )
        try:
            yield terminal
        finally:
            await terminal.close()

    def forget_right(self, code: str) -> None:
        """Lose the right to host this session, as on a machine where it never was."""
        (self.folder / "state" / f"{code}.host").unlink()

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

    async def out_bytes(self) -> bytes:
        """The next line on stdout as it was written; empty at its end."""
        assert self._process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            return await self._process.stdout.readline()

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
