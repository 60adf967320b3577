"""Fresh databases for tests, one of each kind: a file, and one in a PostgreSQL server that is there."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import make_url

KINDS = ("sqlite", "postgresql")
VARIABLE = "QUIZTERM_TEST_POSTGRES"
"""Where the environment names a server, as a URL without a driver; otherwise the standard port is tried."""
REQUIRED = "QUIZTERM_TEST_REQUIRE_POSTGRES"
"""Set to 1, a run that finds no server fails."""
STANDARD = "postgresql://postgres@127.0.0.1:5432/postgres"
MISSING = "no PostgreSQL server lets the tests in"
"""Why tests are left out."""
REACHING = 5.0
"""Seconds to reach the server."""
PATIENCE = 60.0
"""Seconds for a statement, while other runs may be making and removing databases as well."""
ABANDONED = timedelta(hours=1)
"""The age at which a database belongs to no run any more."""

_DRIVER = "+asyncpg"
_PREFIX = "quizterm_test_"
_STAMP = "%Y%m%d%H%M"
_DISCONNECT = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC"

_spare: list[str] = []
"""Empty databases of this process: removing one takes the server a second."""


def server_url() -> str:
    """The PostgreSQL server that tests use, with a database to connect to."""
    return (os.environ.get(VARIABLE) or STANDARD).replace(_DRIVER, "", 1)


def shown_server() -> str:
    """The same for people, without its password."""
    return make_url(server_url()).render_as_string()


@cache
def is_there(url: str) -> bool:
    """Whether a PostgreSQL server answers; asked once in each process, not from within a loop."""
    try:
        asyncio.run(_clear_away(url))
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    return True


async def demand_postgres() -> None:
    """Leave the test out that asks for it, where there is no PostgreSQL server."""
    if not await asyncio.to_thread(is_there, server_url()):
        pytest.skip(MISSING)


@asynccontextmanager
async def postgres_database() -> AsyncIterator[str]:
    """The URL of an empty database, which is emptied afterwards and kept for the next test."""
    name = _spare.pop() if _spare else await _made()
    server = make_url(server_url())
    url = server.set(drivername=f"postgresql{_DRIVER}", database=name).render_as_string(hide_password=False)
    try:
        yield url
    finally:
        await ask(_DISCONNECT, url)
        await tell(_EMPTY, url)
        _spare.append(name)


async def remove_databases() -> None:
    """Remove what this process has made; called when its last test is over."""
    while _spare:
        await tell(f"DROP DATABASE IF EXISTS {_spare.pop()} WITH (FORCE)")


@asynccontextmanager
async def fresh_database(kind: str, folder: Path) -> AsyncIterator[str]:
    """A database of this kind, as `--database` takes it; without a server for it the test is left out."""
    if kind == "sqlite":
        yield str(folder / "quizterm.db")
        return
    await demand_postgres()
    async with postgres_database() as url:
        yield url


async def tell(statement: str, url: str = "") -> None:
    """What another program does in a PostgreSQL server, or in the database of this URL there."""
    async with asyncio.timeout(PATIENCE), _connection(url) as connection:
        await connection.execute(statement)


async def ask(query: str, url: str = "") -> list[tuple[Any, ...]]:
    """What another program sees there."""
    async with asyncio.timeout(PATIENCE), _connection(url) as connection:
        return [tuple(row) for row in await connection.fetch(query)]


@asynccontextmanager
async def transaction(url: str) -> AsyncIterator[Any]:
    """What another program does there that takes a while; nothing of it stays."""
    async with _connection(url) as connection:
        await connection.execute("BEGIN")
        yield connection
        await connection.execute("ROLLBACK")


@asynccontextmanager
async def _connection(url: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(url.replace(_DRIVER, "", 1) or server_url(), timeout=REACHING)
    try:
        yield connection
    finally:
        await connection.close()


async def _made() -> str:
    name = f"{_PREFIX}{datetime.now(UTC).strftime(_STAMP)}_{secrets.token_hex(8)}"
    await tell(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    return name


async def _clear_away(url: str) -> None:
    """Remove what runs that were killed have left behind."""
    names = [
        name for (name,) in await ask("SELECT datname FROM pg_database", url) if _is_abandoned(str(name))
    ]
    for name in names:
        await tell(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", url)


def _is_abandoned(name: str) -> bool:
    if not name.startswith(_PREFIX):
        return False
    stamp = name.removeprefix(_PREFIX).partition("_")[0]
    try:
        made = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return False
    return datetime.now(UTC) - made > ABANDONED
