"""The way in: the sessions of one server in the database of this machine."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from structlog.typing import FilteringBoundLogger

from quizterm.snapshot import Millis
from quizterm_server.storage.anchor import Anchor
from quizterm_server.storage.database import WRITING, Durability, open_database, writing_engine
from quizterm_server.storage.errors import CannotStore, DatabaseInUse
from quizterm_server.storage.faults import reason
from quizterm_server.storage.locks import held, lock_file
from quizterm_server.storage.places import default_database, locate, make_private
from quizterm_server.storage.sqlstorage import SqlStorage
from quizterm_server.storage.tables import servers
from quizterm_server.storage.transactions import Transactions

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
        database: A path, or a URL that begins with `sqlite+aiosqlite:///`.
        name: Letters, digits, `-` and `_`; another server with the same name and database is refused.
        durability: What a power cut may cost.
        log: Where faults of the storage are reported.

    Raises:
        DatabaseInUse: A server with this name runs.
        CannotStore: The database cannot be used.
    """
    if not _NAME.fullmatch(name):
        raise CannotStore("A server's name is made of at most 64 letters, digits, - and _. Give another one.")
    path = locate(database)
    make_private(path)
    # The name comes first: whoever replaces the database sees by the names that nobody has it open.
    async with held(lock_file(path, name), PATIENCE) as alone:
        if not alone:
            raise DatabaseInUse(
                f"A server called {name} runs with this database. Stop it, or give this one another name."
            )
        async with open_database(database, durability, create=True) as engine:
            clock = await _enter(engine, name)
            transactions = Transactions(writing_engine(database, durability), log)
            storage = SqlStorage(engine, transactions, Anchor(path), name, clock, log)
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
    except SQLAlchemyError as error:
        raise CannotStore(f"The database cannot be written: {reason(error)} Try again then.") from error
    return Millis(clock or 0)
