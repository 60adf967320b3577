"""The servers that are measured, each a process with a scratch folder of its own."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.load.machine import cpu_seconds, loop_of, resident_kib, starting_on

STARTING = 30.0
STOPPING = 30.0
"""Seconds that a server has for it."""
LIMITS = {
    "MAX_SESSIONS": "1000",
    "MAX_PLAYERS": "10000",
    "MAX_CONNECTIONS": "12000",
    "LOG_LEVEL": "warning",
}
"""What servers of any age are told, so that the large sizes are allowed."""

ROOT = Path(__file__).parents[2]
"""This checkout."""

QUIZTERM, YARDSTICK = "quizterm", "yardstick"


@dataclass(frozen=True, slots=True)
class Measured:
    """What is to be started."""

    name: str
    """`quizterm`, or `yardstick asyncio` and `yardstick uvloop`."""
    command: tuple[str, ...]
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def ours(self) -> bool:
        """Whether it is QuizTerm, with everything that it promises."""
        return self.name == QUIZTERM


def quizterm(python: str, checkout: Path | None, variables: dict[str, str]) -> Measured:
    """QuizTerm as that Python finds it, or from another checkout; each commit is synced to the disk."""
    command = (python, "-m", "quizterm", "serve", "--port", "0", "--json", "--durability", "full")
    limits = {f"QUIZTERM_SERVE_{name}": value for name, value in LIMITS.items()}
    return Measured(QUIZTERM, command, limits | _imports(checkout or ROOT) | variables)


def yardstick(questions: int, loop: str, breath: float) -> Measured:
    """The minimal game on this loop; it waits as long as a host who takes a breath of so many seconds."""
    chosen = ("--breath", str(breath), *(["--uvloop"] if loop == "uvloop" else []))
    command = (sys.executable, "-m", "benchmarks.load.yardstick", str(questions), *chosen)
    return Measured(f"{YARDSTICK} {loop}", command, _imports(ROOT))


def _imports(checkout: Path) -> dict[str, str]:
    root = checkout.resolve()
    return {"PYTHONPATH": os.pathsep.join(map(str, (root, root / "server", root / "client")))}


@dataclass(frozen=True, slots=True)
class Running:
    """A server that takes connections."""

    pid: int
    port: int
    database: Path | None
    environment: dict[str, str]
    python: str

    @property
    def cpu(self) -> float:
        """Its CPU time so far, in seconds."""
        return cpu_seconds(self.pid)

    @property
    def resident(self) -> int:
        """Its memory, in KiB."""
        return resident_kib(self.pid)

    @property
    def loop(self) -> str:
        """Which event loop it runs on."""
        return loop_of(self.pid)

    async def verified(self, code: str) -> str:
        """Let `quizterm verify` look at a session; what it complains about, or nothing."""
        process = await asyncio.create_subprocess_exec(
            *(self.python, "-m", "quizterm", "verify", code),
            env=self.environment,
            cwd=self.environment["HOME"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        return "" if process.returncode == 0 else said.decode()


@asynccontextmanager
async def running(what: Measured, cores: frozenset[int]) -> AsyncIterator[Running]:
    """A server on these cores; at the end it is gone, and so is its folder."""
    folder = Path(tempfile.mkdtemp(prefix="quizterm-load-", dir=scratch()))
    environment = _environment(folder) | what.variables
    errors = folder / "stderr"
    with errors.open("wb") as stderr, starting_on(cores):
        process = subprocess.Popen(  # noqa: ASYNC220 - the loop has nothing to do yet, and affinity is inherited
            what.command, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=stderr, process_group=0
        )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(STARTING):
            line = await asyncio.to_thread(process.stdout.readline)
        if not line:
            raise RuntimeError(f"{what.name} did not start: {errors.read_text()}")
        about = json.loads(line)
        database = Path(about["database"]) if "database" in about else None
        yield Running(process.pid, about["port"], database, environment, what.command[0])
    finally:
        await _end(process)
        _pass_on(errors)
        shutil.rmtree(folder, ignore_errors=True)


def scratch() -> Path:
    """A folder on a real disk: a sync to a file system in memory would cost nothing."""
    place = Path("build")
    place.mkdir(exist_ok=True)
    return place.resolve()


def _environment(folder: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("QUIZTERM_")}
    return inherited | {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "QUIZTERM_DATA_DIR": str(folder / "data"),
        "QUIZTERM_STATE_DIR": str(folder / "state"),
    }


async def _end(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        await asyncio.to_thread(process.wait, STOPPING)
    except (subprocess.TimeoutExpired, asyncio.CancelledError):
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _pass_on(errors: Path) -> None:
    """Show what the server complained about."""
    lines: Sequence[str] = errors.read_text(errors="replace").splitlines()
    for line in lines[:20]:
        sys.stderr.write(f"  server: {line}\n")
