"""Opening a database of any kind: made, brought up to date, and left alone where it is not ours."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine

from quizterm_server.storage.database import open_database
from quizterm_server.storage.errors import CannotStore
from quizterm_server.storage.migrations import VERSIONS, configuration, create, upgrade
from quizterm_server.storage.tables import metadata
from tests.server.storage.places import NOW, change, is_in_server, joined, kept, look, numbers, opening


async def opened(database: str) -> None:
    """Open a database for a server, and close it again."""
    async with open_database(database, create=True):
        pass


async def done(database: str, *work: Callable[[Connection], object]) -> None:
    """Do something in a database that is not opened as a server does it."""
    url = database if is_in_server(database) else f"sqlite+aiosqlite:///{database}"
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        for part in work:
            await connection.run_sync(part)
    await engine.dispose()


def everything(connection: Connection) -> dict[str, object]:
    """All that makes up a database, and its version."""
    known = inspect(connection)
    tables = {
        table: (
            [
                (column["name"], repr(column["type"]), column["nullable"])
                for column in known.get_columns(table)
            ],
            known.get_pk_constraint(table),
            sorted(map(repr, known.get_foreign_keys(table))),
            sorted(map(repr, known.get_indexes(table))),
        )
        for table in known.get_table_names()
    }
    return {**tables, "": connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()}


def to_the_first_version(connection: Connection) -> None:
    command.upgrade(configuration(connection), VERSIONS[0])


def remove_all(connection: Connection) -> None:
    found = MetaData()
    found.reflect(connection)
    found.drop_all(connection)


async def test_a_new_database_is_what_all_migrations_make_of_an_empty_one(database: str) -> None:
    found: list[dict[str, object]] = []
    for make in (create, upgrade):
        await done(database, make, lambda connection: found.append(everything(connection)), remove_all)

    assert found[0] == found[1]
    assert set(found[0]) == {*metadata.tables, "alembic_version", ""}


async def test_the_migrations_make_exactly_the_tables(database: str) -> None:
    def compare(connection: Connection) -> None:
        assert list(compare_metadata(MigrationContext.configure(connection), metadata)) == []

    await done(database, upgrade, compare)


async def test_the_list_of_versions_is_that_of_the_migrations(database: str) -> None:
    def versions(connection: Connection) -> list[str]:
        scripts = ScriptDirectory.from_config(configuration(connection))
        return [script.revision for script in scripts.walk_revisions()]

    async with open_database(database, create=True) as engine, engine.connect() as connection:
        assert tuple(reversed(await connection.run_sync(versions))) == VERSIONS


async def test_a_database_of_the_first_version_goes_on(database: str) -> None:
    """R66: what the release before this one kept is still there."""
    async with kept(database) as storage:
        log = await storage.open_session(opening(), NOW)
        await log.commit([joined(1)], NOW)
    before = {table: look(database, f"SELECT * FROM {table}") for table in ("servers", "sessions", "log")}
    await done(database, lambda connection: command.downgrade(configuration(connection), VERSIONS[0]))
    assert look(database, "SELECT version_num FROM alembic_version") == [(VERSIONS[0],)]

    async with kept(database) as storage:
        (session,) = await storage.unfinished()
        assert numbers(session.records) == [1]
        assert storage.clock == NOW
        assert {table: look(database, f"SELECT * FROM {table}") for table in before} == before
        await session.log.commit([joined(2)], NOW)

    assert look(database, "SELECT version_num FROM alembic_version") == [(VERSIONS[-1],)]
    assert look(database, "SELECT count(*) FROM accounts") == [(0,)]


async def test_several_servers_may_bring_it_up_to_date_together(database: str) -> None:
    await done(database, to_the_first_version)
    if not is_in_server(database):
        change(database, f"PRAGMA application_id={int.from_bytes(b'Quiz')}")

    async with AsyncExitStack() as stack:
        opening = (stack.enter_async_context(kept(database, f"server-{number}")) for number in range(4))
        await asyncio.gather(*opening)

        assert look(database, "SELECT count(*) FROM servers") == [(4,)]
    assert look(database, "SELECT version_num FROM alembic_version") == [(VERSIONS[-1],)]


async def test_several_servers_may_make_the_database_together(database: str) -> None:
    async with AsyncExitStack() as stack:
        opening = (stack.enter_async_context(kept(database, f"server-{number}")) for number in range(8))
        await asyncio.gather(*opening)

        assert look(database, "SELECT count(*) FROM servers") == [(8,)]


async def test_a_newer_database_is_left_alone(database: str) -> None:
    """R66."""
    await opened(database)
    change(database, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(CannotStore, match=r"newer QuizTerm\. Update this one"):
        await opened(database)

    assert look(database, "SELECT version_num FROM alembic_version") == [("9999",)]


@pytest.mark.parametrize("table", ["recipes", "alembic_version", "log"])
async def test_another_programs_database_is_left_alone(database: str, table: str) -> None:
    """Others have migrations, too, and call a table of theirs as we do."""
    change(database, f"CREATE TABLE {table} (version_num TEXT)")
    change(database, f"INSERT INTO {table} VALUES ('0001')")

    with pytest.raises(CannotStore, match="another program's database"):
        await opened(database)

    names: list[str] = []
    await done(database, lambda connection: names.extend(inspect(connection).get_table_names()))
    assert names == [table]


@pytest.mark.parametrize(
    ("database", "said"),
    [
        ("mysql://localhost/quizterm", "only SQLite and PostgreSQL"),
        ("postgresql+asyncpg://localhost", "names no database"),
        ("postgresql+asyncpg://localhost:port/quizterm", "no address"),
        ("sqlite+aiosqlite://", "has to be a file"),
        ("sqlite+aiosqlite:///:memory:", "has to be a file"),
        ("sqlite+aiosqlite:///file:x?mode=ro&uri=true", "has to be a file"),
        ("://", "no address"),
    ],
)
async def test_what_cannot_be_a_database_is_said_plainly(database: str, said: str) -> None:
    with pytest.raises(CannotStore, match=said):
        await opened(database)
