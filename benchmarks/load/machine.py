"""What this machine has, and what a process uses of it."""

import os
import platform
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("websockets", "uvloop", "pydantic", "pydantic-core", "sqlalchemy", "aiosqlite")
"""What the speed depends on, and is told with every measurement."""

_LINUX = sys.platform == "linux"
_CPU_OF_PROCESS = 2
"""`CPUCLOCK_SCHED` of the kernel: the clock of all threads of a process, those that ended too."""


@dataclass(frozen=True, slots=True)
class Cores:
    """Which cores belong to whom; empty when nobody is pinned."""

    server: frozenset[int]
    load: frozenset[int]

    @property
    def said(self) -> str:
        """For the head of the table."""
        if not self.server:
            return "nobody is pinned: this machine has one core, or does not let processes be pinned"
        load = ", ".join(map(str, sorted(self.load)))
        return f"server on core {min(self.server)}, load on core {load}"


def share_out() -> Cores:
    """One core for the server, the others for the load; nothing where that cannot be had."""
    if not _LINUX:
        return Cores(frozenset(), frozenset())
    usable = sorted(os.sched_getaffinity(0))
    if len(usable) < 2:
        return Cores(frozenset(), frozenset())
    return Cores(frozenset(usable[:1]), frozenset(usable[1:]))


def pin(cores: frozenset[int]) -> None:
    """Keep this process, and those it starts from now on, on these cores."""
    if cores and _LINUX:
        os.sched_setaffinity(0, cores)


@contextmanager
def starting_on(cores: frozenset[int]) -> Iterator[None]:
    """A process that is started inside begins, and stays, on these cores."""
    if not cores or not _LINUX:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def raise_file_limit() -> int:
    """Allow as many open files as the machine does, here and in processes started from now on."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def cpu_seconds(pid: int) -> float:
    """CPU time of a process so far, with all its threads."""
    if not _LINUX:
        minutes, _, seconds = _asked_ps(pid, "time").rpartition(":")
        return int(minutes) * 60 + float(seconds)
    return time.clock_gettime((~pid << 3) | _CPU_OF_PROCESS)


def resident_kib(pid: int) -> int:
    """Memory of a process that is in use, in KiB."""
    if not _LINUX:
        return int(_asked_ps(pid, "rss"))
    found = re.search(r"^VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return int(found[1]) if found else 0


def open_files(pid: int) -> int:
    """How many file descriptors a process holds; 0 where that cannot be known."""
    return len(os.listdir(f"/proc/{pid}/fd")) if _LINUX else 0


def threads(pid: int) -> int:
    """How many threads a process has; 0 where that cannot be known."""
    return len(os.listdir(f"/proc/{pid}/task")) if _LINUX else 0


def loop_of(pid: int) -> str:
    """Which event loop a Python process runs on: uvloop's library is only in memory when it is used."""
    if not _LINUX:
        return "uvloop"
    return "uvloop" if "uvloop/loop" in Path(f"/proc/{pid}/maps").read_text() else "asyncio"


def _asked_ps(pid: int, what: str) -> str:
    """What `ps` says of a process, where there is no /proc."""
    command = ("ps", "-o", f"{what}=", "-p", str(pid))
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def described() -> dict[str, str]:
    """The machine and the versions, for the head of the table."""
    model = "unknown"
    with_cpus = Path("/proc/cpuinfo")
    if with_cpus.exists() and (found := re.search(r"model name\s*:\s*(.+)", with_cpus.read_text())):
        model = found[1]
    return {
        "cpu": f"{model}, {os.cpu_count()} cores",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "libraries": ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
        "open files": str(resource.getrlimit(resource.RLIMIT_NOFILE)[1]),
    }
