"""Fresh databases for tests, one of each kind: a file, and one in a PostgreSQL server that is there."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

KINDS = ("sqlite", "postgresql")
VARIABLE = "QUIZTERM_TEST_POSTGRES"
"""Where the environment names a server, as a URL without a driver; otherwise the standard port is tried."""
STANDARD = "postgresql://postgres@127.0.0.1:5432/postgres"
REACHING = 5.0
"""Seconds to reach the server."""


def server_url() -> str:
    """The PostgreSQL server that tests use, with a database to connect to."""
    return os.environ.get(VARIABLE) or STANDARD


async def is_there() -> bool:
    """Whether a PostgreSQL server answers."""
    try:
        connection = await asyncpg.connect(server_url(), timeout=REACHING)
    except (OSError, asyncpg.PostgresError, TimeoutError):
        return False
    await connection.close()
    return True


@asynccontextmanager
async def postgres_database() -> AsyncIterator[str]:
    """The URL of an empty database, which is removed afterwards."""
    name = f"quizterm_test_{secrets.token_hex(8)}"
    await _tell(f"CREATE DATABASE {name}")
    try:
        before, _, _ = server_url().rpartition("/")
        yield f"{before.replace('postgresql://', 'postgresql+asyncpg://', 1)}/{name}"
    finally:
        await _tell(f"DROP DATABASE {name} WITH (FORCE)")


@asynccontextmanager
async def fresh_database(kind: str, folder: Path) -> AsyncIterator[str]:
    """A database of this kind, as `--database` takes it; without a server for it the test is left out."""
    if kind == "sqlite":
        yield str(folder / "quizterm.db")
        return
    if not await is_there():
        pytest.skip("no PostgreSQL server answers")
    async with postgres_database() as url:
        yield url


async def _tell(statement: str) -> None:
    async with asyncio.timeout(60):
        connection = await asyncpg.connect(server_url(), timeout=REACHING)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()
