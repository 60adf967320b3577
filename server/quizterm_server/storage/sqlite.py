"""Databases that are a file: made if missing, brought up to date, and every connection set up alike."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from structlog.typing import FilteringBoundLogger

from quizterm.language import N_
from quizterm_server.storage.anchor import Anchor
from quizterm_server.storage.appending import get_ready
from quizterm_server.storage.errors import CannotStore
from quizterm_server.storage.faults import BROKEN, code_of, reason
from quizterm_server.storage.locks import held, lock_file
from quizterm_server.storage.migrations import VERSIONS, create, upgrade
from quizterm_server.storage.places import check_own, make_private
from quizterm_server.storage.serving import WRITING, Durability, Served, name_taken
from quizterm_server.storage.transactions import ThreadTransactions

APPLICATION = int.from_bytes(b"Quiz")
"""Marks the file as a database of QuizTerm."""

BUSY = 5000
"""Milliseconds to wait for another program that writes."""
_PREPARING = 30.0
"""Seconds to wait for another server that prepares the database."""
# Left to itself, the driver begins transactions late and not around every statement.
_ARGUMENTS: dict[str, Any] = {"isolation_level": None}


@asynccontextmanager
async def opened_file(path: Path, durability: Durability, *, create: bool) -> AsyncIterator[AsyncEngine]:
    """The database in a file, ready for use as long as the context lasts; `open_database` says more."""
    if create:
        make_private(path)
    else:
        check_own(path)
    engine = create_async_engine(_url("sqlite+aiosqlite", path), connect_args=_ARGUMENTS)
    _set_up(engine.sync_engine, durability, serving=create)
    _begin_at_once(engine.sync_engine)
    try:
        async with held(lock_file(path), _PREPARING) as alone:
            if not alone:
                raise CannotStore(
                    N_("Another server has been preparing {path} for too long. Stop that one.").format(
                        path=path
                    )
                )
            await _prepare(engine, path)
        yield engine
    finally:
        await engine.dispose()


@asynccontextmanager
async def served_file(
    path: Path, name: str, durability: Durability, patience: float, log: FilteringBoundLogger
) -> AsyncIterator[Served]:
    """The same for the server called `name`, which waits for the name for `patience` seconds."""
    make_private(path)
    # The name comes first: whoever replaces the database sees by the names that nobody has it open.
    async with held(lock_file(path, name), patience) as alone:
        if not alone:
            raise name_taken(name)
        async with opened_file(path, durability, create=True) as engine:
            writing = _writing_engine(path, durability)
            get_ready(writing.dialect)
            yield Served(engine, ThreadTransactions(writing, log), Anchor(path))


def _writing_engine(path: Path, durability: Durability) -> Engine:
    """Connections to a database that is prepared, for a thread that writes and begins what it writes."""
    engine = create_engine(_url("sqlite+pysqlite", path), connect_args=_ARGUMENTS)
    _set_up(engine, durability, serving=True)
    return engine


def _url(driver: str, path: Path) -> URL:
    # The file is there already; opened like this, one that was removed is never silently made anew.
    return URL.create(driver, database=path.as_uri(), query={"mode": "rw", "uri": "true"})


def _set_up(engine: Engine, durability: Durability, *, serving: bool) -> None:
    """Let every connection be set up alike."""
    # The journal's mode stays with the file; whoever only looks at a backup leaves it as it is.
    pragmas = (
        f"PRAGMA busy_timeout={BUSY}",
        *(["PRAGMA journal_mode=WAL"] if serving else []),
        f"PRAGMA synchronous={durability}",
        # On macOS an ordinary flush ends in the drive's own memory.
        f"PRAGMA fullfsync={durability == 'full'}",
        "PRAGMA foreign_keys=ON",
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()


def _begin_at_once(engine: Engine) -> None:
    """Let every transaction begin where SQLAlchemy says that it does."""

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that writes must not find out half-way that another one was faster.
        writing = connection.get_execution_options().get(WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


async def _prepare(engine: AsyncEngine, path: Path) -> None:
    try:
        async with engine.connect() as connection:
            version = await connection.run_sync(_version, path)
        if version != VERSIONS[-1]:
            work = create if version is None else upgrade
            async with engine.execution_options(**{WRITING: True}).begin() as connection:
                await connection.run_sync(work)
                await connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
    except SQLAlchemyError as error:
        raise CannotStore(_why_not(path, error)) from error


def _version(connection: Connection, path: Path) -> str | None:
    """Which version the database has; `None` if it is empty.

    Raises:
        CannotStore: It is another program's, or a newer QuizTerm's.
    """
    owner = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if owner == APPLICATION:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        if version not in VERSIONS:
            raise CannotStore(
                N_("{path} was made by a newer QuizTerm. Update this one, or give another database.").format(
                    path=path
                )
            )
        return str(version)
    if owner or inspect(connection).get_table_names():
        raise CannotStore(
            N_("{path} is another program's database. Give the path of one of QuizTerm.").format(path=path)
        )
    return None


def _why_not(path: Path, error: SQLAlchemyError) -> str:
    if code_of(error) == sqlite3.SQLITE_NOTADB:
        return N_(
            "{path} is not a database. Give the path of one, or of a file that is not there yet."
        ).format(path=path)
    if (why := reason(error)) == BROKEN:
        return N_("The database {path} is damaged. Restore a backup, or give another database.").format(
            path=path
        )
    return N_(
        "The database {path} cannot be used: {reason} Choose another place for it, or try again."
    ).format(path=path, reason=why)
