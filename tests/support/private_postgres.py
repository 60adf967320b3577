"""A PostgreSQL server for one run of the tests, where one is installed and none is running."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql*/bin",
)
_USER = "postgres"
_SECONDS = 60.0


class PrivatePostgres:
    """A server in a folder of its own, on a port of its own, of which nobody else needs to know."""

    def __init__(self, binaries: Path, folder: Path, port: int) -> None:
        self._binaries = binaries
        self._folder = folder
        self.url = f"postgresql://{_USER}@127.0.0.1:{port}/postgres"
        self._options = f"-h 127.0.0.1 -p {port} -k {folder} -F"

    @classmethod
    def started(cls) -> Self | None:
        """One that takes connections; `None` where that is not possible."""
        binaries = _binaries()
        if binaries is None or (_is_root() and not _can_be_somebody_else()):
            return None
        folder = Path(tempfile.mkdtemp(prefix="quizterm-postgres-"))
        server = cls(binaries, folder, _free_port())
        try:
            server._make()
            server.start()
        except (OSError, subprocess.SubprocessError):
            server.end()
            return None
        return server

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        log = str(self._folder / "log")
        self._run("pg_ctl", "start", "-w", "-D", self._data, "-l", log, "-o", self._options)

    def stop(self) -> None:
        """Stop it at once, as if its machine had been switched off."""
        self._run("pg_ctl", "stop", "-D", self._data, "-m", "immediate")

    def end(self) -> None:
        """Stop it and remove its folder."""
        with suppress(subprocess.SubprocessError):
            self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def _make(self) -> None:
        if _is_root():
            shutil.chown(self._folder, _USER)
        self._run("initdb", "-D", self._data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-sync")

    def _run(self, program: str, *arguments: str) -> None:
        # The database server refuses to run as root.
        become: Sequence[str] = ("runuser", "-u", _USER, "--") if _is_root() else ()
        subprocess.run(
            [*become, str(self._binaries / program), *arguments],
            check=True,
            cwd="/",
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _binaries() -> Path | None:
    """Where the newest installation has its programs."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [folder for pattern in _FOLDERS for folder in Path("/").glob(pattern.removeprefix("/"))]
    return max((folder for folder in folders if (folder / "initdb").exists()), default=None)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _can_be_somebody_else() -> bool:
    known = subprocess.run(["id", _USER], check=False, capture_output=True).returncode == 0
    return known and shutil.which("runuser") is not None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
