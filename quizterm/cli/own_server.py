"""A server of one's own for one session: a process that outlives the host's terminal."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, NoReturn

from quizterm.cli.exits import Exit, fail

if TYPE_CHECKING:
    from quizterm_client.addresses import Address
    from quizterm_client.store import Store

EVERYWHERE = "0.0.0.0"
LOOPBACK = "127.0.0.1"
LOG_NAME = "server.log"
MOST_LOGGED = 256 * 1024
"""Bytes; a longer log is begun anew."""

_PRIVATE = 0o600
_LAST_WORDS = 8 * 1024


@contextmanager
def session_server(store: "Store", *, local: bool) -> Iterator["Address"]:
    """A server for one session, which goes on when the block ends well and is stopped when it does not.

    Ends the command with a sentence when the server cannot be started.
    """
    from quizterm_client.addresses import Address
    from quizterm_client.store import StoredServer

    with _log(store) as log:
        process = _start(LOOPBACK if local else EVERYWHERE, log)
        try:
            address = Address(LOOPBACK, _port(process, log))
            store.keep_server(StoredServer(address, process.pid))
            yield address
        except BaseException:
            process.terminate()
            process.wait()
            store.forget_server(process.pid)
            raise
        # The server goes on without this process, so nobody here waits for its end.
        process.returncode = 0


def _start(bind: str, log: IO[bytes]) -> subprocess.Popen[bytes]:
    serve = ["serve", "--bind", bind, "--until-ended", "--json"]
    return subprocess.Popen(
        # Without -P, a file in the current folder could take the place of one of our modules.
        [sys.executable, "-P", "-m", "quizterm", *serve],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=log,
        env=_environment(),
        start_new_session=True,
    )


def _environment() -> dict[str, str]:
    """The ports may be chosen from outside; that there is one session, and what is logged, may not."""
    from quizterm_client.finding import SCANNED_PORTS

    return {
        "QUIZTERM_SERVE_PORT": str(SCANNED_PORTS[0]),
        "QUIZTERM_SERVE_LAST_PORT": str(SCANNED_PORTS[-1]),
        **os.environ,
        "QUIZTERM_SERVE_MAX_SESSIONS": "1",
        "QUIZTERM_SERVE_LOG_FORMAT": "plain",
        "QUIZTERM_SERVE_LOG_LEVEL": "error",
    }


def _port(process: "subprocess.Popen[bytes]", log: IO[bytes]) -> int:
    """Wait until the server listens."""
    assert process.stdout is not None
    with process.stdout as told:
        line = told.readline()
    if not line:
        _give_up(process.wait(), _last_line(log) or "It gave no reason.")
    return int(json.loads(line)["port"])


def _give_up(status: int, reason: str) -> NoReturn:
    if status == Exit.PORT_IN_USE:
        fail(Exit.PORT_IN_USE, reason)
    fail(Exit.NO_SERVER, f"The server for this session could not be started: {reason}")


@contextmanager
def _log(store: "Store") -> Iterator[IO[bytes]]:
    """Where the server's stderr goes: a file in the state folder, where that can be used."""
    with _open_log(store) as log:
        if log.seek(0, os.SEEK_END) > MOST_LOGGED:
            log.truncate(0)
        yield log


def _open_log(store: "Store") -> IO[bytes]:
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    if store.folder is not None:
        with suppress(OSError):
            return os.fdopen(os.open(store.folder / LOG_NAME, flags, _PRIVATE), "r+b", buffering=0)
    return tempfile.TemporaryFile()


def _last_line(log: IO[bytes]) -> str:
    end = log.seek(0, os.SEEK_END)
    log.seek(max(0, end - _LAST_WORDS))
    lines = (log.read() or b"").decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""
