"""What keeps a run of all tests short: what is measured, where bytecode is kept, how many run at once."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

import pytest
from coverage import Coverage

_ROOT = Path(__file__).parents[2]
_QUICK = tuple(f"tests/{folder}/" for folder in ("engine", "formats", "language", "protocol", "quiz", "text"))
"""Where tests start no processes, serve nobody and draw no screens."""
MEASURED_PROCESSES = "COVERAGE_PROCESS_CONFIG"
"""What makes coverage measure a process that starts."""
_UNMEASURED = pytest.StashKey[bool]()


def keep_bytecode() -> None:
    """Let this process, and those that it starts, compile every module once, also where that is switched off.

    Tests start a thousand processes. Whoever wants no bytecode among the sources gets none there.
    """
    if not sys.dont_write_bytecode:
        return
    sys.dont_write_bytecode = False
    sys.pycache_prefix = sys.pycache_prefix or str(_ROOT / ".pytest_cache" / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


def choose_measured(items: Sequence[pytest.Item], share: int) -> None:
    """Let one test function in so many be measured, and every quick one, with the first of its values.

    Before Python 3.14, measuring takes as much time as running. What only the other tests reach counts as
    missing, so the coverage that a run proves can only be too low. A name decides, so that a change of one
    test says nothing about the others.
    """
    seen = set()
    for item in items:
        name = item.nodeid.partition("[")[0]
        is_chosen = name.startswith(_QUICK) or crc32(name.encode()) % share == 0
        item.stash[_UNMEASURED] = share > 1 and (name in seen or not is_chosen)
        seen.add(name)


def is_measured(item: pytest.Item) -> bool:
    """Whether a test was chosen."""
    return not item.stash.get(_UNMEASURED, False)


@contextmanager
def measured_if_chosen(item: pytest.Item) -> Iterator[None]:
    """Measure a test, and the processes that it starts, only where it was chosen."""
    if is_measured(item) or (coverage := Coverage.current()) is None:
        yield
        return
    processes = os.environ.pop(MEASURED_PROCESSES, None)
    coverage.stop()
    try:
        yield
    finally:
        coverage.start()
        if processes is not None:
            os.environ[MEASURED_PROCESSES] = processes


def workers() -> int:
    """How many tests run at once with `-n auto`: more than there are processors, because tests often wait."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return processors + (processors + 1) // 2
