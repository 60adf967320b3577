"""Where sessions are kept, as commands take it, and what is told when that does not work."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated

import typer

from quizterm.cli.exits import Exit, fail
from quizterm.language import heard


class Durability(StrEnum):
    """What is still there after a power cut."""

    FULL = "full"
    NORMAL = "normal"


VARIABLE = "QUIZTERM_SERVE_DATABASE"

Database = Annotated[
    str,
    typer.Option(
        "--database",
        envvar=VARIABLE,
        metavar="PATH|URL",
        help="The file that sessions are kept in, or a database in a PostgreSQL server: "
        "postgresql+asyncpg://USER@HOST/NAME, with the password in PGPASSWORD or ~/.pgpass.",
        show_default="quizterm.db in QUIZTERM_DATA_DIR or your data folder",
    ),
]


@contextmanager
def database_explained() -> Iterator[None]:
    """Turn everything that is known to go wrong with a database into a sentence and a status."""
    from quizterm_server.storage.errors import CannotStore, DamagedFile, DatabaseInUse, NoSuchSession
    from quizterm_server.storage.interface import Damaged, NotStored

    try:
        yield
    except DatabaseInUse as problem:
        fail(Exit.DATABASE_IN_USE, heard(str(problem)))
    except DamagedFile as problem:
        fail(Exit.DAMAGED, heard(str(problem)))
    except (CannotStore, NotStored) as problem:
        fail(Exit.CANNOT_STORE, heard(str(problem)))
    except NoSuchSession as problem:
        fail(Exit.NO_SESSION, heard(str(problem)))
    except Damaged as problem:
        fail(Exit.DAMAGED, heard(str(problem)))


def chosen(database: str) -> str:
    """The database that was asked for, or this user's own."""
    from quizterm_server.storage.places import default_database

    return database or default_database()


def shown(database: str) -> str:
    """Which one that is, for people and programs: as a path or URL, which names no password.

    Raises:
        CannotStore: It is no database.
    """
    from quizterm_server.storage.places import locate

    return str(locate(chosen(database)))


async def is_over(database: str, server: str, code: str) -> bool:
    """Whether a session of this server has ended, or is not kept at all.

    Ends the command with a sentence when the database cannot be read.
    """
    from quizterm_server.storage.archive import list_sessions

    with database_explained():
        found = await list_sessions(chosen(database))
    return all(session.ended_at for session in found if (session.server, session.code) == (server, code))
