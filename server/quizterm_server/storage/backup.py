"""Copies of a database that is in use, and the way back from them.

A copy is written beside its place, checked and flushed, and only then given its name: nobody ever finds
half of one.
"""

import asyncio
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from quizterm.language import N_
from quizterm_server.storage.errors import CannotStore, DamagedFile, DatabaseInUse, NoDatabase
from quizterm_server.storage.faults import LOCKED, UNREADABLE, code_of, is_damage, reason
from quizterm_server.storage.inuse import who_is_running
from quizterm_server.storage.locks import held, lock_file, servers_running
from quizterm_server.storage.migrations import VERSIONS
from quizterm_server.storage.places import WAL, check_own, companions, locate_file, make_folder, readable
from quizterm_server.storage.sqlite import APPLICATION

_THERE = N_("{} is there already. Give another name, or replace it with --force.")
_DUMP = N_("Copy it with PostgreSQL's own pg_dump, and bring the copy back with pg_restore.")
_LOAD = N_("Bring back a copy that pg_dump made, with PostgreSQL's own pg_restore.")
_PREPARING = 30.0
"""Seconds to wait for a server that prepares the database."""
_BUSY = 5.0
"""Seconds to wait for another program that writes."""


async def backup(database: str, target: str, *, overwrite: bool = False) -> Path:
    """Copy the database as it is at this moment; servers may go on using it.

    Args:
        database: A path or a URL.
        target: The file to be written.
        overwrite: Replace `target` if it is there.

    Returns:
        The copy, which only its owner can read.

    Raises:
        NoDatabase: There is none at that place.
        CannotStore: It cannot be read, or the copy cannot be written.
    """
    path, copy = locate_file(database, _DUMP), _file(target)
    check_own(path)
    if copy.is_dir():
        raise CannotStore(N_("{copy} is a folder. Give the name of a file in it.").format(copy=copy))
    if not overwrite and _is_there(copy):
        raise CannotStore(_THERE.format(copy))
    if any(map(_is_there, companions(copy))) or servers_running(copy):
        raise CannotStore(N_("{copy} is a database that is in use. Give another name.").format(copy=copy))
    await asyncio.to_thread(_back_up, path, copy, os.replace if overwrite else _place_new)
    return copy


async def examine(source: str) -> None:
    """See that a file can be restored.

    Raises:
        NoDatabase: There is no backup at that place.
        DamagedFile: It is damaged.
        CannotStore: It is no database of QuizTerm.
    """
    await asyncio.to_thread(_check, _file(source))


def place_for(database: str) -> Path:
    """Where a backup is put back.

    Raises:
        CannotStore: That is no file.
    """
    return locate_file(database, _LOAD)


async def restore(source: str, database: str) -> Path | None:
    """Put a backup in the place of the database. No server may be running with it.

    Args:
        source: A file that `backup` made.
        database: A path or a URL; it need not be there.

    Returns:
        Where the database lies that was there before; `None` if there was none.

    Raises:
        NoDatabase: There is no backup at that place.
        DatabaseInUse: Somebody has the database open.
        CannotStore: The backup is no sound database of QuizTerm, or cannot be put in place.
    """
    path, copy = place_for(database), _file(source)
    await asyncio.to_thread(_check, copy)
    make_folder(path)
    if _is_there(path):
        check_own(path)
    async with held(lock_file(path), _PREPARING) as alone:
        if not alone:
            raise DatabaseInUse(
                N_("The database is in use by a server that is just starting. Stop that first.")
            )
        if running := servers_running(path):
            raise DatabaseInUse(who_is_running(path, running))
        return await asyncio.to_thread(_replace, copy, path)


def _back_up(path: Path, copy: Path, place: Callable[[Path, Path], None]) -> None:
    # A copy is made anew from what is in the tables, so it may be sound where the original is not quite.
    with readable(path) as file:
        _check_kind(file)
        _copy(file, copy, place)


def _replace(copy: Path, path: Path) -> Path | None:
    aside = _name_aside(path) if any(map(_is_filled, (path, *companions(path)))) else None

    def swap(fresh: Path, path: Path) -> None:
        if aside is not None:
            _move_aside(path, aside)
        fresh.replace(path)

    _copy(copy, path, swap)
    return aside if aside is not None and _is_there(aside) else None


def _is_filled(path: Path) -> bool:
    return _is_there(path) and path.stat().st_size > 0


def _file(name: str) -> Path:
    return Path(name).expanduser().absolute()


def _is_there(path: Path) -> bool:
    return os.path.lexists(path)


def _copy(source: Path, target: Path, place: Callable[[Path, Path], None]) -> None:
    """Write a sound copy beside `target` and let `place` give it that name."""
    try:
        with _beside(target) as fresh:
            with closing(_open(source)) as connection:
                connection.execute("VACUUM INTO ?", (str(fresh),))
            _check(fresh)
            _flush(fresh)
            place(fresh, target)
            _flush(target.parent)
    except FileExistsError:
        raise CannotStore(_THERE.format(target)) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise CannotStore(
            N_("{target} cannot be written: {reason}. Choose another place.").format(
                target=target, reason=why
            )
        ) from error
    except sqlite3.Error as error:
        raise CannotStore(
            N_("{target} cannot be written: {reason} Choose another place.").format(
                target=target, reason=reason(error)
            )
        ) from error


def _open(path: Path) -> sqlite3.Connection:
    # It is not made if it is missing; a file that must not be written is read all the same.
    return sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=_BUSY, isolation_level=None)


def _check(path: Path) -> None:
    """See that a file is a sound database of QuizTerm.

    Raises:
        NoDatabase: It is not there.
        CannotStore: It is something else, damaged, or of a newer version.
    """
    _check_kind(path)
    if _ask(path, "PRAGMA integrity_check(1)") != "ok":
        raise DamagedFile(N_("{path} is damaged. Take another backup.").format(path=path))


def _check_kind(path: Path) -> None:
    if not _is_there(path):
        raise NoDatabase(N_("There is nothing at {path}. Give the path of a backup.").format(path=path))
    if path.is_dir():
        raise CannotStore(N_("{path} is a folder. Give the path of a backup in it.").format(path=path))
    if _ask(path, "PRAGMA application_id") != APPLICATION:
        raise CannotStore(N_("{path} is not a database of QuizTerm.").format(path=path))
    if _ask(path, "SELECT version_num FROM alembic_version") not in VERSIONS:
        raise CannotStore(N_("{path} was made by a newer QuizTerm. Update this one.").format(path=path))


def _ask(path: Path, question: str) -> object:
    try:
        with closing(_open(path)) as connection:
            (answer,) = connection.execute(question).fetchone() or (None,)
            return answer
    except sqlite3.Error as error:
        if code_of(error) == sqlite3.SQLITE_NOTADB:
            raise CannotStore(N_("{path} is not a database of QuizTerm.").format(path=path)) from error
        if is_damage(error):
            raise DamagedFile(N_("{path} is damaged. Take another backup.").format(path=path)) from error
        raise CannotStore(
            N_("{path} cannot be read: {reason}").format(path=path, reason=reason(error, UNREADABLE))
        ) from error


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new private file in the folder of `target`; what is left of it in the end is removed."""
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)


def _place_new(fresh: Path, target: Path) -> None:
    """Give a file its name; what has that name already is left alone."""
    try:
        os.link(fresh, target)
    except FileExistsError:
        raise
    except OSError:
        # Memory sticks know no second names.
        if _is_there(target):
            raise FileExistsError(target) from None
        fresh.rename(target)


def _move_aside(path: Path, aside: Path) -> None:
    """Give the database another name, with all that belongs to it."""
    unfolded, kept = path.with_name(path.name + WAL), aside.with_name(aside.name + WAL)
    # What is wrong with a database shows when it is opened, and then its log may be thrown away.
    if _is_there(unfolded):
        shutil.copy2(unfolded, kept)
        _flush(kept)
    try:
        sound = _is_there(path) and _fold(path)
    except DatabaseInUse:
        kept.unlink(missing_ok=True)
        raise
    if sound:
        kept.unlink(missing_ok=True)
    for file in companions(path):
        file.unlink(missing_ok=True)
    if not _is_there(path):
        return
    try:
        # With two names for a moment, there is a database in its place at any time.
        os.link(path, aside)
    except OSError:
        path.rename(aside)


def _fold(path: Path) -> bool:
    """Bring everything into the one file; whether that was possible.

    Raises:
        DatabaseInUse: Another program has it open.
    """
    try:
        with closing(_open(path)) as connection:
            return bool(connection.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",))
    except sqlite3.Error as error:
        if reason(error) == LOCKED:
            raise DatabaseInUse(
                N_("Another program has {path} open. Stop that first.").format(path=path)
            ) from error
        return False


def _name_aside(path: Path) -> Path:
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    for number in range(100):
        aside = path.with_name(f"{path.stem}.before-{stamp}{f'-{number}' if number else ''}{path.suffix}")
        if not _is_there(aside):
            return aside
    raise CannotStore(
        N_("{parent} is full of databases that were put aside. Remove some.").format(parent=path.parent)
    )


def _flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if path.is_dir() and os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
