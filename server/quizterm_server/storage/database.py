"""Opening a database of any kind: made if it is missing, and brought up to date."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from quizterm_server.storage.places import FileDatabase, ServerDatabase, locate
from quizterm_server.storage.serving import WRITING, Durability
from quizterm_server.storage.sqlite import opened_file

__all__ = ["WRITING", "Durability", "open_database"]


@asynccontextmanager
async def open_database(
    database: str, durability: Durability = "full", *, create: bool = False
) -> AsyncIterator[AsyncEngine]:
    """A database that is ready for use as long as the context lasts.

    Args:
        database: A path, or a URL that begins with `sqlite+aiosqlite:///` or `postgresql+asyncpg://`.
        durability: What a power cut may cost.
        create: Make it if it is not there, and set it up for a server. A PostgreSQL server's database has to
            be there; its tables are made.

    Raises:
        NoDatabase: It is not there.
        CannotStore: It cannot be used.
    """
    match locate(database):
        case FileDatabase(path):
            opened = opened_file(path, durability, create=create)
        case ServerDatabase() as place:
            # Its driver takes time and memory that a server with a file does without.
            from quizterm_server.storage.postgres import opened_server

            opened = opened_server(place, durability, create=create)
    async with opened as engine:
        yield engine
