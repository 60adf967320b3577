"""A profile of the server while it is measured, by py-spy where that is installed."""

import asyncio
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

SAMPLES_EACH_SECOND = 250
MOST_SECONDS = 600


def of_joins(file: str) -> str:
    """Where the profile of the joining goes: `profile.svg` has `profile-joins.svg` beside it."""
    path = Path(file)
    return str(path.with_stem(f"{path.stem}-joins")) if file else ""


@asynccontextmanager
async def profiled(pid: int, file: str) -> AsyncIterator[None]:
    """Sample a process inside: a flame graph for `.svg`, else speedscope; nothing without a file."""
    if not file:
        yield
        return
    program = shutil.which("py-spy", path=str(Path(sys.executable).parent)) or shutil.which("py-spy")
    if program is None:
        raise RuntimeError("py-spy is not installed: pip install py-spy")
    shape = "flamegraph" if file.endswith(".svg") else "speedscope"
    process = await asyncio.create_subprocess_exec(
        *(program, "record", "--pid", str(pid), "--output", file, "--format", shape),
        *("--rate", str(SAMPLES_EACH_SECOND), "--duration", str(MOST_SECONDS), "--nonblocking"),
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        await process.wait()
