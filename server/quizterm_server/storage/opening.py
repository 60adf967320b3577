"""The way in: the sessions of one server in a database."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from structlog.typing import FilteringBoundLogger

from quizterm.language import N_
from quizterm.snapshot import Millis
from quizterm_server.storage import codec
from quizterm_server.storage.errors import CannotStore, DatabaseInUse
from quizterm_server.storage.faults import reason
from quizterm_server.storage.places import FileDatabase, ServerDatabase, default_database, locate
from quizterm_server.storage.serving import WRITING, Durability
from quizterm_server.storage.sqlite import served_file
from quizterm_server.storage.sqlstorage import SqlStorage
from quizterm_server.storage.tables import servers

__all__ = ["CannotStore", "DatabaseInUse", "SqlStorage", "default_database", "open_storage"]

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
PATIENCE = 1.0
"""Seconds to wait for the name: somebody may just be looking whether it is held."""


@asynccontextmanager
async def open_storage(
    database: str, name: str, durability: Durability, log: FilteringBoundLogger
) -> AsyncIterator[SqlStorage]:
    """The sessions of the server called `name`, for this process alone as long as the context lasts.

    Args:
        database: A path, or a URL that begins with `sqlite+aiosqlite:///` or `postgresql+asyncpg://`.
        name: Letters, digits, `-` and `_`; another server with the same name and database is refused.
        durability: What a power cut may cost.
        log: Where faults of the storage are reported.

    Raises:
        DatabaseInUse: A server with this name runs.
        CannotStore: The database cannot be used.
    """
    if not _NAME.fullmatch(name):
        raise CannotStore(
            N_("A server's name is made of at most 64 letters, digits, - and _. Give another one.")
        )
    match locate(database):
        case FileDatabase(path):
            opened = served_file(path, name, durability, PATIENCE, log)
        case ServerDatabase() as place:
            # Its driver takes time and memory that a server with a file does without.
            from quizterm_server.storage.postgres import served_server

            opened = served_server(place, name, durability, PATIENCE, log)
    async with opened as served:
        clock = await _enter(served.engine, name)
        codec.get_ready()
        storage = SqlStorage(served, name, clock, log)
        try:
            yield storage
        finally:
            await storage.close()


async def _enter(engine: AsyncEngine, name: str) -> Millis:
    """See that the server is in the database; returns the latest time that it stored."""
    try:
        async with engine.execution_options(**{WRITING: True}).begin() as connection:
            clock = await connection.scalar(select(servers.c.clock).where(servers.c.name == name))
            if clock is None:
                await connection.execute(insert(servers).values(name=name, clock=0))
    except (SQLAlchemyError, OSError) as error:
        raise CannotStore(
            N_("The database cannot be written: {reason} Try again then.").format(reason=reason(error))
        ) from error
    return Millis(clock or 0)
