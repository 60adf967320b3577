"""Databases in a PostgreSQL server: their tables made, brought up to date, and every connection set up alike.

Only who has such a database imports this: the driver takes time and memory.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from ssl import SSLError
from typing import Any

import asyncpg
from sqlalchemy import Connection, NullPool, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from structlog.typing import FilteringBoundLogger

from quizterm.language import N_
from quizterm_server.storage.advisory import held, key_of
from quizterm_server.storage.appending import get_ready
from quizterm_server.storage.errors import CannotStore, NoDatabase
from quizterm_server.storage.faults import (
    FORBIDDEN,
    READ_ONLY,
    UNENCRYPTED,
    UNUSABLE,
    Unreachable,
    reason,
    state_of,
)
from quizterm_server.storage.migrations import VERSIONS, create, upgrade
from quizterm_server.storage.places import ServerDatabase
from quizterm_server.storage.serving import Durability, Served, name_taken
from quizterm_server.storage.tables import log as log_table
from quizterm_server.storage.transactions import LoopTransactions

LOCKING = 5000
"""Milliseconds to wait for another program that keeps something locked."""
CONNECTING = 10.0
"""Seconds to wait for a connection."""
ANSWERING = 7.0
"""Seconds to wait for an answer, after which the line counts as lost; longer than for a lock."""
_IDLE = 30_000
"""Milliseconds after which a transaction that nothing is done in is ended, with its locks."""
_PREPARING = 30_000
"""Milliseconds to wait for another server that prepares the database."""
_READERS = 5
_MORE_READERS = 5
_SETTINGS = {
    "application_name": "quizterm",
    "client_encoding": "UTF8",
    "idle_in_transaction_session_timeout": str(_IDLE),
    "default_transaction_isolation": "read committed",  # untranslated: SQL
    # So that the name of a machine that lost its power is free again within half a minute.
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    # It helps statements that take seconds, and there are none.
    "jit": "off",
}
_SYNCHRONOUS = {"full": "on", "normal": "off"}
_ABOUT_ENCRYPTION = re.compile("ssl|tls|certificate", re.IGNORECASE)
_UTF8 = "UTF8"
_NO_LINE, _MISSING, _NOT_LET_IN, _ON_ITS_WAY = "08", "3D", "28", "57"
"""What the states begin with of a server that takes no connection."""
_NO_OPTION = ("22023", "42601", "42704")
"""States of a server that does not know a setting which a connection begins with, or its value."""
_AFTERWARDS = N_("Try again, or ask whoever runs it.")


@asynccontextmanager
async def opened_server(
    place: ServerDatabase, durability: Durability, *, create: bool
) -> AsyncIterator[AsyncEngine]:
    """A server's database, ready for use as long as the context lasts; `open_database` says more."""
    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=partial(_connect, place, durability),
        pool_size=_READERS,
        max_overflow=_MORE_READERS,
        pool_timeout=CONNECTING,
        pool_pre_ping=True,
    )
    try:
        await _prepare(place, may_create=create)
        yield engine
    finally:
        await engine.dispose()


@asynccontextmanager
async def served_server(
    place: ServerDatabase, name: str, durability: Durability, patience: float, log: FilteringBoundLogger
) -> AsyncIterator[Served]:
    """The same for the server called `name`, which waits for the name for `patience` seconds."""
    try:
        async with held(partial(_connect, place, durability), name, patience, log) as alone:
            if not alone:
                raise name_taken(name)
            async with opened_server(place, durability, create=True) as engine:
                writing = _single(place, durability)
                get_ready(writing.dialect)
                yield Served(engine, LoopTransactions(writing, log), None)
    except Unreachable as error:
        raise _why_not(place, error) from error


class _Plain(asyncpg.Connection):  # type: ignore[misc]
    """A connection that learns no types beyond those that every PostgreSQL has."""

    async def set_type_codec(self, *_: object, **__: object) -> None:
        """No table has a column of JSON; finding out about it would cost every connection two questions."""


async def _connect(place: ServerDatabase, durability: Durability, patience: float | None = ANSWERING) -> Any:
    """A connection of asyncpg.

    Raises:
        Unreachable: It cannot be made.
    """
    try:
        return await asyncpg.connect(
            place.dsn,
            timeout=CONNECTING,
            command_timeout=patience,
            connection_class=_Plain,
            server_settings={
                **_SETTINGS,
                "lock_timeout": str(LOCKING),
                "synchronous_commit": _SYNCHRONOUS[durability],
            },
        )
    except asyncpg.PostgresError as error:
        raise Unreachable(error.sqlstate or "") from error
    except (OSError, asyncpg.InterfaceError, asyncpg.InternalClientError, ValueError) as error:
        raise Unreachable(_state_of_line(error, place)) from error


def _state_of_line(error: Exception, place: ServerDatabase) -> str:
    """What stands for a state of PostgreSQL where the line itself, or what is wanted of it, is at fault."""
    if isinstance(error, asyncpg.ClientConfigurationError):
        return UNENCRYPTED if _ABOUT_ENCRYPTION.search(str(error)) else UNUSABLE
    if isinstance(error, SSLError) or "rejected SSL" in str(error):  # untranslated: asyncpg's
        return UNENCRYPTED
    # A socket that is not there is reported as files of certificates are.
    is_about_files = isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError)
    return UNENCRYPTED if is_about_files and place.has_certificates else ""


def _single(place: ServerDatabase, durability: Durability, patience: float | None = ANSWERING) -> AsyncEngine:
    """Connections that are made when they are asked for, and are not kept."""
    connect = partial(_connect, place, durability, patience)
    return create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)


async def _prepare(place: ServerDatabase, *, may_create: bool) -> None:
    """See that the database is QuizTerm's and up to date.

    Raises:
        NoDatabase: It is not there, or there is nothing in it that could be looked at.
        CannotStore: It cannot be used.
    """
    engine = _single(place, "full", None)
    try:
        async with engine.connect() as connection:
            version = await connection.run_sync(_version, place)
        if version is None and not may_create:
            raise NoDatabase(
                N_("There is nothing of QuizTerm in {place}. Name another database.").format(place=place)
            )
        if version != VERSIONS[-1]:
            async with engine.begin() as connection:
                await connection.run_sync(_bring_up_to_date, place)
        elif may_create:
            async with engine.connect() as connection:
                await connection.run_sync(_demand_writable, place)
    except (SQLAlchemyError, OSError) as error:
        raise _why_not(place, error) from error
    finally:
        await engine.dispose()


def _bring_up_to_date(connection: Connection, place: ServerDatabase) -> None:
    connection.execute(text(f"SET LOCAL lock_timeout = {_PREPARING}"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key_of("")})
    # Another server may have been faster.
    version = _version(connection, place)
    if version is None:
        create(connection)
    elif version != VERSIONS[-1]:
        upgrade(connection)


def _demand_writable(connection: Connection, place: ServerDatabase) -> None:
    """See that a server could store something, without doing so: on a full disk it may start all the same.

    Raises:
        CannotStore: It could never.
    """
    can_only_read = connection.execute(text("SHOW transaction_read_only")).scalar_one() == "on"
    may_write = connection.execute(text("SELECT has_table_privilege('log', 'INSERT')")).scalar_one()
    if can_only_read or not may_write:
        why = READ_ONLY if can_only_read else FORBIDDEN
        raise CannotStore(
            N_("The database {place} cannot be used: {reason} {advice}").format(
                place=place, reason=why, advice=_AFTERWARDS
            )
        )


def _version(connection: Connection, place: ServerDatabase) -> str | None:
    """Which version the database has; `None` if it is empty.

    Raises:
        CannotStore: It is another program's, a newer QuizTerm's, or cannot keep every text.
    """
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != _UTF8:
        raise CannotStore(
            N_("{place} keeps texts as {encoding}. Make a database with the encoding UTF8.").format(
                place=place, encoding=encoding
            )
        )
    if not (tables := inspect(connection).get_table_names()):
        return None
    if not _is_ours(connection, tables):
        raise CannotStore(
            N_("{place} is another program's database. Name an empty one, or one of QuizTerm.").format(
                place=place
            )
        )
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    if version not in VERSIONS:
        raise CannotStore(
            N_("{place} was made by a newer QuizTerm. Update this one, or give another database.").format(
                place=place
            )
        )
    return str(version)


def _is_ours(connection: Connection, tables: list[str]) -> bool:
    """Other programs have their version in a table of this name, too; nobody else has such a log."""
    if not {"alembic_version", "servers", "sessions", "log"} <= set(tables):
        return False
    columns = {column["name"] for column in inspect(connection).get_columns(log_table.name)}
    return set(log_table.columns.keys()) <= columns


def _why_not(place: ServerDatabase, error: SQLAlchemyError | OSError) -> CannotStore:
    unusable = CannotStore(
        N_("The database {place} cannot be used: {reason} {advice}").format(
            place=place, reason=reason(error), advice=_AFTERWARDS
        )
    )
    state = state_of(error)
    if not isinstance(error, Unreachable) or state is None:
        return unusable
    if not state or state.startswith(_NO_LINE):
        return CannotStore(
            N_("No PostgreSQL server answers at {at}. Start it, or give another address.").format(at=place.at)
        )
    if state.startswith(_MISSING):
        return NoDatabase(
            N_(
                "There is no database {name} in the PostgreSQL server at {at}. Make it there "
                "(createdb {name}), or name another one."
            ).format(name=place.name, at=place.at)
        )
    if state.startswith(_NOT_LET_IN):
        return CannotStore(
            N_(
                "The PostgreSQL server at {at} does not let this user in. Check the user's name, and "
                "the password in PGPASSWORD or ~/.pgpass."
            ).format(at=place.at)
        )
    if state == UNENCRYPTED:
        return CannotStore(
            N_(
                "The line to the PostgreSQL server at {at} cannot be encrypted as sslmode asks. "
                "Check the server's certificate, or sslmode and the files that are named in the URL."
            ).format(at=place.at)
        )
    if state == UNUSABLE or state in _NO_OPTION:
        return CannotStore(
            N_(
                "An option in the URL of the database {place} cannot be used. Check what follows the "
                "“?” there."
            ).format(place=place)
        )
    if state.startswith(_ON_ITS_WAY):
        return CannotStore(
            N_("The PostgreSQL server at {at} is starting or stopping. Try again in a moment.").format(
                at=place.at
            )
        )
    return unusable
