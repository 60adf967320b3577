"""What commands do when the streams they were given take nothing."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE

from quizterm.cli.exits import Exit
from tests.support.processes import Home


async def test_help_for_a_full_disk_is_a_sentence(home: Home) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        finished = await home.run("--help", out=full)
    finally:
        os.close(full)

    assert finished.status == Exit.FAILED
    assert finished.err == "The output cannot be written: No space left on device.\n"


async def test_a_server_without_stderr_writes_only_its_document_to_stdout(home: Home) -> None:
    command = f"exec {sys.executable} -m quizterm serve --json 2>&-"
    process = await asyncio.create_subprocess_exec(
        "sh", "-c", command, stdout=PIPE, env=home.environment(), cwd=home.folder
    )
    assert process.stdout is not None
    first = await process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    rest = await process.stdout.read()
    await process.wait()

    assert json.loads(first)["host"] == "127.0.0.1"
    assert rest == b""
