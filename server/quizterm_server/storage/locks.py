"""Locks between processes: files beside the database that the system lets go when their holder dies."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from glob import escape
from pathlib import Path

from filelock import FileLock, Timeout

from quizterm.language import N_
from quizterm_server.storage.errors import CannotStore

_ENDING = ".lock"
_PRIVATE_FILE = 0o600
_PAUSE = 0.02
"""Seconds between two attempts."""


def lock_file(database: Path, name: str = "") -> Path:
    """The file that the server called `name` holds, or whoever prepares the database."""
    return database.with_name(f"{database.name}.{name}{_ENDING}" if name else database.name + _ENDING)


@asynccontextmanager
async def held(path: Path, patience: float) -> AsyncIterator[bool]:
    """Hold a lock as long as the context lasts; false if another process keeps it for `patience` seconds.

    Raises:
        CannotStore: The file cannot be made.
    """
    lock = FileLock(path, mode=_PRIVATE_FILE, thread_local=False)
    taken = await _taken(lock, patience)
    try:
        yield taken
    finally:
        if taken:
            _let_go(lock, path)


def servers_running(database: Path) -> list[str]:
    """The names of the servers that run with this database."""
    names = []
    for path in sorted(database.parent.glob(f"{escape(database.name)}.*{_ENDING}")):
        if is_held(path):
            names.append(path.name[len(database.name) + 1 : -len(_ENDING)])
    return names


def is_held(path: Path) -> bool:
    """Whether a living process holds this lock."""
    # Where nothing can be written, nobody can hold anything.
    if not path.exists() or not os.access(path, os.W_OK):
        return False
    with _tried(path) as taken:
        return not taken


@contextmanager
def _tried(path: Path) -> Iterator[bool]:
    lock = FileLock(path, mode=_PRIVATE_FILE, thread_local=False)
    taken = _take(lock)
    try:
        yield taken
    finally:
        if taken:
            lock.release()


async def _taken(lock: FileLock, patience: float) -> bool:
    loop = asyncio.get_running_loop()
    until = loop.time() + patience
    while not _take(lock):
        if loop.time() >= until:
            return False
        await asyncio.sleep(_PAUSE)
    return True


def _take(lock: FileLock) -> bool:
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return False
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CannotStore(
            N_("{lock_file} cannot be locked: {reason}. Choose another place.").format(
                lock_file=lock.lock_file, reason=reason
            )
        ) from error
    return True


def _let_go(lock: FileLock, path: Path) -> None:
    # Removed while it is still held: whoever waits for it sees that it has no name any more and
    # makes a new one. Some systems keep files that are open; there it stays.
    with suppress(OSError):
        path.unlink()
    lock.release()
