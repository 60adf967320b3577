"""A player in a terminal of its own, of whom only what it writes and uses is noted."""

import asyncio
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from benchmarks.load.machine import cpu_seconds
from benchmarks.load.servers import ROOT
from benchmarks.terminals.looks import Look
from tests.support.processes import Home

COLUMNS, ROWS = 80, 24
PATIENCE = 120.0
"""Seconds after which something will not be seen any more."""
FAREWELL = 10.0
"""Seconds that a player has to end."""
INSIDE = b"You are in"
"""What the first screen, or the first line, says."""

_QUIZTERM = ("-P", "-m", "quizterm")
_FROM_OUTSIDE = (
    *("SSH_", "NO_COLOR", "COLORTERM", "LC_", "LANGUAGE", "WT_", "VTE_", "KITTY_", "STY"),
    *("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"),
    "SSL_CERT_",
)
"""Variables of whoever measures that would make another terminal of it, or a slower Python."""


@dataclass(frozen=True, slots=True)
class Memory:
    """All in KiB."""

    most: int
    """The most that was resident at any time, as `/usr/bin/time -v` tells it."""
    resident: int
    shared_out: int
    """Resident, with what is shared divided by those who share it."""
    own: int
    """What is freed when this process alone ends."""


@dataclass(frozen=True, slots=True)
class Used:
    """What was used up to a moment."""

    at: float
    cpu: float
    octets: int


class Player:
    """`quizterm join`, measured from its start.

    Args:
        look: The sort of terminal.
        folder: Its home; in the folder above it, players share their compiled modules.
        code: The session, with its server.
        name: Who plays.
        checkout: Whose client it is; this one's unless given.
        authorities: A folder, as OpenSSL reads it, of those whom it believes besides the machine's own.
    """

    def __init__(
        self,
        look: Look,
        folder: Path,
        code: str,
        name: str,
        checkout: Path | None = None,
        authorities: Path | None = None,
    ) -> None:
        self.look = look
        self.octets = 0
        """Bytes that it has written."""
        self.cpu_inside = 0.0
        """CPU seconds from the start to the first screen."""
        self._recent = b""
        self._closed = False
        self._changed = asyncio.Event()
        self._master, slave = pty.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        command = (sys.executable, *_QUIZTERM, "join", code, "--name", name, *look.arguments)
        believed = {"SSL_CERT_DIR": str(authorities)} if authorities else {}
        chosen = look.variables | believed
        home = Home(folder, chosen | _modules(checkout or ROOT, folder.parent))
        environment = {
            key: value
            for key, value in home.environment().items()
            if not key.startswith(_FROM_OUTSIDE) or key in chosen
        }
        try:
            # Only C code runs between fork and exec: a new session, with this terminal as its own.
            self._process = subprocess.Popen(
                command, env=environment, cwd=folder, preexec_fn=lambda: os.login_tty(slave)
            )
        finally:
            os.close(slave)
        os.set_blocking(self._master, False)
        asyncio.get_running_loop().add_reader(self._master, self._read)

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    @property
    def used(self) -> Used:
        """What it has used up to now."""
        return Used(monotonic(), cpu_seconds(self.pid), self.octets)

    @property
    def memory(self) -> Memory:
        """Of the process as it is now."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        shares = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return Memory(
            _kib("VmHWM", status),
            _kib("VmRSS", status),
            _kib("Pss", shares),
            _kib("Private_Clean", shares) + _kib("Private_Dirty", shares),
        )

    async def inside(self) -> float:
        """Wait for the first screen; returns the CPU seconds that it took.

        Raises:
            RuntimeError: It never came.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                while not self.cpu_inside and self._process.poll() is None:
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            pass
        if not self.cpu_inside:
            raise RuntimeError(f"a player never got in: {self._recent[-500:]!r}")
        return self.cpu_inside

    def answer(self, letter: str) -> None:
        """Answer with an option."""
        os.write(self._master, f"{letter}{self.look.enter}".encode())

    async def close(self) -> None:
        """End it, and wait for that."""
        if self._closed:
            return
        self._closed = True
        asyncio.get_running_loop().remove_reader(self._master)
        self._process.terminate()
        # Nobody reads any more, and a process that cannot write does not end.
        os.close(self._master)
        with suppress(subprocess.TimeoutExpired):
            await asyncio.to_thread(self._process.wait, FAREWELL)
        self._process.kill()
        await asyncio.to_thread(self._process.wait)

    def _read(self) -> None:
        try:
            data = os.read(self._master, 65536)
        except BlockingIOError:
            return
        except OSError:
            # This is how Linux says that nobody holds the other end.
            asyncio.get_running_loop().remove_reader(self._master)
            data = b""
        self.octets += len(data)
        for question, reply in self.look.replies.items():
            if question in data:
                os.write(self._master, reply)
        if not self.cpu_inside:
            self._recent = self._recent[-4096:] + data
            if INSIDE in self._recent:
                self.cpu_inside = cpu_seconds(self.pid)
        self._changed.set()


def _modules(checkout: Path, shared: Path) -> dict[str, str]:
    """Where modules are, and where they are kept once they are compiled, as an installation does."""
    root = checkout.resolve()
    paths = os.pathsep.join(map(str, (root, root / "server", root / "client")))
    return {"PYTHONPATH": paths, "PYTHONPYCACHEPREFIX": str(shared / "compiled")}


def _kib(name: str, text: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) if found else 0
