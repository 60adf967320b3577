"""A server process that is meant to die: killed, started again in the same place, never left behind."""

import asyncio
import json
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random

from quizterm_client.addresses import Address
from tests.support.processes import Home

STARTING = 30.0
"""Seconds that a start may take on a slow machine."""

STOPPING = 10.0
"""Seconds in which a server that was asked to go is gone."""

_QUIET_PORTS = range(10_240, 32_000)
"""Below the ports that a system gives to connections: one that knocks at a server that is just not there
would sooner or later be given the server's own port, and talk to itself."""


class MortalServer:
    """`quizterm serve` on one port with one database, in one process after another.

    Attributes:
        address: Where it listens when it lives.
        spawned: When the present process was started, in the loop's time.
        listening: When it said that it listens.
        kills: How often it was killed.
    """

    def __init__(self, home: Home, port: int, **settings: object) -> None:
        self.address = Address("127.0.0.1", port)
        self.spawned = self.listening = 0.0
        self.kills = 0
        self.home = home
        settings = {"log_format": "json"} | settings
        self._settings = {f"QUIZTERM_SERVE_{name.upper()}": str(value) for name, value in settings.items()}
        self._process: Process | None = None

    @property
    def database(self) -> str:
        """Where everything is kept."""
        return self._settings.get("QUIZTERM_SERVE_DATABASE", str(self.home.data / "quizterm.db"))

    @property
    def log(self) -> Path:
        """What all processes have written on stderr."""
        return self.home.folder / "server.log"

    @property
    def pid(self) -> int:
        """The present process."""
        assert self._process is not None
        return self._process.pid

    def faults(self, *expected: str) -> list[str]:
        """Whatever is worse in the log than a warning and not expected, or is no line of a log at all."""
        return [line for line in self.log.read_text().splitlines() if not _is_harmless(line, expected)]

    async def spawn(self) -> None:
        """Start it, and do not wait."""
        assert self._process is None
        self.spawned = _now()
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "quizterm", "serve", "--json", "--port", str(self.address.port)),
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=log,
                env=self.home.environment() | self._settings,
                cwd=self.home.folder,
                preexec_fn=_die_with_parent(),
            )

    async def listens(self) -> None:
        """Return when it takes connections."""
        assert self._process is not None
        assert self._process.stdout is not None
        async with asyncio.timeout(STARTING):
            line = await self._process.stdout.readline()
        if not line:
            raise AssertionError(f"The server has not started:\n{self.log.read_text()[-2000:]}")
        assert json.loads(line)["port"] == self.address.port
        self.listening = _now()

    async def start(self) -> None:
        """Start it; returns when it takes connections."""
        await self.spawn()
        await self.listens()

    async def kill(self) -> None:
        """End it as a power switch does."""
        self.kills += 1
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to go; returns its exit status."""
        async with asyncio.timeout(STOPPING):
            return await self._end(signal.SIGTERM)

    async def bury(self) -> None:
        """See that nothing runs any more."""
        if self._process is not None:
            await self._end(signal.SIGKILL)

    async def _end(self, how: signal.Signals) -> int:
        process = self._process
        assert process is not None
        assert process.stdout is not None
        with suppress(ProcessLookupError):
            process.send_signal(how)
        status = await process.wait()
        # The transport lets go of its pipe only when it was read to its end.
        await process.stdout.read()
        self._process = None
        return status


@asynccontextmanager
async def mortal_server(home: Home, rng: Random, **settings: object) -> AsyncIterator[MortalServer]:
    """A server that runs at first, on a free port that stays the same; nothing runs any more in the end."""
    made = MortalServer(home, free_port(rng), **settings)
    try:
        await made.start()
        yield made
    finally:
        await made.bury()


def free_port(rng: Random) -> int:
    """A port that nothing listens on, and that no connection is given by chance."""
    while True:
        port = rng.choice(_QUIET_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _is_harmless(line: str, expected: Sequence[str]) -> bool:
    try:
        entry = json.loads(line)
    except ValueError:
        return False
    return entry["level"] in {"debug", "info", "warning"} or entry["event"] in expected


def _now() -> float:
    return asyncio.get_running_loop().time()


def _die_with_parent() -> Callable[[], None] | None:
    """Lets the system kill a child whose parent is killed, where it can do that."""
    if sys.platform != "linux":
        return None
    import ctypes

    prctl = ctypes.CDLL(None).prctl
    set_parent_death_signal = 1
    return lambda: prctl(set_parent_death_signal, signal.SIGKILL)
