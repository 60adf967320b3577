"""The log of servers that were started for one session: their stderr, in the state folder."""

import locale
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from quizterm_client.store import Store

LOG_NAME = "server.log"
MOST_LOGGED = 256 * 1024
"""Bytes; a longer log is begun anew."""

_PRIVATE = 0o600
_LAST_WORDS = 8 * 1024


@contextmanager
def server_log(store: "Store") -> Iterator[IO[bytes]]:
    """A file in the state folder, or a temporary one where that cannot be used."""
    with _open(store) as log:
        if log.seek(0, os.SEEK_END) > MOST_LOGGED:
            log.truncate(0)
        yield log


def last_line(log: IO[bytes]) -> str:
    """What was written last; empty if nothing was."""
    end = log.seek(0, os.SEEK_END)
    log.seek(max(0, end - _LAST_WORDS))
    lines = (log.read() or b"").decode(locale.getpreferredencoding(False), "replace").strip().splitlines()
    return lines[-1] if lines else ""


def _open(store: "Store") -> IO[bytes]:
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    if store.folder is not None:
        with suppress(OSError):
            return os.fdopen(os.open(store.folder / LOG_NAME, flags, _PRIVATE), "r+b", buffering=0)
    return tempfile.TemporaryFile()
