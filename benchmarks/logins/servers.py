"""The server on which people log in: with no limit on guessing, and on either kind of database."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from benchmarks.load.servers import Measured, Running, quizterm, running
from tests.support.databases import is_there, postgres_database, remove_databases, server_url

SQLITE, POSTGRESQL = "sqlite", "postgresql"
NO_LIMITS = {
    "REGISTRATION": "open",
    "REGISTRATIONS_PER_HOUR": "1000000",
    "WRONG_PASSWORDS": "1000000",
    "WRONG_PASSWORDS_PER_MINUTE": "1000000",
    "WRONG_CODES": "1000000",
    "MESSAGE_RATE": "10000",
    "MESSAGE_BURST": "10000",
}
"""Everybody comes from one address, and the guessing is meant."""
_PREFIX = "QUIZTERM_SERVE_"


def kinds() -> list[str]:
    """The kinds of databases that can be had here; not to be asked from within a loop."""
    return [SQLITE, POSTGRESQL] if is_there(server_url()) else [SQLITE]


@asynccontextmanager
async def login_server(
    kind: str, cores: frozenset[int] = frozenset(), **settings: object
) -> AsyncIterator[Running]:
    """A server with an empty database.

    Args:
        kind: Of the database.
        cores: Where it runs; anywhere if empty.
        settings: Fields of `ServerSettings`.
    """
    chosen = NO_LIMITS | {name.upper(): str(value) for name, value in settings.items()}
    if kind == SQLITE:
        async with running(_measured(chosen), cores) as server:
            yield server
        return
    try:
        async with (
            postgres_database() as url,
            running(_measured(chosen | {"DATABASE": url}), cores) as server,
        ):
            yield server
    finally:
        await remove_databases()


def database_of(server: Running) -> str:
    """The path or URL of its database."""
    return server.environment.get(f"{_PREFIX}DATABASE") or str(server.database)


def _measured(chosen: dict[str, str]) -> Measured:
    return quizterm(sys.executable, None, {_PREFIX + name: value for name, value in chosen.items()})
